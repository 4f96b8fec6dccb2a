import Glibc
import TestSupport

/// Where a service tells its manager how it is, as systemd has it.
final class NotifySocket {
    let path: String
    private let descriptor: Int32
    /// All lines that came.
    private var lines: [String] = []

    init(in place: Place) throws {
        path = "\(place.directory)/notify"
        descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard result == 0 else { throw Trouble("bind \(path)") }
    }

    deinit { close(descriptor) }

    var told: [String] {
        var buffer = [UInt8](repeating: 0, count: 4096)
        while case let count = recv(descriptor, &buffer, buffer.count, 0), count > 0 {
            lines += String(decoding: buffer[..<count], as: UTF8.self).split(separator: "\n").map(String.init)
        }
        return lines
    }

    var environment: [String: String] { ["NOTIFY_SOCKET": path, "WATCHDOG_USEC": "150000000"] }
}
