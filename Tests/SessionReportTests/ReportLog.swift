import CoachCore
import Glibc
import SessionReport
import TestSupport

@testable import SessionLog

/// A log of a test's own, written as the service does, and the report on it; gone with the test.
final class ReportLog {
    /// When the report is made.
    static let now = wall("2026-05-20T18:00:00Z")

    private let files: TestDirectory
    private var path: String { files.path + "/packcoach.db" }
    private let writer: LogWriter
    private var sessions: Int64 = 0

    init(name: String = "Kim", site: String = "left hip") throws {
        files = try TestDirectory()
        writer = try LogWriter(
            path: files.path + "/packcoach.db", boot: BootIdentity(bootID: "boot-1"),
            about: LogAbout(name: name, site: site, configuration: ""))
    }

    static func wall(_ text: String) -> WallTime {
        guard let time = RFC3339.wallTime(text) else { preconditionFailure("\(text) is no time") }
        return time
    }

    // MARK: Writing

    /// The boot began at noon on this day.
    private static let boot = wall("2026-01-01T12:00:00Z")

    private func instant(_ time: WallTime) -> Instant { .boot + (time - Self.boot) }

    private func write(_ entries: [LogEntry], at time: WallTime) throws {
        try writer.write(entries, clock: ClockReading(instant: instant(time), wall: time, synchronised: true))
    }

    /// A session with a reading of the pack, and of the skin where it is fitted, every second.
    /// - Parameter reading: nil: no sample at all.
    /// - Returns: its number.
    @discardableResult
    func session(
        _ modality: Modality = .ice, at text: String, lasting: Duration = .minutes(16),
        reason: EndReason = .completed, probe: ProbeRole? = nil, probes: [ProbeRole] = [.pack],
        override: String? = nil, pain: (Int, Int)? = nil, note: String? = nil,
        reading: (ProbeRole, Int64) -> Reading? = { role, second in
            .success(Temperature(millidegrees: role == .pack ? 0 : Int32(max(12_000, 33_000 - 40 * second))))
        },
        events: [(second: Int64, kind: EventKind, detail: String)] = []
    ) throws -> Int64 {
        sessions += 1
        let id = sessions
        let at = instant(Self.wall(text))
        let minimum: Duration = modality == .ice ? .minutes(15) : .minutes(20)
        var entries: [LogEntry] = [
            .started(
                SessionStart(
                    id: id, at: at, modality: modality, minimum: minimum, ceiling: .minutes(20), probes: probes,
                    overrideReason: override)),
            .event(LogEvent(session: id, at: at, kind: .started, detail: modality.rawValue)),
        ]
        var readings: [Temperature] = []
        for second in 0..<lasting.milliseconds / 1000 {
            for role in probes {
                guard let reading = reading(role, second) else { continue }
                if role == probes.last, case .success(let temperature) = reading { readings.append(temperature) }
                entries.append(
                    .sample(session: id, Sample(role: role, at: at + .seconds(second), reading: reading)))
            }
        }
        entries += events.map {
            .event(LogEvent(session: id, at: at + .seconds($0.second), kind: $0.kind, detail: $0.detail))
        }
        entries += [
            .measured(
                session: id, minimum: readings.min(), maximum: readings.max(),
                dose: probes.contains(.skin) ? 0 : nil),
            .ended(
                session: id,
                SessionEnd(
                    at: at + lasting, reason: reason, probe: probe, duration: lasting,
                    windowMet: (reason == .completed || reason == .ceiling) && lasting >= minimum)),
            .event(LogEvent(session: id, at: at + lasting, kind: .ended, detail: reason.rawValue)),
        ]
        try write(entries, at: Self.wall(text) + lasting)
        if let pain { try update("pain_before = \(pain.0), pain_after = \(pain.1)", of: id) }
        if let note { try update("note = '\(note.replacing("'", with: "''"))'", of: id) }
        return id
    }

    func event(_ kind: EventKind, _ detail: String = "", at text: String) throws {
        let time = Self.wall(text)
        try write([.event(LogEvent(session: nil, at: instant(time), kind: kind, detail: detail))], at: time)
    }

    /// Sets columns as `log note` and a clock that is put right do.
    func update(_ columns: String, of session: Int64) throws {
        let database = try Database(path: path, access: .write, busyTimeout: .seconds(1))
        try database.run("UPDATE session SET \(columns) WHERE id = ?", [session])
    }

    // MARK: Reading

    func reader() throws -> LogReader { try LogReader(path: path) }

    func text(days: Int = 30, name: String = "", site: String = "hip") throws -> String {
        let period = ReportPeriod(days: days, until: Self.now, time: LocalTime(utc: true))
        var text = ""
        try report(period, name: name, site: site).write(reader()) { text += $0 }
        return text
    }

    func report(_ period: ReportPeriod, name: String = "", site: String = "hip") -> Report {
        Report(period: period, name: name, site: site, release: "1.2.3") { "\($0.kind): \($0.detail)" }
    }

    func page(days: Int = 30, name: String = "", site: String = "hip") throws -> Markup.Element {
        try Markup(text(days: days, name: name, site: site)).root
    }
}

extension Markup.Element {
    /// What stands beside a term of a list of facts.
    func fact(_ term: String) -> String? {
        all("div").first { $0.children.first?.name == "dt" && $0.children.first?.text == term }?.children.last?.text
    }

    /// The table with this caption, row by row.
    func table(_ caption: String) -> [[String]]? {
        all("table").first { $0.all("caption").first?.text.hasPrefix(caption) ?? false }?
            .all("tr").map { $0.children.map(\.text) }
    }

    func sections(_ name: String) -> [Markup.Element] {
        all.filter { $0.attributes["class"] == name }
    }
}
