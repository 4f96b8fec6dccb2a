import Glibc

/// The whole of a file.
/// - Throws: ``Failure`` of status `inputOutput` with the file's name and the reason.
func readFile(_ path: String) throws -> [UInt8] {
    func failure(_ operation: String) -> Failure {
        Failure(.inputOutput, "cannot \(operation) \(path): \(String(cString: strerror(errno)))")
    }
    guard let file = fopen(path, "rb") else { throw failure("open") }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65536)
    while true {
        let count = fread(&buffer, 1, buffer.count, file)
        bytes += buffer[..<count]
        if count < buffer.count { break }
    }
    guard ferror(file) == 0 else { throw failure("read") }
    return bytes
}
