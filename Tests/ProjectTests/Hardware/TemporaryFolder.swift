import Glibc
import Testing

/// A folder of a test's own, gone with it.
final class TemporaryFolder {
    let path: String

    init() throws {
        var template = Array("/tmp/packcoach-hardware-XXXXXX".utf8CString)
        let isMade = mkdtemp(&template) != nil
        try #require(isMade)
        path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    deinit { _ = Shell.run("rm", "-rf", path) }

    /// Writes a file, its folders made.
    func write(_ name: String, _ text: String) throws {
        var folder = path
        for part in name.split(separator: "/").dropLast() {
            folder += "/\(part)"
            mkdir(folder, 0o755)
        }
        let stream = try #require(fopen("\(path)/\(name)", "w"))
        defer { fclose(stream) }
        #expect(fputs(text, stream) >= 0)
    }
}
