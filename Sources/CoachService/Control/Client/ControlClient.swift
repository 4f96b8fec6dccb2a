import CoachCore
import FoundationEssentials
import Glibc

/// A command's end of the control socket. It waits, up to a limit.
public final class ControlClient {
    /// Longer than a start takes to read the probes, and than a slow card takes to write a mark.
    private static let patience = Duration.seconds(10)
    /// A reply holds a status and an interface's description at most.
    private static let longestReply = 1024 * 1024

    private let path: String
    private let socket: UnixSocket
    private var reader = FrameReader(limit: longestReply)

    /// - Throws: ``ControlFailure``
    public init(path: String) throws(ControlFailure) {
        self.path = path
        do throws(SystemFailure) {
            socket = try UnixSocket()
            try Self.connect(socket, to: path)
        } catch {
            switch error.code {
            case ENOENT, ECONNREFUSED, ENOTDIR: throw .notRunning(path: path)
            case EACCES, EPERM: throw .permission(path: path)
            // It has not looked for long.
            case EAGAIN: throw .noAnswer(path: path)
            default: throw .other("\(error).")
            }
        }
    }

    private static func connect(_ socket: UnixSocket, to path: String) throws(SystemFailure) {
        let end = BootClock.now() + patience
        while true {
            do throws(SystemFailure) {
                return try socket.connect(to: path)
            } catch {
                // Many came at once. Nothing tells when there is room again.
                guard error.code == EAGAIN, BootClock.now() < end else { throw error }
                usleep(20_000)
            }
        }
    }

    // MARK: Methods

    public func status() throws(ControlFailure) -> StatusReport {
        try call("Status", NoParameters(), StatusAnswer.self).status
    }

    /// Starts a session, or takes an early stop back.
    /// - Parameters:
    ///   - modality: nil: the pack decides.
    ///   - overrideReason: why the rest is passed over.
    /// - Returns: its number.
    public func start(_ modality: Modality? = nil, overrideReason: String? = nil) throws(ControlFailure) -> Int64 {
        let parameters = StartParameters(modality, overrideReason: overrideReason)
        return try call("Start", parameters, StartAnswer.self).session
    }

    /// Ends the session that runs.
    /// - Returns: its number, and as what it ended: the word of an ``EndReason``.
    public func stop() throws(ControlFailure) -> (session: Int64, endReason: String) {
        let answer = try call("Stop", NoParameters(), StopAnswer.self)
        return (answer.session, answer.endReason)
    }

    /// Acknowledges an alarm or a fault.
    /// - Returns: the alarm's session; nil for a fault.
    public func acknowledge() throws(ControlFailure) -> Int64? {
        try call("Acknowledge", NoParameters(), SessionAnswer.self).session
    }

    /// Has LEDs and buzzer shown for 3 s, for a self-test; call it again to go on.
    /// - Returns: how often the button was pressed since the first of these calls, and whether it is closed.
    public func test(leds: LEDFrame, buzzer: Bool) throws(ControlFailure) -> (presses: Int, isClosed: Bool) {
        let answer = try call("Test", TestParameters(leds: leds, buzzer: buzzer), TestAnswer.self)
        return (answer.presses, answer.closed)
    }

    /// - Parameters:
    ///   - time: when it ended; nil: now.
    ///   - sore: marks the onset of the pain, too.
    public func markRun(at time: WallTime?, sore: Bool) throws(ControlFailure) {
        _ = try call("MarkRun", MarkParameters(at: time, sore: sore), NoParameters.self)
    }

    /// - Parameter time: when the pain set in; nil: now.
    public func markOnset(at time: WallTime?) throws(ControlFailure) {
        _ = try call("MarkOnset", MarkParameters(at: time), NoParameters.self)
    }

    public func clearOnset() throws(ControlFailure) {
        _ = try call("ClearOnset", NoParameters(), NoParameters.self)
    }

    /// Watches until `take` returns false or the service goes.
    /// - Parameter take: what is going on now, and what was logged if it is that.
    public func monitor(_ take: (StatusReport, EventReport?) throws -> Bool) throws {
        try send(VarlinkMessage.call(Self.fullName("Monitor"), NoParameters(), more: true))
        while true {
            let answer = try parameters(of: frame(within: nil), MonitorAnswer.self)
            guard try take(answer.status, answer.event) else { return }
        }
    }

    // MARK: Calls

    private static func fullName(_ method: String) -> String {
        "\(VarlinkDescription.packcoach.interface).\(method)"
    }

    private func call<Answer: Decodable>(
        _ method: String, _ parameters: some Encodable, _ type: Answer.Type
    ) throws(ControlFailure) -> Answer {
        try send(VarlinkMessage.call(Self.fullName(method), parameters))
        return try self.parameters(of: frame(within: Self.patience), type)
    }

    private func parameters<Answer: Decodable>(
        of frame: [UInt8], _ type: Answer.Type
    ) throws(ControlFailure) -> Answer {
        do {
            let error = try JSONDecoder().decode(ReplyHead.self, from: Data(frame)).error
            guard let error else { return try JSONDecoder().decode(Reply<Answer>.self, from: Data(frame)).parameters }
            throw ControlFailure(error: error, in: frame, path: path)
        } catch {
            throw error as? ControlFailure ?? notUnderstood
        }
    }

    private func send(_ message: [UInt8]) throws(ControlFailure) {
        var rest = message[...]
        let end = BootClock.now() + Self.patience
        while !rest.isEmpty {
            do throws(SystemFailure) {
                rest = rest.dropFirst(try socket.send(rest))
            } catch {
                // The service may have said why before it closed.
                guard error.code == EPIPE else { throw lost(error) }
                return
            }
            if !rest.isEmpty { try wait(.writing, until: end) }
        }
    }

    /// The next message.
    private func frame(within limit: Duration?) throws(ControlFailure) -> [UInt8] {
        let end = limit.map { BootClock.now() + $0 }
        while true {
            do {
                if let frame = try reader.next() { return frame }
            } catch {
                throw notUnderstood
            }
            try wait(.reading, until: end)
            do throws(SystemFailure) {
                let bytes = try socket.descriptor.read(upTo: 16384)
                guard !bytes.isEmpty else {
                    throw SystemFailure("read an answer from \(path)", code: ECONNRESET)
                }
                reader.append(bytes)
            } catch {
                if error.code != EAGAIN { throw lost(error) }
            }
        }
    }

    private func wait(_ interest: Poller<Int>.Interest, until end: Instant?) throws(ControlFailure) {
        var poller = Poller<Int>()
        poller.watch(socket.number, as: 0, for: interest)
        do throws(SystemFailure) {
            let limit = end.map { max(.zero, $0 - BootClock.now()) }
            guard try poller.wait(upTo: limit).isEmpty else { return }
        } catch {
            throw lost(error)
        }
        throw .noAnswer(path: path)
    }

    private func lost(_ failure: SystemFailure) -> ControlFailure {
        .other("The connection to the service was lost: \(failure). See journalctl -u packcoach.")
    }

    private var notUnderstood: ControlFailure {
        .other("What answers at \(path) is no packcoach, or one of another version.")
    }
}

private struct ReplyHead: Decodable {
    let error: String?
}

private struct Reply<Parameters: Decodable>: Decodable {
    let parameters: Parameters
}
