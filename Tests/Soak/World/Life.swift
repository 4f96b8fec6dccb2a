import BoardSim
import CoachCore
import CoachService
import CoachSimulation
import Glibc
import SessionLog

/// A few days of one device and the person who uses it, all of it drawn from one number.
struct Life {
    let seed: UInt64
    var defect: Defect?
    /// Prints what happens, in the words of a scenario.
    var traces = false
    /// Stops after this many steps.
    var lastStep = Int.max

    /// When a machine's service is ready, in each of its boots.
    static let bootInstant = SimulatedMachine.beginning

    struct Outcome {
        var days = 0
        var steps = 0
        var actions: [String: Int] = [:]
        var figures = Figured()
        /// What was wrong, and at which step; nil: nothing.
        var failure: (step: Int, words: [String])?
        /// Of all that was told, in order: equal for equal lives.
        var fingerprint: UInt64 = 0
    }

    /// How long this life takes.
    static func days(of seed: UInt64) -> Int {
        var luck = Luck(seed: seed ^ 0xDA15)
        return Int(luck.one(weighed: [(3, 2), (4, 3), (4, 4), (2, 6), (1, 10)]))
    }

    /// Lives it.
    /// - Parameter directory: where the log may be; it is removed afterwards.
    func live(in directory: String) throws -> Outcome {
        let path = directory + "/packcoach.db"
        defer { for suffix in ["", "-wal", "-shm", "-journal"] { unlink(path + suffix) } }
        let stage = try Stage(self, path: path)
        return try stage.play()
    }
}

/// The machine of a life, the person and the oracle beside it.
final class Stage {
    private let life: Life
    private let setup: Setup
    private let board: SimulatedBoard
    private let disk: MachineDisk
    private let machine: SimulatedMachine
    private let record: Record
    private let oracle: Oracle
    private var person: Person
    private var outcome = Life.Outcome()
    private var tickets = 0
    /// The log's delays, apart from all else, so that a slow disk changes nothing but that.
    private let slowness: Slowness
    /// The next death while writing takes the power along.
    private var diesWithPower = false
    /// The clock has been called synchronised since then, and the log has seen it true.
    private var synchronisedSince: Moment? = 0
    /// How far the clock is from the truth.
    private var clockError: Moment = 0
    private let wallAtZero = WallTime(milliseconds: 1_777_896_000_000)

    private final class Slowness {
        var most: Moment = 0
        var luck: Luck
        init(luck: Luck) { self.luck = luck }
    }

    init(_ life: Life, path: String) throws {
        self.life = life
        var luck = Luck(seed: life.seed)
        setup = Setup(&luck)
        let configuration = try setup.configuration()
        let sources = Dictionary(
            uniqueKeysWithValues: configuration.probes.map {
                ($0.role, $0.source == .w1 ? SimulatedProbe.Source.w1 : .hwmon)
            })
        let board = SimulatedBoard(
            leds: setup.ledCount, probes: sources, modeSwitch: setup.hasSwitch ? .ice : nil, seed: luck.number(),
            at: Life.bootInstant)
        let record = Record()
        self.board = board
        self.record = record
        disk = try MachineDisk(path: path, losingUnsynced: luck.number())
        slowness = Slowness(luck: Luck(seed: luck.number()))
        person = Person(setup: setup, luck: Luck(seed: luck.number()), end: hours(24) * Int64(Life.days(of: life.seed)))
        oracle = Oracle(setup: setup, ledger: Ledger(path: path))
        oracle.switchPosition = board.modeSwitch
        var comesBack = false
        machine = try SimulatedMachine(
            configuration: configuration, board: board, disk: disk, wall: wallAtZero, synchronised: true
        ) { plan, debounce, history, surroundings in
            defer { comesBack = true }
            return Witness(
                plan: plan, debounce: debounce, history: history, machine: surroundings, board: board, record: record,
                saboteur: Saboteur(life.defect, isRestart: comesBack))
        }
        let slowness = slowness
        machine.logDelay = {
            slowness.most == 0 ? .zero : .nanoseconds(slowness.luck.below(slowness.most / 1_000_000) * 1_000_000)
        }
        outcome.days = Life.days(of: life.seed)
        if life.traces { print("life \(life.seed), \(outcome.days) days: \(setup.words)") }
    }

