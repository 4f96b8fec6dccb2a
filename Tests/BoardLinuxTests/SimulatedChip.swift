import BoardHAL
import Glibc

@testable import BoardLinux

/// A chip of the kernel's gpio-sim: the far side of the lines, where a finger pulls and a voltmeter reads.
///
/// `PACKCOACH_GPIO_SIM` names its folder in /sys/devices/platform. As root, on a kernel with gpio-sim:
///
///     C=/sys/kernel/config/gpio-sim/coach; mkdir $C $C/bank0; echo 32 >$C/bank0/num_lines
///     echo pinctrl-bcm2711 >$C/bank0/label; echo 1 >$C/live
///     export PACKCOACH_GPIO_SIM=/sys/devices/platform/$(cat $C/dev_name)/$(cat $C/bank0/chip_name)
struct SimulatedChip {
    static let folder = getenv("PACKCOACH_GPIO_SIM").map { String(cString: $0) }

    /// What the finger's contact connects the line to.
    enum Level: String {
        case low = "pull-down"
        case high = "pull-up"
    }

    private let folder: String

    init?() {
        guard let folder = Self.folder else { return nil }
        self.folder = folder
    }

    func pull(_ line: Int, _ level: Level) throws {
        try Sysfs.write(level.rawValue, to: "\(folder)/sim_gpio\(line)/pull")
    }

    /// The levels of these lines, 0 and 1.
    func levels(_ lines: [Int]) throws -> String {
        try lines.map { try String(Sysfs.read("\(folder)/sim_gpio\($0)/value").prefix(1)) }.joined()
    }
}

extension Sysfs {
    /// Replaces the text, in one write.
    static func write(_ text: String, to path: String) throws(SystemError) {
        let file = open(path, O_WRONLY | O_CLOEXEC)
        guard file >= 0 else { throw .last }
        defer { close(file) }
        while Glibc.write(file, text, text.utf8.count) < 0 {
            if errno != EINTR { throw .last }
        }
    }
}

/// Whether poll(2) wakes for this descriptor. The simulated interrupt comes a moment after the level.
func isReadable(_ descriptor: Int32) -> Bool {
    var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&entry, 1, 500) == 1
}

/// The edges of a line until no more come.
func allEdges(of button: borrowing ButtonLine) throws -> [ButtonEdge] {
    var edges: [ButtonEdge] = []
    while isReadable(button.descriptor) { edges += try button.edges() }
    return edges
}
