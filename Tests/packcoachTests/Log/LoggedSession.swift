import CoachCore
import Glibc

@testable import SessionLog
@testable import packcoach

/// A session as the log would hold it.
struct LoggedSession {
    var record: SessionRecord
    var samples: [SampleRecord] = []
    var events: [EventRecord] = []

    /// Ice to its full time, with two probes and a warning.
    static let ice: LoggedSession = {
        var session = LoggedSession(
            record: SessionRecord(
                id: 12, modality: .ice, startedAt: .noon, clockSynced: true, minimum: .minutes(15),
                ceiling: .minutes(20), probes: [.pack, .skin], name: "Kim", site: "left hip", duration: .minutes(20),
                endReason: .ceiling, windowMet: true, minimumReading: .celsius(10.2),
                maximumReading: .celsius(30), dose: 0, acknowledgedAfter: .seconds(25), painBefore: 6, painAfter: 3,
                note: "after 12 km, better on the stairs"))
        for second in 0..<1200 {
            let skin = 10 + 20 * exp(-Double(second) / 260)
            session.add(.pack, second, 3 * exp(-Double(second) / 100))
            // A lone bad reading, and a probe that was off for two minutes.
            session.add(.skin, second, second == 400 || (500..<620).contains(second) ? nil : skin)
        }
        session.add(0, .started, "ice")
        session.add(300, .skinCheck, "look at your skin")
        session.add(500, .probeFault, "skin crc")
        session.add(620, .probeOK, "skin 11.8 °C")
        session.add(900, .windowOpen, "taking the pack off now completes the session")
        session.add(1190, .warned, "skin below 10.0 °C for 1 min (10.2 °C)")
        session.add(1200, .ended, "ceiling")
        session.add(1200, .alarm, "planned: take the pack off")
        session.add(1225, .acknowledged, "planned")
        return session
    }()

    mutating func add(_ probe: ProbeRole, _ second: Int, _ celsius: Double?) {
        samples.append(
            SampleRecord(
                time: .milliseconds(Int64(second) * 1000 + 765), probe: probe,
                reading: celsius.map { .success(.celsius($0)) } ?? .failure(.crc)))
    }

    mutating func add(_ second: Int64, _ kind: EventKind, _ detail: String) {
        events.append(.at(second, kind, detail, session: record.id))
    }
}

extension EventRecord {
    static func at(
        _ second: Int64, _ kind: EventKind, _ detail: String, session: Int64? = nil, synced: Bool = true
    ) -> EventRecord {
        EventRecord(
            bootID: "boot", instant: .boot + .seconds(second), at: .noon + .seconds(second), clockSynced: synced,
            session: session, time: session == nil ? nil : .seconds(second), kind: kind.rawValue, detail: detail)
    }
}

extension WallTime {
    /// 2026-05-04T12:00:00Z, a Monday.
    static let noon = WallTime(milliseconds: 1_777_896_000_000)
}

extension OutputShape {
    static func terminal(_ width: Int, _ height: Int, _ glyphs: ScreenStyle.Glyphs = .unicode) -> OutputShape {
        OutputShape(width: width, height: height, style: ScreenStyle(ink: .none, glyphs: glyphs))
    }
}
