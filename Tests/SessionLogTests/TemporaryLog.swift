import CoachCore
import Glibc
import TestSupport

@testable import SessionLog

/// A log in a directory of its own, which goes with it.
final class TemporaryLog {
    private let files: TestDirectory
    var directory: String { files.path }
    var path: String { directory + "/packcoach.db" }

    init() {
        do {
            files = try TestDirectory()
        } catch {
            preconditionFailure("\(error)")
        }
    }

    var names: [String] { Files.names(in: directory) }

    func writer(boot: String = "boot-1", vfs: String? = nil) throws -> LogWriter {
        try LogWriter(path: path, boot: BootIdentity(bootID: boot), about: .test, vfs: vfs)
    }

    func reader(vfs: String? = nil) throws -> LogReader { try LogReader(path: path, vfs: vfs) }

    /// A connection of the test's own, to look at rows or to spoil them.
    func database() throws -> Database {
        try Database(path: path, access: .write, busyTimeout: .zero)
    }

    func contents() -> [UInt8] { (try? Files.contents(of: path)) ?? [] }

    /// Whether the file is the same byte for byte; apart, so that a failing test does not print all of it.
    func holds(_ bytes: [UInt8]) -> Bool { contents() == bytes }

    func overwrite(_ bytes: [UInt8], at offset: Int = 0) {
        let descriptor = open(path, O_WRONLY | O_CREAT, 0o660)
        defer { close(descriptor) }
        pwrite(descriptor, bytes, bytes.count, offset)
    }
}

extension LogAbout {
    static let test = LogAbout(name: "Kim", site: "hip", configuration: "board = \"auto\"\n")
}

extension WallTime {
    /// From RFC 3339; for constants of tests.
    static func utc(_ text: String) -> WallTime {
        guard let time = RFC3339.wallTime(text) else { preconditionFailure("\(text) is no time") }
        return time
    }

    static let noon = utc("2026-05-04T12:00:00Z")
}

extension ClockReading {
    /// Noon at the start of the boot.
    static func at(_ instant: Instant, synchronised: Bool = true) -> ClockReading {
        ClockReading(instant: instant, wall: .noon + (instant - .boot), synchronised: synchronised)
    }
}

extension Instant {
    static func + (instant: Instant, seconds: Int64) -> Instant { instant + .seconds(seconds) }
    static func seconds(_ seconds: Int64) -> Instant { .boot + .seconds(seconds) }
}

extension SessionStart {
    static func ice(_ id: Int64, at: Instant, probes: [ProbeRole] = [.pack, .skin]) -> SessionStart {
        SessionStart(
            id: id, at: at, modality: .ice, minimum: .minutes(15), ceiling: .minutes(20), probes: probes)
    }
}

extension SessionEnd {
    static func after(
        _ duration: Duration, of start: SessionStart, _ reason: EndReason = .completed, windowMet: Bool = true
    ) -> SessionEnd {
        SessionEnd(at: start.at + duration, reason: reason, duration: duration, windowMet: windowMet)
    }
}

/// What the service writes in a session of 20 min with two probes, in its batches: all but samples at once, samples
/// together every 25 s.
struct RecordedSession {
    let start: SessionStart

    init(_ id: Int64 = 1, at: Instant = .seconds(100)) {
        start = .ice(id, at: at)
    }

    /// Each with the second at which it is written.
    var batches: [(second: Int64, entries: [LogEntry])] {
        let id = start.id
        var batches: [(Int64, [LogEntry])] = [
            (0, [.started(start), event(0, .started, "ice, 15 to 20 min"), sample(.pack, 0), sample(.skin, 0)])
        ]
        var waiting: [LogEntry] = []
        for second in Int64(1)...1200 {
            waiting += [sample(.pack, second), sample(.skin, second)]
            var now: [LogEntry] = []
            switch second {
            case 300, 600: now = [event(second, .skinCheck, "look at your skin")]
            case 420: now = [event(second, .warned, "skin below 10 °C for a minute")]
            case 900: now = [event(second, .windowOpen, "taking the pack off now completes the session")]
            case 1200:
                now = [
                    .ended(session: id, .after(.minutes(20), of: start, .ceiling)), event(second, .ended, "ceiling"),
                    .alarm(session: id, at: start.at + second, .planned),
                    event(second, .alarm, "planned: take the pack off"),
                ]
            default: break
            }
            if second % 25 == 0 || !now.isEmpty {
                batches.append((second, waiting + now + [measured(second)]))
                waiting = []
            }
        }
        batches.append(
            (
                1230,
                [
                    .alarmOver(session: id, at: start.at + 1230, expired: false),
                    event(1230, .acknowledged, "planned"),
                ]
            ))
        return batches
    }

    func sample(_ role: ProbeRole, _ second: Int64) -> LogEntry {
        .sample(
            session: start.id,
            Sample(
                role: role, at: start.at + .milliseconds(second * 1000 + (role == .pack ? 760 : 770)),
                reading: .success(
                    Temperature(millidegrees: Int32(role == .pack ? 62 * (second % 9) : 30_000 - 16 * second)))))
    }

    func measured(_ second: Int64) -> LogEntry {
        .measured(
            session: start.id, minimum: Temperature(millidegrees: Int32(30_000 - 16 * second)),
            maximum: .celsius(30), dose: 0)
    }

    func event(_ second: Int64, _ kind: EventKind, _ detail: String) -> LogEntry {
        .event(LogEvent(session: start.id, at: start.at + second, kind: kind, detail: detail))
    }

    func write(to writer: LogWriter, until last: Int64 = .max) throws {
        for batch in batches where batch.second <= last {
            try writer.write(batch.entries, clock: .at(start.at + batch.second))
        }
    }
}

/// What `body` throws; nil where it throws nothing, or nothing of the log's.
func logError(_ body: () throws -> some Any) -> LogError? {
    do {
        _ = try body()
        return nil
    } catch {
        return error as? LogError
    }
}
