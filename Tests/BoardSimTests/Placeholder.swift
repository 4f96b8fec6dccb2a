import Testing

@testable import BoardSim