    private var now: Moment { machine.time.nanoseconds }

    func play() throws -> Life.Outcome {
        try look()
        while now < person.end, !isOver {
            guard try advance(to: max(now, person.nextAt)), !isOver else { continue }
            try perform(person.take())
            try look()
        }
        if !isOver { oracle.judgeLog() }
        if !oracle.complaints.isEmpty {
            outcome.failure = (outcome.steps, oracle.complaints)
            if life.traces { for words in oracle.complaints { print("        WRONG: \(words)") } }
        }
        outcome.figures = oracle.figures
        return outcome
    }

    private var isOver: Bool { !oracle.complaints.isEmpty || outcome.steps >= life.lastStep }

    /// - Returns: whether it got there; someone who hears an alarm may do something before.
    private func advance(to end: Moment) throws -> Bool {
        var due = machine.nextTime
        while !isOver, let next = due, next.nanoseconds <= end {
            due = try machine.advance(to: next, from: next)
            // A process that died is another one now.
            if try look() { due = machine.nextTime }
            if oracle.alarm != nil {
                person.hears(at: now)
                if person.nextAt < end { return false }
            }
        }
        if !isOver { try machine.advance(to: .nanoseconds(end)) }
        return true
    }

    /// Lets the oracle look at what has happened, and the process die where its disk says that it has.
    /// - Returns: whether it died.
    @discardableResult
    private func look() throws -> Bool {
        var hasDied = false
        repeat {
            try lookOnce()
            guard disk.condition == .abandoned, oracle.complaints.isEmpty else { return hasDied }
            hasDied = true
            oracle.doubt.trouble(true, at: now)
            oracle.isUnclouded = false
            oracle.dies(at: now)
            if diesWithPower {
                cutPower(seconds(30))
                // Whatever the clock showed, it is synchronised only once somebody has done that in the new boot.
                setClock(clockError, clockError == 0 && machine.readClock().synchronised)
            } else {
                try machine.kill()
            }
            diesWithPower = false
            oracle.doubt.trouble(false, at: now)
        } while true
    }

    private func lookOnce() throws {
        outcome.steps += 1
        if life.traces { for told in record.told { trace(told) } }
        for told in record.told { mix(told) }
        oracle.step(record, machine.state, shown: board.takeShown(), at: now) { machine.status }
        record.clear()
    }

    // MARK: What happens

    private func perform(_ action: Action) throws {
        if let kind = action.kind { outcome.actions[kind, default: 0] += 1 }
        if life.traces { trace(action) }
        switch action {
        case .press(let closed, let bounce):
            machine.button { $0.press(closed: .nanoseconds(closed), bounce: .nanoseconds(bounce)) }
        case .hold(let bounce): machine.button { $0.hold(bounce: .nanoseconds(bounce)) }
        case .release(let bounce): machine.button { $0.release(bounce: .nanoseconds(bounce)) }
        case .command(let command): ask(command)
        case .ran(let ago): if machine.state != nil { machine.mark(.run, ago: .nanoseconds(ago)) }
        case .onset(let ago): if machine.state != nil { machine.mark(.onset, ago: .nanoseconds(ago)) }
        case .onsetCleared: if machine.state != nil { machine.mark(.onsetCleared, ago: .zero) }
        case .probe(let role, let command): board.command(role, command)
        case .lay(let kind, let temperature, let cloth):
            board.lay(kind, at: temperature, cloth: cloth)
            for role in setup.probes { board.command(role, .model) }
        case .switchTo(let modality):
            oracle.switchPosition = modality
            machine.moveSwitch(to: modality)
        case .clock(let error, let synchronised): setClock(error, synchronised)
        case .kill:
            oracle.dies(at: now)
            try machine.kill()
        case .crash:
            oracle.dies(at: now)
            machine.crash()
            oracle.hasCrashed = true
        case .terminate:
            oracle.wasToldToLeave = true
            machine.terminate()
        case .powerCut(let length, let error, let synchronised):
            cutPower(length)
            synchronisedSince = nil
            setClock(error, synchronised)
        case .disk(let condition):
            disk.condition = condition
            oracle.doubt.trouble(condition != .working, at: now)
            if condition != .working {
                oracle.isUnclouded = false
                if synchronisedSince != nil { synchronisedSince = .max / 2 }
            }
        case .dieWriting(let changes, let power):
            diesWithPower = power
            disk.abandon(after: changes)
        case .logTakes(let most):
            oracle.doubt.delay = max(oracle.doubt.delay, most)
            slowness.most = most
        case .output(let output, let fails):
            if fails { board.failing.insert(output) } else { board.failing.remove(output) }
            oracle.output.fails(output, fails, at: now)
        case .answerAlarm: answerAlarm()
        case .episode: person.plan(machine.status, at: now)
        }
        person.did(action)
    }

