/// One cut-off: which side of which temperature, how long, and what follows.
public struct Cutoff: Hashable, Sendable {
    /// Towards which danger the limit looks.
    public enum Side: Hashable, Sendable {
        /// Beyond is below; the compared value is the reading − 0.5 °C.
        case cold
        /// Beyond is at or above; the compared value is the reading + 0.5 °C.
        case hot
    }

    /// What has to hold before the limit counts as crossed. Only valid samples confirm or reset it.
    public enum Hold: Hashable, Sendable {
        /// From the first valid sample beyond, without a valid one on the other side.
        case sustained(Duration)
        /// Summed over the session.
        case total(Duration)
        /// Valid samples in a row; what stands as "at once".
        case samples(Int)
    }

    /// What crossing it does.
    public enum Action: Hashable, Sendable {
        /// Two short beeps, the session goes on.
        case warn
        /// The session ends in `remove-safety`.
        case stop
    }

    /// The probe whose readings it is held against.
    public var probe: ProbeRole
    /// The side on which the danger is.
    public var side: Side
    /// Of the compared value; see ``isBeyond(_:)``.
    public var threshold: Temperature
    /// Beyond includes the threshold itself.
    public var inclusive: Bool
    /// How long the compared value has to lie beyond.
    public var hold: Hold
    /// What follows.
    public var action: Action

    /// Whether a raw reading lies beyond the threshold, the probe's tolerance counted against it.
    public func isBeyond(_ reading: Temperature) -> Bool {
        let compared = SafetyLimits.compared(reading, side)
        switch side {
        case .cold: return inclusive ? compared <= threshold : compared < threshold
        case .hot: return compared >= threshold
        }
    }
}

/// Every temperature limit of the product. Compiled in: no configuration, flag or build makes one of them looser.
///
/// Sources: contact criteria of 15 °C pain, 7 °C numbness and 0 °C frostbite risk (Geng 2006, TNO ColdSurf); pain just
/// above 43 °C and injury at 44 °C (Martin & Falder 2017); tissue freezes near −0.55 °C. Limits on the pack follow from
/// a thermal model of pack, cloth and skin: a −18 °C gel pack takes skin to −2 °C when bare, 7 °C through a thin cover
/// and 21 °C through a dry towel; a 50 °C pack takes it to 48.4 °C bare and 41.9 °C through a dry towel in 20 min.
public enum SafetyLimits {
    /// A DS18B20's tolerance between −10 and +85 °C (datasheet), always counted against the person.
    public static let tolerance = Temperature.celsius(0.5)

    /// What a limit is held against.
    public static func compared(_ reading: Temperature, _ side: Cutoff.Side) -> Temperature {
        switch side {
        case .cold: reading - tolerance
        case .hot: reading + tolerance
        }
    }

    /// SR-01: skin under ice.
    public static let iceOnSkin: [Cutoff] = [
        // At or below 2 °C skin is about to freeze: −0.55 °C and a margin for the probe's lag.
        cold(.skin, .celsius(2), inclusive: true, .samples(2), .stop),
        // 7 °C is where feeling goes, and with it the warning that pain gives.
        cold(.skin, .celsius(7), .sustained(.seconds(30)), .stop),
        // Policy: ten minutes in all below 10 °C are enough.
        cold(.skin, .celsius(10), .total(.minutes(10)), .stop),
        cold(.skin, .celsius(10), .sustained(.seconds(60)), .warn),
    ]

    /// SR-02: an ice pack that is colder than melting ice. With a valid skin probe the stops only warn.
    ///
    /// The warning stands at −1.5 °C so that melting ice with an honest probe never warns: a nuisance alarm makes
    /// people switch the safety off.
    public static let iceOnPack: [Cutoff] = [
        beyondFreezer,
        cold(.pack, .celsius(-10), inclusive: true, .samples(2), .stop),
        coldestPack,
        cold(.pack, .celsius(-1.5), .sustained(.seconds(30)), .warn),
    ]

    /// SR-03: skin under heat.
    public static let heatOnSkin: [Cutoff] = [
        hot(.skin, .celsius(45), .samples(2), .stop),
        hot(.skin, .celsius(44), .sustained(.seconds(10)), .stop),
        hot(.skin, .celsius(43), .sustained(.seconds(60)), .stop),
        hot(.skin, .celsius(42), .sustained(.seconds(60)), .warn),
    ]

    /// SR-04: a heat pack that burns through its cloth.
    public static let heatOnPack: [Cutoff] = [
        hot(.pack, .celsius(55), .samples(2), .stop),
        hottestPack,
        hot(.pack, .celsius(45), .sustained(.seconds(30)), .warn),
    ]

    /// All of them; the stops of both modalities hold in every session.
    public static let cutoffs = iceOnSkin + iceOnPack + heatOnSkin + heatOnPack

    /// SR-05: thermal dose of the skin in CEM43 minutes. ITRUSST (arXiv 2311.05359v3) holds 21 in skin for a risk that
    /// is not significant; the stop is half of that, and 24 hours together stay below it (policy).
    public static let doseWarning = 5.0
    public static let doseStop = 10.0
    public static let dosePerDay = 20.0

    /// SR-06: a probe that gives no valid sample: told after 10 s, the session ends after 30 s (policy, fail safe).
    public static let silenceNotice = Duration.seconds(10)
    public static let silenceStop = Duration.seconds(30)

    /// SR-02: readings that stay at or below −25 °C are a danger, whatever another probe says: no freezer pack in a towel
    /// is so cold. (At or above 80 °C the heat limits have long stopped it.)
    public static let beyondFreezer = cold(.pack, .celsius(-25), inclusive: true, .samples(2), .stop)

    /// A start is refused, on one sample, beyond these: a pack that would be taken off 10 s later.
    public static let coldestPack = cold(.pack, .celsius(-5), .sustained(.seconds(10)), .stop)
    public static let hottestPack = hot(.pack, .celsius(50), .sustained(.seconds(10)), .stop)

    /// SR-07: two probes disagree when for a minute the skin is more than 3 °C colder than the ice pack on it, or, above
    /// 40 °C, more than 3 °C hotter than the heat pack on it: they were swapped, or one of them lies.
    public static let disagreement = Temperature.celsius(3)
    public static let disagreementHotFrom = Temperature.celsius(40)
    public static let disagreementHold = Duration.seconds(60)

    /// SR-19: the same warning sounds at most this often; more would teach people not to listen.
    public static let warningInterval = Duration.minutes(5)

    private static func cold(
        _ probe: ProbeRole, _ threshold: Temperature, inclusive: Bool = false, _ hold: Cutoff.Hold,
        _ action: Cutoff.Action
    ) -> Cutoff {
        Cutoff(probe: probe, side: .cold, threshold: threshold, inclusive: inclusive, hold: hold, action: action)
    }

    private static func hot(
        _ probe: ProbeRole, _ threshold: Temperature, _ hold: Cutoff.Hold, _ action: Cutoff.Action
    ) -> Cutoff {
        Cutoff(probe: probe, side: .hot, threshold: threshold, inclusive: true, hold: hold, action: action)
    }
}
