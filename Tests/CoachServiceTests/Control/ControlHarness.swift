import CoachCore
import Glibc
import Testing

@testable import CoachService

/// The server with a loop that turns when it is told to, and clients beside it.
final class ControlHarness {
    let server: ControlServer
    /// What the service would have to answer.
    private(set) var requests: [ControlServer.Request] = []
    private var poller = Poller<LoopSource>()
    /// Each turn is a second.
    private var now = Instant.boot

    init(path: String, group: gid_t? = nil) throws {
        server = try ControlServer(path: path, members: ControlMembers(user: geteuid(), group: group))
        server.settle(&poller, at: now)
    }

    /// One turn of the loop, without waiting.
    /// - Returns: how many requests came.
    @discardableResult
    func turn() throws -> Int {
        now = now + .seconds(1)
        let new = server.take(try poller.wait(upTo: .zero), at: now)
        requests += new
        server.settle(&poller, at: now)
        return new.count
    }

    /// Turns until nothing is left to do; a loop that never rests would be an error.
    func settle() throws {
        // The end of the turn in which something was answered.
        server.settle(&poller, at: now)
        for _ in 1...10_000 {
            let events = try poller.wait(upTo: .zero)
            guard !events.isEmpty || server.hasWork else { return }
            try turn()
        }
        Issue.record("the loop never comes to rest")
    }

    func takeRequests() -> [ControlServer.Request] {
        defer { requests = [] }
        return requests
    }
}

/// A client that does as it likes.
final class RawClient {
    private let socket: UnixSocket
    private var reader = FrameReader(limit: 1 << 20)

    init(_ path: String) throws {
        socket = try UnixSocket()
        try socket.connect(to: path)
    }

    /// Sends what there is room for.
    /// - Returns: how many bytes; nil: the other side has closed.
    @discardableResult
    func send(_ bytes: [UInt8]) -> Int? { try? socket.send(bytes) }

    func send(_ call: String) { send(Array(call.utf8) + [0]) }

    /// Nothing more comes from here.
    func endOutput() { shutdown(socket.number, Int32(SHUT_WR)) }

    /// The next message that is there; nil: none is.
    func message() -> String? {
        while true {
            if let frame = try? reader.next() { return String(decoding: frame, as: UTF8.self) }
            guard let bytes = try? socket.descriptor.read(upTo: 65536), !bytes.isEmpty else { return nil }
            reader.append(bytes)
        }
    }

    /// Whether the other side has closed.
    var isClosed: Bool {
        var byte: UInt8 = 0
        let count = recv(socket.number, &byte, 1, Int32(MSG_PEEK))
        return count == 0 || (count < 0 && errno == ECONNRESET)
    }
}
