import Glibc

/// Reading the kernel's small text files, of which each read is one operation of a driver.
package enum Sysfs {
    /// More than any of these files holds: the kernel gives a page at most.
    static let pageSize = 4096

    /// The whole text, in one read: a second one could make a driver measure again.
    ///
    /// Blocks for as long as the driver does. An interruption by a signal starts the read again from the beginning.
    static func read(_ path: String) throws(SystemError) -> String {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw .last }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: pageSize)
        while true {
            let count = Glibc.read(file, &bytes, bytes.count)
            if count >= 0 { return String(decoding: bytes.prefix(count), as: UTF8.self) }
            if errno != EINTR { throw .last }
        }
    }

    /// The names in a directory, in no order; none where it cannot be read.
    package static func entries(of directory: String) -> [String] {
        guard let stream = opendir(directory) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }

    static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    /// The path without symbolic links; itself where there is nothing.
    static func resolved(_ path: String) -> String {
        guard let real = realpath(path, nil) else { return path }
        defer { free(real) }
        return String(cString: real)
    }

    /// gpiochip2 before gpiochip10.
    static func inOrderOfNumbers(_ left: String, _ right: String) -> Bool {
        (left.utf8.count, left) < (right.utf8.count, right)
    }
}
