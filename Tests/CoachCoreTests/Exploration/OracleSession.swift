import CoachCore
import Glibc

/// The stop limits as they are specified, typed in once more: raw readings in m°C, the probe's tolerance counted in.
struct OracleLimit: Hashable, Sendable {
    enum Hold: Hashable, Sendable {
        case twoInARow
        case lasting(Duration)
        case inTotal(Duration)
    }

    var role: ProbeRole
    /// Below (or at, where `including`) it is beyond for cold; at or above for hot.
    var isCold: Bool
    var reading: Int32
    var including = true
    var hold: Hold

    func isBeyond(_ millidegrees: Int32) -> Bool {
        if !isCold { return millidegrees >= reading }
        return including ? millidegrees <= reading : millidegrees < reading
    }

    static let all: [OracleLimit] = [
        OracleLimit(role: .skin, isCold: true, reading: 2500, hold: .twoInARow),
        OracleLimit(role: .skin, isCold: true, reading: 7500, including: false, hold: .lasting(.seconds(30))),
        OracleLimit(role: .skin, isCold: true, reading: 10_500, including: false, hold: .inTotal(.seconds(600))),
        OracleLimit(role: .pack, isCold: true, reading: -24_500, hold: .twoInARow),
        OracleLimit(role: .pack, isCold: true, reading: -9500, hold: .twoInARow),
        OracleLimit(role: .pack, isCold: true, reading: -4500, including: false, hold: .lasting(.seconds(10))),
        OracleLimit(role: .skin, isCold: false, reading: 44_500, hold: .twoInARow),
        OracleLimit(role: .skin, isCold: false, reading: 43_500, hold: .lasting(.seconds(10))),
        OracleLimit(role: .skin, isCold: false, reading: 42_500, hold: .lasting(.seconds(60))),
        OracleLimit(role: .pack, isCold: false, reading: 54_500, hold: .twoInARow),
        OracleLimit(role: .pack, isCold: false, reading: 49_500, hold: .lasting(.seconds(10))),
    ]
}

/// A session as the oracle follows it: which limit has been crossed, and by whom silence was kept.
struct OracleSession: Hashable {
    struct Track: Hashable {
        var since: Instant?
        var inARow = 0
        var total = Duration.zero
        var answered = false
    }

    struct Heard: Hashable {
        var at: Instant
        var reading: Int32
    }

    /// What a sample comes to: why the session has to end, and whether the skin itself is at risk.
    struct Verdict: Hashable {
        var reason: EndReason?
        var bySkin = false
        var probe: ProbeRole?
    }

    let id: Int64
    let modality: Modality
    let start: Instant
    var ceiling: Duration
    var minimum: Duration
    let earlierDose: Double
    var tracks = [Track](repeating: Track(), count: OracleLimit.all.count)
    var last: [ProbeRole: Heard] = [:]
    /// Silence counts from here.
    var heard: [ProbeRole: Instant]
    /// CEM43 minutes.
    var dose = 0.0
    var doseWasAnswered = false
    var dayWasAnswered = false
    var disagreeingSince: Instant?

    init(_ start: SessionStart, earlierDose: Double) {
        id = start.id
        modality = start.modality
        self.start = start.at
        ceiling = start.ceiling
        minimum = start.minimum
        self.earlierDose = earlierDose
        heard = Dictionary(uniqueKeysWithValues: start.probes.map { ($0, start.at) })
    }

    var ceilingAt: Instant { start + ceiling }
    /// When silence ends the session.
    var silentAt: Instant { (heard.values.min() ?? start) + .seconds(30) }

