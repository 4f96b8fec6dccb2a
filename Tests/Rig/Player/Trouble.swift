import Glibc

/// Why a tape cannot be played on.
struct Trouble: Error, CustomStringConvertible {
    var description: String

    init(_ description: String) {
        self.description = description
    }

    /// A system call that failed.
    init(_ operation: String, code: Int32) {
        description = "\(operation): \(String(cString: strerror(code)))"
    }
}

/// Throws where a system call failed.
@discardableResult
func check(_ result: Int32, _ operation: @autoclosure () -> String) throws -> Int32 {
    if result < 0 { throw Trouble(operation(), code: errno) }
    return result
}
