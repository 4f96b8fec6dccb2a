import Testing

@testable import CoachSimulation
