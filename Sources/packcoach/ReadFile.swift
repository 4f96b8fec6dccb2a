import Glibc

/// The whole of a file.
/// - Parameter limit: bytes that it may have: a wrong file must not fill the memory.
/// - Throws: ``Failure`` of status `inputOutput` with the file's name and the reason.
func readFile(_ path: String, limit: Int) throws -> [UInt8] {
    guard let file = fopen(path, "rb") else { throw Failure(cannot: "open \(path)") }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65536)
    while true {
        let count = fread(&buffer, 1, buffer.count, file)
        bytes += buffer[..<count]
        guard bytes.count <= limit else {
            throw Failure(.inputOutput, "\(path) is longer than \(limit) bytes; is it the right file?")
        }
        if count < buffer.count { break }
    }
    guard ferror(file) == 0 else { throw Failure(cannot: "read \(path)") }
    return bytes
}
