import CoachCore
import Glibc
import TestSupport
import Testing

@testable import CoachService

@Suite("The control socket's connections")
struct ControlServerTests {
    private let files: TestDirectory
    private var path: String { "\(files.path)/io.packcoach" }

    private static let status = #"{"method":"io.packcoach.Status"}"#
    private static let info = #"{"method":"org.varlink.service.GetInfo"}"#
    private static let monitor = #"{"method":"io.packcoach.Monitor","more":true}"#

    init() throws {
        files = try TestDirectory()
    }

    @Test("what a client asks is answered to it and to nobody else, in the order of its calls")
    func answers() throws {
        let harness = try ControlHarness(path: path)
        let first = try RawClient(path)
        let second = try RawClient(path)
        first.send(Self.status)
        first.send(Self.info)
        second.send(Self.info)
        try harness.settle()
        let request = try #require(harness.takeRequests().first)
        #expect(request.request == .status)
        #expect(first.message() == nil)
        #expect(
            second.message()?.hasPrefix(#"{"parameters":{"interfaces":["org.varlink.service","io.packcoach"]"#) == true)
        harness.server.answer(request.ticket, Array("mine\0".utf8))
        try harness.settle()
        #expect(first.message() == "mine")
        #expect(first.message()?.hasPrefix(#"{"parameters":{"interfaces""#) == true)
        #expect(second.message() == nil)
        // A second answer goes nowhere.
        harness.server.answer(request.ticket, Array("again\0".utf8))
        try harness.settle()
        #expect(first.message() == nil)
    }

    @Test("calls that nobody waits for are carried out, all of them, after whoever sent them has gone")
    func onewayAndGone() throws {
        let harness = try ControlHarness(path: path)
        do {
            let client = try RawClient(path)
            for method in ["MarkRun", "MarkOnset", "Stop"] {
                client.send("{\"method\":\"io.packcoach.\(method)\",\"oneway\":true}")
            }
        }
        for expected: ControlRequest in [.mark([.run], at: nil), .mark([.onset], at: nil), .command(.stop)] {
            try harness.settle()
            let requests = harness.takeRequests()
            #expect(requests.map(\.request) == [expected])
            for request in requests { harness.server.answer(request.ticket, Array("nobody reads this\0".utf8)) }
        }
        try harness.settle()
        #expect(harness.server.count == 0)
    }

    @Test("the interfaces describe themselves")
    func description() throws {
        let harness = try ControlHarness(path: path)
        let client = try RawClient(path)
        let call = #"{"method":"org.varlink.service.GetInterfaceDescription","parameters":{"interface":"#
        client.send(call + #""io.packcoach"}}"#)
        client.send(call + #""io.other"}}"#)
        try harness.settle()
        #expect(client.message()?.contains("method Start(modality: ?Modality, override_rest: ?string)") == true)
        #expect(client.message()?.contains("org.varlink.service.InterfaceNotFound") == true)
    }

    @Test(
        "whoever sends what is no call is disconnected, and the others stay",
        arguments: ["GET / HTTP/1.1\r\n\r\n", "", "[]", "{\"method\":\"a.B\"", "\u{0}"])
    func nonsense(call: String) throws {
        let harness = try ControlHarness(path: path)
        let honest = try RawClient(path)
        let other = try RawClient(path)
        try harness.settle()
        other.send(call)
        try harness.settle()
        #expect(other.isClosed)
        honest.send(Self.info)
        try harness.settle()
        #expect(honest.message() != nil)
        #expect(harness.server.count == 1)
    }

    @Test("half a call is waited for, for as long as it takes")
    func half() throws {
        let harness = try ControlHarness(path: path)
        let client = try RawClient(path)
        let bytes = Array(Self.info.utf8) + [0]
        for byte in bytes {
            #expect(client.message() == nil)
            client.send([byte])
            try harness.settle()
        }
        #expect(client.message() != nil)
    }

    @Test("ten megabytes without an end are cut off at once")
    func endless() throws {
        let harness = try ControlHarness(path: path)
        let client = try RawClient(path)
        let chunk = [UInt8](repeating: UInt8(ascii: "x"), count: 65536)
        var sent = 0
        while sent < 10 << 20, let count = client.send(chunk) {
            sent += count
            try harness.settle()
        }
        #expect(sent < 1 << 20, "what the kernel took before the server looked")
        #expect(harness.server.count == 0)
    }

    @Test("two hundred idle connections lock nobody out: the longest idle make room")
    func idle() throws {
        let harness = try ControlHarness(path: path)
        var crowd: [RawClient] = []
        for _ in 1...200 {
            crowd.append(try RawClient(path))
            try harness.turn()
        }
        try harness.settle()
        #expect(harness.server.count == ControlServer.mostConnections)
        let person = try RawClient(path)
        person.send(Self.info)
        try harness.settle()
        #expect(person.message() != nil)
        #expect(crowd[0].isClosed && !crowd[199].isClosed)
        #expect(harness.server.count == ControlServer.mostConnections)
    }

    @Test("who is being answered is not put out; where all are, the next one is told so")
    func busy() throws {
        let harness = try ControlHarness(path: path)
        var clients: [RawClient] = []
        for _ in 1...ControlServer.mostConnections {
            clients.append(try RawClient(path))
            clients.last?.send(Self.status)
            try harness.settle()
        }
        let late = try RawClient(path)
        try harness.settle()
        #expect(late.message()?.contains("io.packcoach.TooManyConnections") == true)
        #expect(late.isClosed)
        #expect(clients.allSatisfy { !$0.isClosed })
        for request in harness.takeRequests() { harness.server.answer(request.ticket, Array("done\0".utf8)) }
        try harness.settle()
        #expect(clients.allSatisfy { $0.message() == "done" })
    }

    @Test("streams take half of the connections at most")
    func streams() throws {
        let harness = try ControlHarness(path: path)
        var clients: [RawClient] = []
        for _ in 0...ControlServer.mostStreams {
            clients.append(try RawClient(path))
            clients.last?.send(Self.monitor)
            try harness.settle()
            for request in harness.takeRequests() { harness.server.beginStream(request.ticket) }
        }
        #expect(harness.server.streams == ControlServer.mostStreams)
        harness.server.stream(Array("news\0".utf8))
        try harness.settle()
        #expect(clients.dropLast().allSatisfy { $0.message() == "news" })
        #expect(clients.last?.message()?.contains("TooManyConnections") == true)
    }

    @Test("who does not read a stream is dropped, with bounded memory; who reads stays")
    func slowReader() throws {
        let harness = try ControlHarness(path: path)
        let slow = try RawClient(path)
        let quick = try RawClient(path)
        for client in [slow, quick] { client.send(Self.monitor) }
        try harness.settle()
        for request in harness.takeRequests() { harness.server.beginStream(request.ticket) }
        let message = [UInt8](repeating: UInt8(ascii: "m"), count: 999) + [0]
        var told = 0
        while harness.server.streams == 2, told < 10_000 {
            harness.server.stream(message)
            try harness.settle()
            #expect(quick.message()?.utf8.count == 999)
            told += 1
        }
        #expect(told < 1000)
        #expect(harness.server.streams == 1)
    }

    @Test("who asks more than is read gets no more until it is read")
    func neverReads() throws {
        let harness = try ControlHarness(path: path)
        let client = try RawClient(path)
        let call =
            #"{"method":"org.varlink.service.GetInterfaceDescription","parameters":{"interface":"io.packcoach"}}"#
        var sent = 0
        for _ in 1...1000 {
            guard let count = client.send(Array(call.utf8) + [0]), count > 0 else { break }
            sent += 1
            try harness.settle()
        }
        #expect(harness.server.count == 1)
        var read = 0
        while client.message() != nil {
            read += 1
            try harness.settle()
        }
        #expect(read > 5 && read <= sent)
    }

    @Test("a client that asks without end takes a bounded share of a turn, and others their own")
    func flood() throws {
        let harness = try ControlHarness(path: path)
        var clients: [RawClient] = []
        for _ in 1...40 {
            clients.append(try RawClient(path))
            for _ in 1...20 { clients.last?.send(#"{"method":"io.packcoach.Stop","oneway":true}"#) }
        }
        var counts: [Int] = []
        for _ in 1...200 {
            counts.append(try harness.turn())
            for request in harness.takeRequests() { harness.server.answer(request.ticket, []) }
        }
        #expect(counts.max() == 16)
        #expect(counts.reduce(0, +) == 800)
        #expect(!harness.server.hasWork)
    }

    @Test("a oneway call is carried out though its sender has gone; nobody waits for the answer of another")
    func gone() throws {
        let harness = try ControlHarness(path: path)
        do {
            let client = try RawClient(path)
            client.send(#"{"method":"io.packcoach.Stop","oneway":true}"#)
        }
        try harness.settle()
        let stop = try #require(harness.takeRequests().first)
        #expect(stop.request == .command(.stop))
        harness.server.answer(stop.ticket, Array("nobody reads this\0".utf8))
        do {
            let client = try RawClient(path)
            client.send(#"{"method":"io.packcoach.Start"}"#)
            try harness.settle()
        }
        try harness.settle()
        let request = try #require(harness.takeRequests().first)
        #expect(harness.server.count == 0)
        harness.server.answer(request.ticket, Array("too late\0".utf8))
        try harness.settle()
    }

    @Test("who says that nothing more comes still gets its answer")
    func halfClosed() throws {
        let harness = try ControlHarness(path: path)
        let client = try RawClient(path)
        client.send(Self.status)
        client.endOutput()
        try harness.settle()
        let request = try #require(harness.takeRequests().first)
        #expect(!client.isClosed)
        harness.server.answer(request.ticket, Array("here\0".utf8))
        try harness.settle()
        #expect(client.message() == "here")
        #expect(client.isClosed)
        #expect(harness.server.count == 0)
    }
}