    mutating func take(_ sample: Sample) -> Verdict {
        guard case .success(let temperature) = sample.reading, heard[sample.role] != nil else { return Verdict() }
        let (role, now, reading) = (sample.role, sample.at, temperature.millidegrees)
        if role == .skin, let before = last[.skin] {
            dose += (now - before.at).inSeconds / 60 * Self.rate(max(before.reading, reading))
        }
        let previous = last[role]?.at ?? now
        last[role] = Heard(at: now, reading: reading)
        heard[role] = now

        var temperatureStop: EndReason?
        for (index, limit) in OracleLimit.all.enumerated() where limit.role == role {
            let totalBefore = tracks[index].total
            if tracks[index].since != nil { tracks[index].total += now - previous }
            if limit.isBeyond(reading) {
                tracks[index].since = tracks[index].since ?? now
                tracks[index].inARow += 1
            } else {
                // The stretch that completes a sum may end on the good side; later the sum alone says nothing.
                let total = tracks[index].total
                tracks[index] = Track(total: total)
                if case .inTotal(let hold) = limit.hold, totalBefore < hold, total >= hold {
                    temperatureStop = temperatureStop ?? .tooCold
                }
                continue
            }
            let crossed = isOver(limit, tracks[index], at: now)
            if crossed, !tracks[index].answered, !isShielded(limit, at: now) {
                temperatureStop = temperatureStop ?? (limit.isCold ? .tooCold : .tooHot)
            }
        }
        let disagrees = disagrees(at: now)
        if let temperatureStop { return Verdict(reason: temperatureStop, bySkin: role == .skin, probe: role) }
        if role == .skin, doseIsReached { return Verdict(reason: .dose, bySkin: true, probe: .skin) }
        return Verdict(reason: disagrees ? .probeFault : nil)
    }

    private func isOver(_ limit: OracleLimit, _ track: Track, at now: Instant) -> Bool {
        switch limit.hold {
        case .twoInARow: track.inARow >= 2
        case .lasting(let hold): track.since.map { now - $0 >= hold } ?? false
        case .inTotal(let hold): track.total >= hold
        }
    }

    /// With a skin probe that was heard within 10 s a freezer pack only warns, down to −25 °C.
    private func isShielded(_ limit: OracleLimit, at now: Instant) -> Bool {
        guard limit.role == .pack, limit.isCold, limit.reading != -24_500, let skin = last[.skin] else { return false }
        return now - skin.at <= .seconds(10)
    }

    private var doseIsReached: Bool {
        guard dose > 0 else { return false }
        return dose >= 10 && !doseWasAnswered || earlierDose + dose >= 20 && !dayWasAnswered
    }

    private mutating func disagrees(at now: Instant) -> Bool {
        guard let pack = last[.pack], let skin = last[.skin], now - pack.at <= .seconds(10),
            now - skin.at <= .seconds(10)
        else { return false }
        let doubtful =
            modality == .ice
            ? skin.reading < pack.reading - 3000 : skin.reading > 40_000 && skin.reading > pack.reading + 3000
        disagreeingSince = doubtful ? disagreeingSince ?? now : nil
        return disagreeingSince.map { now - $0 >= .seconds(60) } ?? false
    }

    /// CEM43 minutes a minute; the tolerance of 0.5 °C is counted in.
    private static func rate(_ reading: Int32) -> Double {
        let celsius = Double(reading + 500) / 1000
        if celsius < 39 { return 0 }
        return pow(celsius >= 43 ? 0.5 : 0.25, 43 - celsius)
    }

    // MARK: After the end

    /// Someone acknowledged: what is beyond now waits for its second asking.
    mutating func answer() {
        for index in tracks.indices { tracks[index].answered = tracks[index].since != nil }
        doseWasAnswered = dose > 0 && dose >= 10
        dayWasAnswered = dose > 0 && earlierDose + dose >= 20
    }

    /// The second asking: whose last valid reading since then is beyond a stop limit?
    mutating func stillBeyond(since answered: Instant, at now: Instant) -> Set<ProbeRole> {
        var beyond: Set<ProbeRole> = []
        for (index, limit) in OracleLimit.all.enumerated() {
            tracks[index].answered = false
            guard let heard = last[limit.role], heard.at >= answered, limit.isBeyond(heard.reading) else { continue }
            if case .inTotal(let hold) = limit.hold, tracks[index].total < hold { continue }
            if !isShielded(limit, at: now) { beyond.insert(limit.role) }
        }
        return beyond
    }
}
