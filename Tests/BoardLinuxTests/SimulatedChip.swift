import BoardHAL
import Glibc
import Testing

@testable import BoardLinux

/// A chip of the kernel's gpio-sim: the far side of the lines, where a finger pulls and a voltmeter reads.
///
/// `PACKCOACH_GPIO_SIM` names its folder in /sys/devices/platform. As root, on a kernel with gpio-sim:
///
///     C=/sys/kernel/config/gpio-sim/coach; mkdir $C $C/bank0; echo 32 >$C/bank0/num_lines
///     echo pinctrl-bcm2711 >$C/bank0/label
///     mkdir -p $C/bank0/line26/hog; echo fan >$C/bank0/line26/hog/name; echo input >$C/bank0/line26/hog/direction
///     echo 1 >$C/live
///     export PACKCOACH_GPIO_SIM=/sys/devices/platform/$(cat $C/dev_name)/$(cat $C/bank0/chip_name)
struct SimulatedChip {
    static let folder = getenv("PACKCOACH_GPIO_SIM").map { String(cString: $0) }
    /// The line that the kernel keeps for itself, as for an overlay of config.txt, and what for.
    static let keptLine = 26
    static let keptFor = "fan"
    /// Microseconds; two changes within a tick of the simulated interrupt are none.
    static let interruptDelay: UInt32 = 12_000

    /// What the finger's contact connects the line to.
    enum Level: String {
        case low = "pull-down"
        case high = "pull-up"
    }

    /// Of its device, on the platform bus.
    private let device: String
    /// In that; the kernel may give the chip another number when it comes back.
    private let folder: String

    init?() {
        guard let folder = Self.folder, let name = folder.split(separator: "/").last else { return nil }
        device = String(folder.dropLast(name.utf8.count + 1))
        let chip = Sysfs.entries(of: device).first { $0.hasPrefix("gpiochip") }
        self.folder = "\(device)/\(chip ?? String(name))"
    }

    func pull(_ line: Int, _ level: Level) throws {
        try Sysfs.write(level.rawValue, to: "\(folder)/sim_gpio\(line)/pull")
    }

    /// The chip's driver lets go of it: what a driver that fails, or is unloaded, does to those who hold its lines.
    func unplug() throws { try tellDriver("unbind") }

    func plug() throws { try tellDriver("bind") }

    private func tellDriver(_ order: String) throws {
        let name = try #require(device.split(separator: "/").last)
        try Sysfs.write(String(name), to: "/sys/bus/platform/drivers/gpio-sim/\(order)")
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

/// Copies of the descriptors of all line requests that this process holds: the kernel keeps the lines until they are
/// closed too.
final class HeldRequests {
    private let copies: [Int32]

    var count: Int { copies.count }

    init() {
        copies = Sysfs.entries(of: "/proc/self/fd").compactMap { Int32($0) }.filter(Self.isRequest).map { dup($0) }
    }

    deinit {
        for copy in copies { close(copy) }
    }

    private static func isRequest(_ descriptor: Int32) -> Bool {
        var buffer = [UInt8](repeating: 0, count: 256)
        let length = buffer.withUnsafeMutableBytes { bytes in
            readlink("/proc/self/fd/\(descriptor)", bytes.baseAddress!.assumingMemoryBound(to: CChar.self), bytes.count)
        }
        return String(decoding: buffer.prefix(max(0, length)), as: UTF8.self).hasPrefix("anon_inode:gpio-line")
    }
}

/// Opens files as somebody in no group of ours, on this thread alone.
func asStranger(_ body: () throws -> Void) throws {
    typealias SetFileUser = @convention(c) (uid_t) -> Int32
    // Swift's Glibc module leaves setfsuid(2) out; it is the one call that changes a single thread's user.
    let function = try #require(dlsym(dlopen(nil, RTLD_NOW), "setfsuid"))
    let setFileUser = unsafeBitCast(function, to: SetFileUser.self)
    _ = setFileUser(65_534)
    defer { _ = setFileUser(0) }
    try body()
}
