import CoachCore
import Glibc

/// The control socket's connections. Never waits: the loop tells it what is ready, and asks it what to wait for.
///
/// Bounded in all: connections, bytes that a client sends or does not read, calls in one turn of the loop.
final class ControlServer {
    /// A call that the service is to answer.
    struct Request {
        let ticket: Int
        let request: ControlRequest
    }

    static let mostConnections = 64
    /// Streams keep their connections for good; half of all is left for calls.
    static let mostStreams = 32
    /// Bytes for one connection that the kernel keeps besides ours.
    private static let keptByKernel: Int32 = 32 * 1024
    private static let mostAcceptedInATurn = 16
    private static let mostCallsInATurn = 16
    /// Where no connection can be taken for want of descriptors or memory, it is tried again after this.
    private static let retryAfter = Duration.seconds(1)

    private let file: ControlSocketFile
    private let members: ControlMembers
    private var connections: [Int: ControlConnection] = [:]
    private var lastNumber = 0
    /// Connections that may hold a whole call, in the order of their turns.
    private var waiting: [Int] = []
    /// Which connection waits for an answer.
    private var tickets: [Int: Int] = [:]
    private var lastTicket = 0
    private var isWatched = false
    private var listensAgainAt: Instant?

    /// - Throws: ``ControlSocketFile/Unavailable``
    init(path: String, members: ControlMembers) throws(ControlSocketFile.Unavailable) {
        file = try ControlSocketFile(path: path, members: members)
        self.members = members
    }

    /// Calls wait that no descriptor tells of: the loop must not wait.
    var hasWork: Bool { !waiting.isEmpty }
    var nextDeadline: Instant? { listensAgainAt }
    var count: Int { connections.count }
    var streams: Int { connections.values.filter(\.conversation.isStreaming).count }

    // MARK: What comes in

    /// Takes what is ready.
    /// - Returns: what the service is to answer, each with ``answer(_:_:)``.
    func take(_ events: [Poller<LoopSource>.Event], at now: Instant) -> [Request] {
        for event in events {
            switch event.source {
            case .control: accept(at: now)
            case .connection(let number): take(event, of: number)
            case .signals, .deadline, .wallClock, .mailbox, .button, .modeSwitch: break
            }
        }
        return nextRequests(at: now)
    }

    private func take(_ event: Poller<LoopSource>.Event, of number: Int) {
        guard let connection = connections[number] else { return }
        if event.isOver {
            // Nobody waits for the answer any more. What was asked without waiting for one is done all the same.
            guard !connection.conversation.isAwaited else { return drop(number) }
            connection.hangUp()
        }
        if event.canRead || event.isOver { connection.read() }
        connection.send()
        queue(number, connection)
    }

    private func queue(_ number: Int, _ connection: ControlConnection) {
        if connection.conversation.mayHoldCall, !waiting.contains(number) { waiting.append(number) }
    }

    private func nextRequests(at now: Instant) -> [Request] {
        var requests: [Request] = []
        var calls = 0
        let turns = waiting
        waiting = []
        for (index, number) in turns.enumerated() {
            guard calls < Self.mostCallsInATurn else {
                waiting += turns[index...]
                break
            }
            guard let connection = connections[number] else { continue }
            do {
                guard let call = try connection.conversation.nextCall() else { continue }
                calls += 1
                connection.usedAt = now
                if let request = take(call, of: connection, number) { requests.append(request) }
                queue(number, connection)
            } catch {
                drop(number)
            }
        }
        return requests
    }

    /// Answers what needs no service.
    /// - Returns: what does.
    private func take(_ call: VarlinkCall, of connection: ControlConnection, _ number: Int) -> Request? {
        do throws(VarlinkError) {
            let request = try ControlRequest(call, isAllowed: connection.isAllowed)
            switch request {
            case .information: connection.conversation.answer(VarlinkMessage.reply(ServiceInformation()))
            case .description(let interface):
                guard let description = VarlinkDescription.all.first(where: { $0.interface == interface }) else {
                    throw .interfaceNotFound(interface)
                }
                let answer = InterfaceText(description: description.text)
                connection.conversation.answer(VarlinkMessage.reply(answer))
            case .monitor where streams >= Self.mostStreams:
                connection.conversation.answer(ControlError.tooManyConnections.message)
            case .status, .command, .mark, .monitor:
                lastTicket += 1
                tickets[lastTicket] = number
                return Request(ticket: lastTicket, request: request)
            }
        } catch {
            connection.conversation.answer(VarlinkMessage.error(error))
        }
        return nil
    }