    private func ask(_ command: Command) {
        guard machine.state != nil else { return }
        tickets += 1
        oracle.now = now
        oracle.ask(command, ticket: tickets)
        machine.command(command)
    }

    private func answerAlarm() {
        guard let state = machine.state, state == .removePlanned || state == .removeSafety else { return }
        // The pack comes off, mostly.
        if person.takesThePackOff() {
            board.command(.pack, .value(.celsius(22), over: .seconds(20)))
            board.command(.skin, .value(.celsius(31), over: .seconds(60)))
        }
        if person.takesTheKeyboard() {
            ask(.acknowledge)
        } else {
            machine.button { $0.press(bounce: .milliseconds(5)) }
        }
    }

    private func cutPower(_ length: Moment) {
        guard machine.state != nil || !oracle.powerWasCut else { return }
        oracle.dies(at: now)
        // A service that is ready has been up for as long as its boot says.
        machine.cutPower(for: .nanoseconds(max(length, Life.bootInstant.nanoseconds)))
        oracle.powerWasCut = true
    }

    /// A clock that was never true in this boot and then lies cannot be told from one that is right: then it lies
    /// without being called synchronised. So it does where the log could not note that it was true.
    private func setClock(_ error: Moment, _ wanted: Bool) {
        let isUp = oracle.isUp && !oracle.powerWasCut
        let upSince = oracle.bootedAt[oracle.boot] ?? now
        let isNoted = isUp && synchronisedSince.map { now - max($0, upSince) > minutes(2) } ?? false
        let synchronised = wanted && (error == 0 || isNoted && !oracle.doubt.isTroubled)
        if !synchronised { synchronisedSince = nil } else if error == 0 { synchronisedSince = synchronisedSince ?? now }
        clockError = error
        let wall = wallAtZero + machine.time + .nanoseconds(error)
        if error != 0 || !synchronised { oracle.isUnclouded = false }
        machine.changeClock(.set(wall), synchronised: synchronised)
    }

    // MARK: For people

    private func trace(_ action: Action) {
        if case .episode = action { return }
        if case .answerAlarm = action, machine.state != .removePlanned, machine.state != .removeSafety {
            return
        }
        print("#\(outcome.steps) \(clockFace(now)) > \(action)")
    }

    private func trace(_ told: Record.Told) {
        let session = told.session.map { " \($0)" } ?? ""
        let late = told.at == now ? "" : " (of \(clockFace(told.at)))"
        print("#\(outcome.steps) \(clockFace(now))   \(told.kind.rawValue)\(session) \(told.detail)\(late)")
    }

    // Not what follows: a fault's words name the place of the log.
    private func mix(_ told: Record.Told) {
        for byte in "\(now) \(told.at) \(told.kind.rawValue) \(told.code)".utf8 {
            outcome.fingerprint = (outcome.fingerprint ^ UInt64(byte)) &* 0x100_0000_01B3
        }
    }
}
