import Glibc

/// A test cannot be carried out, or waited for what never came.
public struct Trouble: Error, CustomStringConvertible {
    /// One line for people.
    public let description: String

    public init(words: String) { description = words }

    /// A system call failed.
    /// - Parameter code: errno, taken before anything else could change it.
    public init(_ operation: String, code: Int32 = errno) {
        description = "\(operation): \(String(cString: strerror(code)))"
    }
}
