import Testing

@testable import CoachCore
