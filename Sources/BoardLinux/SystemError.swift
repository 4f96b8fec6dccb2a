import Glibc

/// What a system call failed with.
public struct SystemError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The errno, positive; for choosing what to do, never for showing.
    public let code: Int32

    public init(code: Int32) {
        self.code = code
    }

    /// The errno of the call that has just failed on this thread.
    static var last: SystemError { SystemError(code: errno) }

    /// The errno in words, as strerror(3) gives them.
    public var description: String { String(cString: strerror(code)) }
}
