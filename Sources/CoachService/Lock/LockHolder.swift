import CSystemd
import CoachCore
import Glibc
import SessionLog

/// Who runs a service, for the one that comes second.
struct LockHolder: Hashable, Sendable {
    var process: Int32
    /// When it took its lock, on the clock of this boot.
    var since: Instant
    /// As systemd started it; nil: a person did.
    var unit: String?
    /// Its configuration file; nil: none.
    var configuration: String?

    /// More than any text of it.
    static let longest = 8192

    /// This process.
    static func current(configuration: String?) -> LockHolder {
        LockHolder(process: getpid(), since: BootClock.now(), unit: unitOfThisProcess(), configuration: configuration)
    }

    var text: String {
        var lines = ["pid \(process)", "since_ns \(since.nanoseconds)"]
        if let unit { lines.append("unit \(unit)") }
        if let configuration { lines.append("config \(configuration)") }
        return lines.joined(separator: "\n") + "\n"
    }

    /// - Returns: nil where it says nothing, or names a process that is no more: the one that holds the lock has yet to
    ///   write its name.
    init?(parsing bytes: [UInt8]) {
        var facts: [Substring: Substring] = [:]
        let text = String(decoding: bytes, as: UTF8.self)
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ", maxSplits: 1)
            if words.count == 2 { facts[words[0]] = words[1] }
        }
        guard let process = facts["pid"].flatMap({ Int32($0) }), process > 0,
            let since = facts["since_ns"].flatMap({ Int64($0) }), (0...BootClock.now().nanoseconds).contains(since),
            kill(process, 0) == 0 || errno == EPERM
        else { return nil }
        self.init(
            process: process, since: Instant(nanoseconds: since), unit: facts["unit"].map(String.init),
            configuration: facts["config"].map(String.init))
    }

    init(process: Int32, since: Instant, unit: String?, configuration: String?) {
        self.process = process
        self.since = since
        self.unit = unit
        self.configuration = configuration
    }

    /// "process 412 of packcoach.service, since 2026-05-04 14:00:03 CEST, with /etc/packcoach/config.toml"
    func words(clock: ClockReading) -> String {
        let start = LocalTime().stringWithSeconds(
            clock.wall + (since - clock.instant), synchronised: clock.synchronised)
        let of = unit.map { " of \($0)" } ?? ""
        let with = configuration.map { ", with \($0)" } ?? ""
        return "process \(process)\(of), since \(start)\(with)"
    }

    /// How to end it.
    var remedy: String { unit.map { "systemctl stop \($0)" } ?? "kill \(process)" }

    private static func unitOfThisProcess() -> String? {
        var name: UnsafeMutablePointer<CChar>?
        guard sd_pid_get_unit(0, &name) >= 0, let name else { return nil }
        defer { free(name) }
        let unit = String(cString: name)
        // A login's processes are in a unit, too.
        return unit.hasSuffix(".service") ? unit : nil
    }
}
