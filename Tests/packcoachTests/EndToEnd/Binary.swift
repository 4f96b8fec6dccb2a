import Glibc
import TestSupport

/// The built program, as `swift build --build-tests` puts it beside the tests.
enum Binary {
    /// - Throws: ``Trouble`` where it was not built.
    static func path() throws -> String {
        var buffer = [CChar](repeating: 0, count: 4096)
        let length = readlink("/proc/self/exe", &buffer, buffer.count - 1)
        guard length > 0 else { throw Trouble("readlink /proc/self/exe") }
        let tests = String(decoding: buffer.prefix(length).map(UInt8.init(bitPattern:)), as: UTF8.self)
        let path = tests.prefix(upTo: tests.lastIndex(of: "/") ?? tests.startIndex) + "/packcoach"
        guard access(String(path), X_OK) == 0 else {
            throw Trouble(words: "there is no \(path): build all of it, with swift build --build-tests")
        }
        return String(path)
    }
}
