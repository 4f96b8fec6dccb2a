import Testing

@testable import packcoach
