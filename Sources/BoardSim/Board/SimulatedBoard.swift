import BoardHAL
import CoachCore

/// A board in memory with a pack, a cloth and skin on its probes. Its time is a number that its owner moves on.
///
/// Instants are those of the current boot, as the kernel would give them; what the world does goes on through a power
/// cut. One thread at a time uses it.
public final class SimulatedBoard: Outputs {
    /// An output whose line can be made to fail.
    public enum Output: String, CaseIterable, Hashable, Sendable {
        case leds
        case buzzer
    }

    /// The instant up to which the board has come.
    public private(set) var now: Instant
    /// What LEDs and buzzer have shown.
    public private(set) var shown: OutputHistory
    /// Outputs that fail when they are driven; the line keeps its level.
    public var failing: Set<Output> = []
    /// The position of the slide switch; nil where none is fitted.
    public var modeSwitch: Modality?

    /// One conversion of a probe: what it measured, whatever then became of it on its way.
    public struct Conversion: Hashable, Sendable {
        /// Since the board was made.
        public var at: Duration
        public var role: ProbeRole
        public var temperature: Temperature
    }

    /// Called at the end of each conversion.
    public var onConversion: ((Conversion) -> Void)?

    private var model: PackOnSkin
    /// The world's time up to which the model has come.
    private var modelAt = Instant.boot
    private var button: SimulatedButton
    private var probes: [ProbeRole: SimulatedProbe]
    /// What to add to an instant of this boot for the world's time, which began when the board was made.
    private var offset: Duration

    /// - Parameters:
    ///   - leds: how many, 1 to 10.
    ///   - probes: what is fitted, with its driver.
    ///   - modeSwitch: its position, where one is fitted.
    ///   - buttonHeld: its contact is closed already.
    ///   - model: pack, cloth and skin as they are now.
    ///   - seed: of contact bounce and noise.
    ///   - now: the instant of this boot at which the board begins.
    public init(
        leds: Int, probes: [ProbeRole: SimulatedProbe.Source], modeSwitch: Modality? = nil, buttonHeld: Bool = false,
        model: PackOnSkin = PackOnSkin(), seed: UInt64 = 0, at now: Instant = .boot
    ) {
        self.now = now
        self.model = model
        self.modeSwitch = modeSwitch
        shown = OutputHistory(leds: leds)
        button = SimulatedButton(closed: buttonHeld, seed: seed)
        // Each probe has noise of its own.
        self.probes = Dictionary(
            uniqueKeysWithValues: probes.map { role, source in
                (role, SimulatedProbe(source, seed: seed &+ (role == .pack ? 1 : 2)))
            })
        offset = Instant.boot - now
    }

    // MARK: Time

    /// How long ago the board was made; goes on through a power cut.
    public var elapsed: Duration { world(now) - .boot }

    /// The instant of this boot at a time since the board was made.
    public func instant(atElapsed time: Duration) -> Instant { boot(.boot + time) }

    /// Moves on to this instant. Never moves back.
    public func advance(to instant: Instant) {
        now = max(now, instant)
    }

    /// The service's process is gone: its lines are let go, its readings forgotten.
    public func serviceDied() {
        for role in probes.keys { probes[role]?.forgetReading() }
        shown.record(.off(shown.last.frame.count), buzzer: false, at: elapsed)
    }

    /// All power goes and comes back after this time; the world goes on. It is a new boot then, `now` is its instant.
    public func cutPower(for duration: Duration, bootingAt instant: Instant = .boot) {
        serviceDied()
        let after = world(now) + max(.zero, duration)
        // What the button does while the power is off is seen by nobody.
        _ = button.takeEdges(through: after)
        now = instant
        offset = after - instant
    }

    // MARK: Pack, cloth and skin

    /// Whether the pack is on the hip; the caller knows, from when the person takes it and puts it away.
    public var isApplied: Bool {
        get { model.isApplied }
        set {
            catchUp()
            model.isApplied = newValue
        }
    }

    /// Puts another pack in the place of the one there, with another cloth if one is given.
    public func lay(_ kind: PackKind, at temperature: Temperature, cloth: Cloth? = nil) {
        catchUp()
        model.lay(kind, at: temperature)
        model.cloth = cloth ?? model.cloth
    }

