import CoachCore
import FoundationEssentials
import Glibc

/// A connection to the control socket: messages out, messages in.
final class ControlLink {
    /// A reply holds a status and an interface's description at most.
    private static let longestReply = 1024 * 1024

    let path: String
    private let socket: UnixSocket
    private var reader = FrameReader(limit: longestReply)

    /// - Parameter patience: how long to wait where many others come at the same time.
    /// - Throws: ``ControlFailure``
    init(path: String, patience: Duration) throws(ControlFailure) {
        self.path = path
        do throws(SystemFailure) {
            socket = try UnixSocket()
            try Self.connect(socket, to: path, patience)
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

    private static func connect(_ socket: UnixSocket, to path: String, _ patience: Duration) throws(SystemFailure) {
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

    var number: Int32 { socket.number }

    /// Calls a method of the coach.
    /// - Parameter more: asks for a stream of replies.
    func call(
        _ method: String, _ parameters: some Encodable, more: Bool = false, within patience: Duration
    ) throws(ControlFailure) {
        let name = "\(VarlinkDescription.packcoach.interface).\(method)"
        var rest = VarlinkMessage.call(name, parameters, more: more)[...]
        let end = BootClock.now() + patience
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

    /// The next message that has come whole; nil: none has.
    func next() throws(ControlFailure) -> [UInt8]? {
        do {
            return try reader.next()
        } catch {
            throw notUnderstood
        }
    }

    /// Takes what has come; does not wait.
    func receive() throws(ControlFailure) {
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

    func wait(_ interest: Poller<Int>.Interest, until end: Instant) throws(ControlFailure) {
        var poller = Poller<Int>()
        poller.watch(socket.number, as: 0, for: interest)
        do throws(SystemFailure) {
            guard try poller.wait(upTo: max(.zero, end - BootClock.now())).isEmpty else { return }
        } catch {
            throw lost(error)
        }
        throw .noAnswer(path: path)
    }

    /// What a reply holds.
    /// - Throws: ``ControlFailure`` also where it is an error.
    func parameters<Answer: Decodable>(of frame: [UInt8], _ type: Answer.Type) throws(ControlFailure) -> Answer {
        do {
            let error = try JSONDecoder().decode(ReplyHead.self, from: Data(frame)).error
            guard let error else { return try JSONDecoder().decode(Reply<Answer>.self, from: Data(frame)).parameters }
            throw ControlFailure(error: error, in: frame, path: path)
        } catch {
            throw error as? ControlFailure ?? notUnderstood
        }
    }

    private func lost(_ failure: SystemFailure) -> ControlFailure {
        .lost("The connection to the service was lost: \(failure). See journalctl -u packcoach.")
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
