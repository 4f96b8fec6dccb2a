import Glibc

/// A stream socket of the Unix domain, never waiting.
final class UnixSocket {
    let descriptor: OwnedDescriptor

    var number: Int32 { descriptor.number }

    init() throws(SystemFailure) {
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
        descriptor = try OwnedDescriptor(socket(AF_UNIX, kind, 0), "make a socket")
    }

    private init(_ descriptor: consuming OwnedDescriptor) {
        self.descriptor = descriptor
    }

    /// - Throws: ``SystemFailure`` with `ENAMETOOLONG` for a path that no address holds.
    func bind(to path: String) throws(SystemFailure) {
        let number = number
        try Self.withAddress(path, "listen at \(path)") { Glibc.bind(number, $0, $1) }
    }

    func connect(to path: String) throws(SystemFailure) {
        let number = number
        try Self.withAddress(path, "connect to \(path)") { Glibc.connect(number, $0, $1) }
    }

    func listen(backlog: Int32) throws(SystemFailure) {
        guard Glibc.listen(number, backlog) == 0 else { throw SystemFailure("listen") }
    }

    /// The next connection.
    /// - Throws: ``SystemFailure`` with `EAGAIN` where none waits.
    func accept() throws(SystemFailure) -> UnixSocket {
        while true {
            let connection = Glibc.accept(number, nil, nil)
            if connection < 0 && errno == EINTR { continue }
            let socket = UnixSocket(try OwnedDescriptor(connection, "accept a connection"))
            guard fcntl(connection, F_SETFD, FD_CLOEXEC) == 0, fcntl(connection, F_SETFL, O_NONBLOCK) == 0 else {
                throw SystemFailure("set up a connection")
            }
            return socket
        }
    }

    /// Has the kernel keep this much of what the other side does not read (socket(7): it doubles the figure).
    func limitSendBuffer(to bytes: Int32) {
        var bytes = bytes
        // Without it there is only more to keep.
        _ = setsockopt(number, SOL_SOCKET, SO_SNDBUF, &bytes, socklen_t(MemoryLayout<Int32>.size))
    }

    /// Sends what the other side has room for.
    /// - Returns: how many bytes; 0 where there is no room.
    func send(_ bytes: some Collection<UInt8>) throws(SystemFailure) -> Int {
        let bytes = Array(bytes)
        while true {
            let count = Glibc.send(number, bytes, bytes.count, Int32(MSG_NOSIGNAL))
            if count >= 0 { return count }
            if errno == EAGAIN { return 0 }
            if errno != EINTR { throw SystemFailure("send") }
        }
    }

    private static func withAddress(
        _ path: String, _ operation: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) throws(SystemFailure) {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        // One is for the zero at the end.
        guard !bytes.isEmpty, bytes.count < MemoryLayout.size(ofValue: address.sun_path) else {
            throw SystemFailure(operation, code: ENAMETOOLONG)
        }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard result == 0 else { throw SystemFailure(operation) }
    }
}
