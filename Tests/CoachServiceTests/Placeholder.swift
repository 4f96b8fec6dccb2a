import Testing

@testable import CoachService
