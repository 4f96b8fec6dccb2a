import BoardHAL
import CoachCore
import Glibc
import TestSupport
import Testing

@testable import BoardLinux

private func chip(_ number: Int, _ label: String) -> GPIOChip {
    GPIOChip(path: "/dev/gpiochip\(number)", name: "gpiochip\(number)", label: label, lineCount: 54)
}

private let firmware = chip(1, "raspberrypi-exp-gpio")

@Suite("The header's chip")
struct GPIOChipTests {
    @Test(
        "is found by its label, wherever its number is",
        arguments: ["pinctrl-rp1", "pinctrl-bcm2711", "pinctrl-bcm2835", "pinctrl-bcm2835-vendor"], [0, 4, 11])
    func auto(label: String, number: Int) throws {
        let header = chip(number, label)
        let chips = [firmware, chip(2, "gpio-brcmstb@107d508500"), header]
        #expect(try GPIOChip.choose("auto", from: chips, in: "/dev") == header)
    }

    @Test("is found by the name or the label that the configuration gives")
    func named() throws {
        let chips = [chip(0, "pinctrl-bcm2711"), firmware]
        #expect(try GPIOChip.choose("gpiochip1", from: chips, in: "/dev") == firmware)
        #expect(try GPIOChip.choose("raspberrypi-exp-gpio", from: chips, in: "/dev") == firmware)
    }

    @Test("is not taken for granted where none has its label: the error says what there is")
    func none() {
        let error = LinuxBoardError.noChip(
            wanted: GPIOChip.headerLabels, directory: "/dev", found: ["gpiochip1 [raspberrypi-exp-gpio]"])
        #expect(throws: error) { try GPIOChip.choose("auto", from: [firmware], in: "/dev") }
        #expect(error.description.contains("pinctrl-rp1 or pinctrl-bcm2711 or pinctrl-bcm2835"))
        #expect(error.description.contains("there is only gpiochip1 [raspberrypi-exp-gpio]"))
    }

    @Test("is not guessed by a part of the name given", arguments: ["gpiochip", "pinctrl", "0"])
    func partOfName(board: String) {
        #expect(throws: LinuxBoardError.self) {
            try GPIOChip.choose(board, from: [chip(0, "pinctrl-rp1")], in: "/dev")
        }
    }

    @Test("is not guessed where two have the same label")
    func several() {
        let chips = [chip(0, "pinctrl-rp1"), chip(4, "pinctrl-rp1")]
        let error = LinuxBoardError.severalChips(
            wanted: "pinctrl-rp1", found: ["gpiochip0 [pinctrl-rp1]", "gpiochip4 [pinctrl-rp1]"])
        #expect(throws: error) { try GPIOChip.choose("auto", from: chips, in: "/dev") }
        #expect(throws: error) { try GPIOChip.choose("pinctrl-rp1", from: chips, in: "/dev") }
    }

    @Test("is waited for while there is no chip, or only files that are none")
    func emptyDev() throws {
        let dev = try TestDirectory()
        try dev.write("gpiochip0", "")
        #expect(symlink("gpiochip0", "\(dev.path)/gpiochip4") == 0)
        let error = LinuxBoardError.noChip(wanted: GPIOChip.headerLabels, directory: dev.path, found: [])
        #expect(GPIOChip.all(in: dev.path) == [])
        #expect(throws: error) { try GPIOChip.find("auto", in: dev.path) }
        #expect(error.isTransient)
    }

    @Test("given by a path is looked for nowhere else", arguments: ["/nonexistent/gpiochip0", "/dev/null"])
    func path(path: String) {
        #expect(throws: LinuxBoardError.noChip(wanted: [path], directory: "/dev", found: [])) {
            try GPIOChip.find(path)
        }
    }

    @Test("has no line beyond its last, nor before its first", arguments: [-1, 54, 1 << 40])
    func range(line: Int) {
        let error = LinuxBoardError.lineOutOfRange(line: line, chip: "gpiochip0 [pinctrl-rp1]", count: 54)
        let header = chip(0, "pinctrl-rp1")
        #expect(throws: error) { try header.consumer(ofLine: line) }
        #expect(throws: error) { _ = try ButtonLine(chip: header, line: line, active: .low, bias: .pullUp) }
        #expect(throws: error) {
            _ = try OutputLines(chip: header, leds: [5, line], ledsActive: .high, buzzer: 18, buzzerActive: .high)
        }
        #expect(error.description == "gpiochip0 [pinctrl-rp1] has no line \(line): its lines are 0 to 53.")
    }

    @Test(
        "of an old kernel, or without resistors, refuses a bias and says what to do",
        arguments: [EINVAL, EOPNOTSUPP, 524])
    func bias(code: Int32) {
        let header = chip(0, "pinctrl-rp1")
        let refused = LinuxBoardError.biasNotSupported(line: 17, bias: .pullUp, chip: header.description)
        #expect(header.requestRefusal("do it", lines: [17], bias: .pullUp, code: code) == refused)
        let failed = LinuxBoardError.failed(operation: "do it", path: header.path, SystemError(code: code))
        #expect(header.requestRefusal("do it", lines: [17], bias: nil, code: code) == failed)
    }

    @Test("that cannot be asked is no crash but a sentence")
    func gone() {
        let gone = GPIOChip(path: "/nonexistent/gpiochip9", name: "gpiochip9", label: "x", lineCount: 54)
        let error = LinuxBoardError.failed(
            operation: "request the mode switch, line 27 of gpiochip9 [x]", path: gone.path, SystemError(code: ENOENT))
        #expect(throws: error) { _ = try SwitchLine(chip: gone, line: 27, active: .low, bias: .pullUp) }
    }
}

