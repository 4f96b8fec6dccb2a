import Glibc

/// Asks the service's control socket what is going on, in the fewest bytes.
enum StatusQuery {
    private static let path = "/run/packcoach/io.packcoach"
    private static let call = Array(#"{"method":"io.packcoach.Status"}"#.utf8) + [0]

    /// The reply as it came; empty where there is no service to ask.
    static func ask() throws -> [UInt8] {
        let connection = try check(
            socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0), "socket")
        defer { close(connection) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8)) }
        let size = socklen_t(MemoryLayout<sockaddr_un>.size)
        let connected = withUnsafePointer(to: &address) { address in
            address.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(connection, $0, size) }
        }
        guard connected == 0 else { return [] }
        guard write(connection, call, call.count) == call.count else { return [] }
        var reply: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 14)
        while true {
            let count = read(connection, &buffer, buffer.count)
            guard count > 0 else { return reply }
            reply += buffer[..<count]
            if reply.last == 0 { return reply.dropLast() }
        }
    }
}
