/// The process that holds a line, as far as the kernel shows it.
struct LineOwner: Hashable, Sendable {
    let process: Int
    let name: String
    /// The systemd unit that it belongs to.
    let unit: String?

    /// Looks through all processes; another user's are shown to root alone, and only by kernels from 6.1 on to
    /// programs of libgpiod 2.
    static func find(line: Int, chip: String, _ files: SystemFiles) -> LineOwner? {
        for process in files.entries("/proc").compactMap({ Int($0) }) {
            for descriptor in files.entries("/proc/\(process)/fdinfo") {
                guard let text = files.text("/proc/\(process)/fdinfo/\(descriptor)"), text.mentions("gpio-line:"),
                    holds(line, of: chip, text)
                else { continue }
                return LineOwner(
                    process: process, name: files.line("/proc/\(process)/comm") ?? "process \(process)",
                    unit: unit(files.text("/proc/\(process)/cgroup")))
            }
        }
        return nil
    }

    private static func holds(_ line: Int, of chip: String, _ text: String) -> Bool {
        let facts = text.split(whereSeparator: \.isNewline).map {
            $0.split(whereSeparator: { $0 == ":" || $0.isWhitespace })
        }
        return facts.contains { $0.first == "gpio-chip" && $0.last == chip[...] }
            && facts.contains { $0.first == "gpio-line" && $0.last.flatMap { Int($0) } == line }
    }

    private static func unit(_ cgroup: String?) -> String? {
        let parts = (cgroup ?? "").split(whereSeparator: { $0 == "/" || $0.isNewline })
        return parts.last { $0.hasSuffix(".service") && !$0.hasPrefix("user@") }.map(String.init)
    }
}
