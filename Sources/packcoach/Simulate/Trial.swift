import BoardSim
import CoachCore
import CoachService
import CoachSimulation

/// A simulated machine that a person plays with: what lies on the hip, what is wired, how fast time runs.
///
/// Its log is a real one and is added to from trial to trial; rests and counts begin anew with each.
struct Trial {
    private(set) var machine: SimulatedMachine
    private(set) var speed: Int
    private(set) var isPaused = false
    private(set) var showsHelp = false
    private(set) var hasQuit = false
    /// For the chart, oldest first.
    private(set) var points: [BoardPicture.Point] = []
    private(set) var fault: SimulatedFault?
    private(set) var hasSkinProbe = false
    private(set) var modeSwitch: Modality?
    private(set) var pack = PackKind.ice
    private(set) var cloth = Cloth.dryTowel

    private let disk: MachineDisk
    /// The board was taken apart and wired anew then; machines before this one took so long.
    private var timeBefore = Duration.zero
    /// What they told.
    private(set) var linesBefore = 0
    private let wallAtStart: WallTime

    /// Virtual seconds a second that may be asked for.
    static let speeds = 1...3600
    /// Between two points of the chart.
    private static let step = Duration.seconds(5)
    private static let pointsKept = 600
    /// How long the key that cuts the power keeps it off.
    private static let powerCut = Duration.minutes(1)

    /// - Parameter path: of the log.
    init(path: String, speed: Int) throws {
        self.speed = speed
        disk = try MachineDisk(path: path, remembers: false)
        wallAtStart = BootClock.reading().wall
        machine = try Self.machine(
            disk, model: PackOnSkin(.ice, at: Self.temperature(of: .ice)), hasSkinProbe: false, modeSwitch: nil,
            wall: wallAtStart)
    }

    // MARK: Time

    /// Virtual time since the trial began.
    var time: Duration { timeBefore + machine.time }
    var wall: WallTime { wallAtStart + time }

    /// Lets virtual time pass.
    mutating func advance(by duration: Duration) throws {
        let end = machine.time + duration
        while machine.time < end {
            try machine.advance(to: min(end, machine.time + Self.step))
            if points.last.map({ Instant.boot + time - $0.at >= Self.step }) ?? true { notePoint() }
        }
    }

    private mutating func notePoint() {
        let model = machine.board.currentModel()
        let samples = machine.status?.lastSamples ?? [:]
        func celsius(_ role: ProbeRole) -> Double? {
            if case .success(let reading) = samples[role]?.reading { reading.celsius } else { nil }
        }
        points.append(
            BoardPicture.Point(
                at: .boot + time, pack: celsius(.pack), skin: celsius(.skin),
                modelledSkin: model.skinTemperature.celsius))
        if points.count > Self.pointsKept { points.removeFirst(points.count - Self.pointsKept) }
    }

    // MARK: Keys

    mutating func press(_ key: SimulateKey) throws {
        if showsHelp {
            showsHelp = false
            if key == .help { return }
        }
        switch key {
        case .button: machine.button { $0.press(bounce: .milliseconds(4)) }
        case .ice: lay(.ice)
        case .gel: lay(.gel)
        case .heat: lay(.heat)
        case .room: lay(.room)
        case .cloth:
            cloth = Self.next(after: cloth)
            machine.board.cloth = cloth
        case .fault: nextFault()
        case .skin:
            hasSkinProbe.toggle()
            try rewire()
        case .mode: try nextMode()
        case .acknowledge: machine.command(.acknowledge)
        case .faster: speed = min(Self.speeds.upperBound, speed * 2)
        case .slower: speed = max(Self.speeds.lowerBound, speed / 2)
        case .skip: try advance(by: .hours(3))
        case .pause: isPaused.toggle()
        case .kill: try machine.kill()
        case .powerCut:
            machine.cutPower(for: Self.powerCut)
            try advance(by: Self.powerCut)
        case .help: showsHelp = true
        case .quit: try quit()
        }
    }

    private mutating func lay(_ kind: PackKind) {
        pack = kind
        machine.board.lay(kind, at: Self.temperature(of: kind))
    }

    private mutating func nextFault() {
        let faults = SimulatedFault.allCases
        let index = fault.flatMap { faults.firstIndex(of: $0) }.map { $0 + 1 } ?? 0
        fault = index < faults.count ? faults[index] : nil
        machine.board.command(.pack, fault.map { .fault($0) } ?? .model)
    }

    private mutating func nextMode() throws {
        switch modeSwitch {
        case nil: modeSwitch = .ice
        case .ice: modeSwitch = .heat
        case .heat: modeSwitch = nil
        }
        if modeSwitch == .heat { machine.moveSwitch(to: .heat) } else { try rewire() }
    }

    /// Ends as SIGTERM does: a session that runs is closed, three beeps.
    private mutating func quit() throws {
        machine.terminate()
        try machine.advance(to: machine.time + .seconds(2))
        hasQuit = true
    }

    // MARK: Wiring

    /// Another probe or switch wants the power off: it is a new boot, of a machine that is wired in another way.
    private mutating func rewire() throws {
        let model = machine.board.currentModel()
        let wall = self.wall
        timeBefore = time
        linesBefore += machine.told.count
        machine = try Self.machine(
            disk, model: model, hasSkinProbe: hasSkinProbe, modeSwitch: modeSwitch, wall: wall)
        if let fault { machine.board.command(.pack, .fault(fault)) }
    }

    private static func machine(
        _ disk: MachineDisk, model: PackOnSkin, hasSkinProbe: Bool, modeSwitch: Modality?, wall: WallTime
    ) throws -> SimulatedMachine {
        var text = modeSwitch == nil ? "" : "mode-switch.line = 27\n"
        let roles: [ProbeRole] = hasSkinProbe ? [.pack, .skin] : [.pack]
        for (index, role) in roles.enumerated() {
            text += "[[probe]]\nrole = \"\(role.rawValue)\"\nid = \"28-00000000000\(index + 1)\"\n"
        }
        let configuration = try Configuration(parsing: text, file: "simulate")
        let board = SimulatedBoard(
            leds: configuration.leds.lines.count,
            probes: Dictionary(uniqueKeysWithValues: roles.map { ($0, SimulatedProbe.Source.w1) }),
            modeSwitch: modeSwitch, model: model, at: SimulatedMachine.beginning)
        return try SimulatedMachine(
            configuration: configuration, board: board, disk: disk, wall: wall, synchronised: true,
            number: .random(in: 1 ... .max))
    }

    /// As it comes from the freezer, the microwave oven or the shelf.
    static func temperature(of pack: PackKind) -> Temperature {
        switch pack {
        case .ice: .celsius(0)
        case .gel: .celsius(-18)
        case .heat: .celsius(43)
        case .room: PackOnSkin.room
        }
    }

    private static func next(after cloth: Cloth) -> Cloth {
        let all = Cloth.allCases
        let index = all.firstIndex(of: cloth) ?? 0
        return all[(index + 1) % all.count]
    }
}
