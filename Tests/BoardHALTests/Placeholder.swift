import Testing

@testable import BoardHAL
