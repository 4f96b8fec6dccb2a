import CoachCore
import Glibc
import SessionLog
import TestSupport
import Testing

@testable import CoachService

@Suite("A client that watches, and waits for other things as well")
struct ControlMonitorTests {
    private static let message: [UInt8] = {
        let coach = Coach(plan: Configuration.default.plan, history: History())
        let clock = ClockReading(instant: .boot, wall: WallTime(milliseconds: 0), synchronised: true)
        let status = StatusReport(
            coach.status(at: .boot), shown: coach.indication(at: .boot), faultWords: [:], clock: clock, database: "/x")
        return VarlinkMessage.reply(MonitorAnswer(status: status, event: nil), continues: true)
    }()

    /// A server that streams to it.
    private func watched(_ path: String) throws -> (harness: ControlHarness, monitor: ControlMonitor) {
        let harness = try ControlHarness(path: path)
        let monitor = try ControlMonitor(path: path)
        try harness.settle()
        let request = try #require(harness.takeRequests().first)
        #expect(request.request == .monitor)
        harness.server.beginStream(request.ticket)
        return (harness, monitor)
    }

    @Test("it takes what has come, all of it and once, and waits for nothing")
    func news() throws {
        let directory = try TestDirectory()
        let (harness, monitor) = try watched("\(directory.path)/io.packcoach")
        #expect(try monitor.take().isEmpty)
        for _ in 1...3 { harness.server.stream(Self.message) }
        try harness.settle()
        #expect(try monitor.take().map(\.status.state) == ["idle", "idle", "idle"])
        #expect(try monitor.take().isEmpty)
        withExtendedLifetime(harness) {}
    }

    @Test("half a message is no news until the rest has come")
    func half() throws {
        let directory = try TestDirectory()
        let (harness, monitor) = try watched("\(directory.path)/io.packcoach")
        harness.server.stream(Array(Self.message.prefix(100)))
        try harness.settle()
        #expect(try monitor.take().isEmpty)
        harness.server.stream(Array(Self.message.dropFirst(100)))
        try harness.settle()
        #expect(try monitor.take().count == 1)
        withExtendedLifetime(harness) {}
    }

    @Test("what came before the service went is told, then that it went")
    func lost() throws {
        let directory = try TestDirectory()
        let monitor: ControlMonitor
        do {
            let harness: ControlHarness
            (harness, monitor) = try watched("\(directory.path)/io.packcoach")
            harness.server.stream(Self.message)
            try harness.settle()
        }
        #expect(try monitor.take().count == 1)
        do throws(ControlFailure) {
            _ = try monitor.take()
            Issue.record("nobody told that it went")
        } catch {
            if case .lost = error { return }
            Issue.record("it is \(error)")
        }
    }

    @Test("where nobody listens it says so at once, and where something else answers that it is no packcoach")
    func wrong() throws {
        let directory = try TestDirectory()
        let path = "\(directory.path)/io.packcoach"
        #expect(throws: ControlFailure.notRunning(path: path)) { try ControlMonitor(path: path) }
        let (harness, monitor) = try watched(path)
        harness.server.stream(Array("SSH-2.0\0".utf8))
        try harness.settle()
        #expect(throws: ControlFailure.self) { try monitor.take() }
        withExtendedLifetime(harness) {}
    }
}
