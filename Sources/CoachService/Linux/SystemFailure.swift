import Glibc

/// A call to the system that failed.
struct SystemFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// What was to be done, as in "cannot …".
    var operation: String
    /// errno.
    var code: Int32

    /// - Parameter code: errno, taken before anything else could change it.
    init(_ operation: String, code: Int32 = errno) {
        self.operation = operation
        self.code = code
    }

    /// errno in words.
    var reason: String { String(cString: strerror(code)) }

    var description: String { "cannot \(operation): \(reason)" }
}