    /// What lies between pack and skin.
    public var cloth: Cloth {
        get { model.cloth }
        set {
            catchUp()
            model.cloth = newValue
        }
    }

    /// Pack, cloth and skin as they are now.
    public func currentModel() -> PackOnSkin {
        catchUp()
        return model
    }

    // MARK: Probes

    /// The probes that are fitted.
    public var fitted: Set<ProbeRole> { Set(probes.keys) }

    /// Does this to a probe; nothing where it is not fitted.
    public func command(_ role: ProbeRole, _ command: ProbeCommand) {
        catchUp()
        probes[role]?.obey(command, at: world(now), model: model.probeTemperature(role))
    }

    /// A probe's true temperature, without its driver's delay, faults and rounding; nil where none is fitted.
    public func trueTemperature(_ role: ProbeRole) -> Temperature? {
        catchUp()
        return probes[role]?.temperature(at: world(now), model: model.probeTemperature(role))
    }

    /// Begins a reading; one that has not answered yet goes on instead.
    public func beginReading(_ role: ProbeRole) {
        probes[role]?.begin(at: world(now))
    }

    /// The reading that answers next; nil where none was begun or all of them hang.
    public var nextAnswer: (role: ProbeRole, at: Instant)? {
        ProbeRole.allCases
            .compactMap { role in probes[role]?.answersAt.map { (role: role, at: boot($0)) } }
            .min { $0.at < $1.at }
    }

    /// Ends a reading with what it gives now; for its ``nextAnswer``.
    public func takeAnswer(_ role: ProbeRole) -> Sample {
        catchUp()
        let reading = probes[role]?.answer(at: world(now), model: model.probeTemperature(role))
        if let onConversion, let temperature = probes[role]?.lastConverted {
            onConversion(Conversion(at: elapsed, role: role, temperature: temperature))
        }
        return Sample(role: role, at: now, reading: reading ?? .failure(.missing))
    }

    // MARK: Button

    /// The level of the button's line.
    public var isButtonClosed: Bool { button.isClosed }

    /// When the button's line moves next.
    public var nextEdge: Instant? { button.nextEdge.map(boot) }

    /// A finger presses now and lets go after the bounce and `closed`.
    public func press(closed: Duration = SimulatedButton.usualPress, bounce: Duration = .zero) {
        button.press(at: world(now), closed: closed, bounce: bounce)
    }

    /// A finger presses now and stays.
    public func hold(bounce: Duration = .zero) {
        button.hold(at: world(now), bounce: bounce)
    }

    /// The finger goes.
    public func release(bounce: Duration = .zero) {
        button.release(at: world(now), bounce: bounce)
    }

    /// The edges that have happened by now, oldest first.
    public func takeEdges() -> [ButtonEdge] {
        button.takeEdges(through: world(now)).map { ButtonEdge(closed: $0.closed, at: boot($0.at)) }
    }

    // MARK: Outputs

    public func show(_ frame: LEDFrame, buzzer: Bool) throws(BoardFault) {
        let before = shown.last
        shown.record(
            failing.contains(.leds) ? before.frame : frame, buzzer: failing.contains(.buzzer) ? before.buzzer : buzzer,
            at: elapsed)
        guard failing.isEmpty else {
            let names = Output.allCases.filter(failing.contains).map(\.rawValue).joined(separator: " and ")
            throw BoardFault(
                "The simulated board does not drive its \(names): a fault was asked for; say `ok` to end it.")
        }
    }

    /// What LEDs and buzzer have shown since this was last called, which is then forgotten: for whoever looks all the
    /// time, for weeks.
    package func takeShown() -> [OutputHistory.Change] {
        defer { shown.forget() }
        return shown.changes
    }

    // MARK: -

    private func world(_ instant: Instant) -> Instant { instant + offset }
    private func boot(_ world: Instant) -> Instant { world - offset }

    /// Brings the model up to now: it is moved on only where somebody looks.
    private func catchUp() {
        let time = world(now)
        model.advance(by: time - modelAt)
        modelAt = max(modelAt, time)
    }
}
