import Testing

@testable import BoardLinux