    // MARK: What goes out

    /// Answers a request. Does nothing where the client is gone.
    func answer(_ ticket: Int, _ message: [UInt8]) {
        guard let number = tickets.removeValue(forKey: ticket), let connection = connections[number] else { return }
        connection.conversation.answer(message)
        queue(number, connection)
    }

    /// Answers a request by ``stream(_:)``.
    func beginStream(_ ticket: Int) {
        guard let number = tickets.removeValue(forKey: ticket), let connection = connections[number] else { return }
        connection.conversation.beginStream()
    }

    /// Tells all who watch. Whoever does not read is dropped.
    func stream(_ message: [UInt8]) {
        for (number, connection) in connections where connection.conversation.isStreaming {
            do {
                try connection.conversation.stream(message)
            } catch {
                drop(number)
            }
        }
    }

    /// Sends what there is room for, drops what is over, and says what to wait for from now on.
    func settle(_ poller: inout Poller<LoopSource>, at now: Instant) {
        if let due = listensAgainAt, due <= now { listensAgainAt = nil }
        if isWatched != (listensAgainAt == nil) {
            isWatched.toggle()
            if isWatched { poller.watch(file.socket.number, as: .control) } else { poller.forget(.control) }
        }
        for (number, connection) in connections {
            connection.send()
            queue(number, connection)
            if connection.isOver, !waiting.contains(number) { drop(number) }
            guard connections[number] != nil, connection.watched != connection.interest else { continue }
            connection.watched = connection.interest
            if let interest = connection.interest {
                poller.watch(connection.number, as: .connection(number), for: interest)
            } else {
                poller.forget(.connection(number))
            }
        }
        for number in dropped { poller.forget(.connection(number)) }
        dropped = []
    }

    // MARK: Connections

    /// Dropped since the poller was last told.
    private var dropped: [Int] = []

    private func drop(_ number: Int) {
        guard connections.removeValue(forKey: number) != nil else { return }
        dropped.append(number)
        tickets = tickets.filter { $0.value != number }
    }

    private func accept(at now: Instant) {
        for _ in 1...Self.mostAcceptedInATurn {
            do throws(SystemFailure) {
                add(try file.socket.accept(), at: now)
            } catch {
                // Whoever gave up meanwhile is none of our concern; anything else would be told again at once.
                if ![EAGAIN, ECONNABORTED, EPERM].contains(error.code) { listensAgainAt = now + Self.retryAfter }
                return
            }
        }
    }

    private func add(_ socket: UnixSocket, at now: Instant) {
        let peer = try? Peer(of: socket)
        let isAllowed = peer.map(members.include) ?? false
        guard connections.count < Self.mostConnections || makeRoom(isAllowed: isAllowed) else {
            _ = try? socket.send(ControlError.tooManyConnections.message)
            return
        }
        socket.limitSendBuffer(to: Self.keptByKernel)
        lastNumber += 1
        connections[lastNumber] = ControlConnection(socket, isAllowed: isAllowed, at: now)
    }

    /// Closes the connection that has been idle for longest, those who may do nothing first: a person who comes now
    /// wants something now.
    private func makeRoom(isAllowed: Bool) -> Bool {
        let idle = connections.filter { !$0.value.conversation.isBusy && (isAllowed || !$0.value.isAllowed) }
        let oldest = idle.min {
            ($0.value.isAllowed ? 1 : 0, $0.value.usedAt) < ($1.value.isAllowed ? 1 : 0, $1.value.usedAt)
        }
        guard let oldest else { return false }
        drop(oldest.key)
        return true
    }
}

/// What `GetInfo` answers.
private struct ServiceInformation: Encodable {
    let vendor = Release.name
    let product = Release.name
    let version = Release.version
    let url = ""
    let interfaces = VarlinkDescription.all.map(\.interface)
}

/// What `GetInterfaceDescription` answers.
private struct InterfaceText: Encodable {
    let description: String
}