@Suite("An error of the board")
struct LinuxBoardErrorTests {
    static let header = "gpiochip0 [pinctrl-rp1]"
    static let all: [(error: LinuxBoardError, isTransient: Bool, says: String)] = [
        (.noChip(wanted: ["x"], directory: "/dev", found: []), true, "there is no chip at all"),
        (.severalChips(wanted: "x", found: ["a", "b"]), false, "a, b"),
        (.permission(path: "/dev/gpiochip0"), true, "sudo usermod -aG gpio packcoach"),
        (.lineOutOfRange(line: 54, chip: header, count: 54), false, "0 to 53"),
        (.lineBusy(line: 17, chip: header, consumer: "gpiomon"), false, "Line 17 of \(header) is in use by gpiomon"),
        (.biasNotSupported(line: 17, bias: .pullUp, chip: header), false, "bias = \"pull-up\" on line 17"),
        (.noProbe(source: "w1", id: "auto", directory: "/sys", found: []), true, "dtoverlay=w1-gpio"),
        (.noProbe(source: "hwmon", id: "lm75", directory: "/sys", found: ["a"]), true, "No hwmon probe lm75 in /sys"),
        (.severalProbes(source: "w1", id: "auto", candidates: ["a", "b"]), false, "packcoach selftest"),
        (.malformedProbeID(source: "w1", id: "x", expected: "y"), false, "id = \"x\""),
        (.wrongSource(id: "x", use: "w1", reason: "y"), false, "source = \"w1\""),
        (
            .failed(operation: "do it", path: "/p", SystemError(code: 5)), false,
            "Cannot do it (/p): Input/output error."
        ),
    ]

    @Test("is a sentence that says what is wrong, and whether waiting can help", arguments: all)
    func sentences(error: LinuxBoardError, isTransient: Bool, says: String) {
        #expect(error.description.contains(says))
        #expect(error.description.hasSuffix("."))
        #expect(error.isTransient == isTransient)
    }
}

@Suite("An edge's time stamp")
struct KernelClockTests {
    /// Ten minutes after the boot, an hour of suspend not counted.
    private let clocks = KernelClock.Conversion(
        monotonicNow: Duration.minutes(10).nanoseconds, boottimeNow: Duration.minutes(70).nanoseconds)

    @Test("counts the time in suspend, to the nanosecond")
    func suspend() {
        let stamp = UInt64(Duration.minutes(9).nanoseconds) + 1
        #expect(clocks.instant(monotonicNanoseconds: stamp) == Instant(nanoseconds: 1) + .minutes(69))
    }

    @Test("from the future, or from wall time, is now", arguments: [UInt64.max, 1_777_777_777_000_000_000])
    func future(stamp: UInt64) {
        #expect(clocks.instant(monotonicNanoseconds: stamp) == .boot + .minutes(70))
    }

    @Test("of this moment lies in this moment")
    func now() {
        let before = KernelClock.now()
        let clocks = KernelClock.Conversion(now: KernelClock.now())
        let after = KernelClock.now()
        let now = clocks.instant(monotonicNanoseconds: .max)
        #expect(before <= now && now <= after)
    }
}
