import CoachCore

/// A pack, a cloth and the skin under them, with a probe on either side of the cloth.
///
/// The pack drives the skin through the cloth, the skin drives a pack of gel back, blood at 36.8 °C drives the skin
/// from below. The probes follow what they touch and drive nothing. The model feeds the simulator and nothing else:
/// no limit of the product depends on it or is relaxed by it.
///
/// Held against the published skin temperatures it is within one standard deviation at the end of a session. It
/// rewarms faster than people do (the record has 21.8 °C 20 min after ice in a wet towel, the model 31 °C), since
/// the vessels of real skin stay narrow for a long time.
///
/// Deterministic: the state depends on the sum of the durations and on when the pack was handled, to a step of 0.25 s.
public struct PackOnSkin: Sendable {
    /// The room, for skin and packs that lie open: 22 °C.
    public static let room = Temperature(millidegrees: 22_000)
    /// From an open surface to the room, W/m²K: convection and radiation indoors, for skin at rest at 33.3 °C.
    private static let openSurface = 10.0
    /// First-order lag of a probe behind what it touches, s.
    private static let probeLag = 60.0
    /// Where nothing moves by more than this in a step, K, all is at rest. The slowest part, a pack that goes to the
    /// room's temperature, is then 0.05 °C away from it, less than a probe can tell.
    private static let still = 2e-6

    private static let stepNanoseconds = Int64(Tissue.step * 1e9)

    /// What lies on the hip or is ready to.
    public private(set) var kind: PackKind
    /// What lies between pack and skin. May change at any time.
    public var cloth: Cloth {
        didSet { isStill = isStill && cloth == oldValue }
    }
    /// Whether the pack is on the hip.
    ///
    /// On: pack and skin exchange heat through the cloth. Off: the skin lies open and rewarms. A pack that was never on
    /// keeps the temperature that it was given, as if fetched at that moment; one that was on goes to the room's.
    public var isApplied = false {
        didSet {
            if isApplied { packIsFresh = false }
            isStill = isStill && isApplied == oldValue
        }
    }

    private var skin: SkinColumn
    /// °C
    private var pack: Double
    private var packProbe: Double
    private var skinProbe: Double
    /// It has not been on the hip since it was laid ready.
    private var packIsFresh = true
    /// Nothing has moved in the last step and nothing was touched since.
    private var isStill = false
    /// Time that is not yet a whole step.
    private var pending: Int64 = 0

    /// A pack laid ready beside skin at rest. The pack's probe has its temperature already.
    /// - Parameters:
    ///   - temperature: of the pack.
    ///   - vessels: how the skin answers to warmth; ``Vasodilation/none`` is the case to judge safety by.
    public init(
        _ kind: PackKind = .room, at temperature: Temperature = PackOnSkin.room, cloth: Cloth = .dryTowel,
        vessels: Vasodilation = .full
    ) {
        self.kind = kind
        self.cloth = cloth
        skin = SkinColumn(
            restingUnder: Self.room.celsius, resistance: 1 / Self.openSurface, vessels: vessels)
        pack = temperature.celsius
        packProbe = pack
        skinProbe = skin.surface
    }

    /// Puts another pack in the place of the one there; its probe follows with its lag.
    public mutating func lay(_ kind: PackKind, at temperature: Temperature) {
        self.kind = kind
        pack = temperature.celsius
        packIsFresh = !isApplied
        isStill = false
    }

    /// The pack's own temperature.
    var packTemperature: Temperature { .celsius(pack) }
    /// The skin's surface, which no probe sees without its lag.
    public var skinTemperature: Temperature { .celsius(skin.surface) }
    /// What the probe between pack and cloth has come to. It knows the pack and nothing of the skin.
    var packProbeTemperature: Temperature { .celsius(packProbe) }
    /// What the probe between cloth and skin has come to.
    var skinProbeTemperature: Temperature { .celsius(skinProbe) }

    /// What a probe in this place has come to.
    func probeTemperature(_ role: ProbeRole) -> Temperature {
        switch role {
        case .pack: packProbeTemperature
        case .skin: skinProbeTemperature
        }
    }

    /// Lets time pass, in steps of 0.25 s; what is left of a step is kept for the next call.
    /// - Parameter duration: 20 min take a few milliseconds, days at rest nothing. Nothing happens for less than 0.
    public mutating func advance(by duration: Duration) {
        guard duration > .zero else { return }
        pending += duration.nanoseconds
        while pending >= Self.stepNanoseconds, !isStill {
            pending -= Self.stepNanoseconds
            step()
        }
        pending %= Self.stepNanoseconds
    }

    private mutating func step() {
        let room = Self.room.celsius
        let before = (pack, packProbe, skinProbe)
        let outside = isApplied ? pack : room
        let resistance = isApplied ? cloth.resistance(under: kind) : 1 / Self.openSurface
        let intoSkin = skin.step(outside: outside, resistance: resistance)
        if let capacity = kind.heatCapacity, !packIsFresh {
            // The other face lies open, on the hip as on the table.
            let fromRoom = Self.openSurface * (room - pack)
            pack += (fromRoom - (isApplied ? intoSkin : 0)) * Tissue.step / capacity
        }
        packProbe += (pack - packProbe) * Tissue.step / Self.probeLag
        skinProbe += (skin.surface - skinProbe) * Tissue.step / Self.probeLag
        let moves = [skin.lastMove, abs(pack - before.0), abs(packProbe - before.1), abs(skinProbe - before.2)]
        isStill = moves.allSatisfy { $0 < Self.still }
    }
}
