import BoardHAL
import CoachCore
import Glibc
import TestSupport
import Testing

@testable import BoardLinux

/// A folder laid out like /sys/class/hwmon.
private struct HwmonClass {
    let folder: TestDirectory
    var path: String { folder.path }

    /// The chips of a Raspberry Pi 5 with a clock module and a 1-Wire sensor, none of them a probe for hwmon.
    init() throws {
        folder = try TestDirectory()
        try plug("cpu_thermal", as: "hwmon0", [1: 51_000])
        try plug("rp1_adc", as: "hwmon1", [1: 47_000])
        try plug("ds3231", as: "hwmon2", [1: 25_250])
        try plug("w1_slave_temp", as: "hwmon3", [1: 4_000])
        try folder.write("hwmon4/name", "pwmfan\n")
    }

    func plug(_ chip: String, as directory: String, _ millidegrees: [Int: Int]) throws {
        try folder.write("\(directory)/name", "\(chip)\n")
        for (input, value) in millidegrees { try folder.write("\(directory)/temp\(input)_input", "\(value)\n") }
    }

    func move(_ directory: String, to other: String) {
        #expect(rename("\(path)/\(directory)", "\(path)/\(other)") == 0)
    }
}

private func celsius(_ degrees: Double) -> Reading { .success(.celsius(degrees)) }

@Suite("A probe with a hwmon driver")
struct HwmonProbeTests {
    @Test(
        "is found by its chip's name, its directory or its input",
        arguments: [
            ("lm75", 4.5), ("hwmon7", 4.5), ("lm75:temp1", 4.5), ("lm75:temp2", 9), ("hwmon7:temp2", 9),
            ("cpu_thermal", 51),
        ])
    func identifiers(id: String, degrees: Double) throws {
        let hwmon = try HwmonClass()
        try hwmon.plug("lm75", as: "hwmon7", [1: 4_500, 2: 9_000])
        var probe = try HwmonProbe(role: .skin, id: id, classDirectory: hwmon.path)
        #expect(probe.role == .skin)
        #expect(probe.read() == celsius(degrees))
    }

    @Test("is found by itself beside the chips that measure the board")
    func auto() throws {
        let hwmon = try HwmonClass()
        try hwmon.plug("tmp102", as: "hwmon5", [1: 12_000])
        var probe = try HwmonProbe(role: .pack, id: "auto", classDirectory: hwmon.path)
        #expect(probe.read() == celsius(12))
    }

    @Test("is not made of the board's own chips")
    func boardOnly() throws {
        let hwmon = try HwmonClass()
        try hwmon.plug("soc_thermal", as: "hwmon9", [1: 40_000])
        let error = LinuxBoardError.noProbe(source: "hwmon", id: "auto", directory: hwmon.path, found: [])
        #expect(throws: error) { try HwmonProbe.resolve("auto", in: hwmon.path) }
    }

    @Test("is not guessed where two would fit: both are named")
    func several() throws {
        let hwmon = try HwmonClass()
        try hwmon.plug("lm75", as: "hwmon10", [1: 4_000])
        try hwmon.plug("lm75", as: "hwmon9", [1: 5_000, 2: 6_000])
        for id in ["auto", "lm75"] {
            let error = LinuxBoardError.severalProbes(
                source: "hwmon", id: id, candidates: ["hwmon9:temp1 (lm75)", "hwmon10:temp1 (lm75)"])
            #expect(throws: error) { try HwmonProbe(role: .pack, id: id, classDirectory: hwmon.path) }
        }
    }

    @Test("on the 1-Wire bus is refused, because hwmon hides its bytes", arguments: ["w1_slave_temp", "hwmon3"])
    func oneWire(id: String) throws {
        let hwmon = try HwmonClass()
        let error = LinuxBoardError.wrongSource(
            id: id, use: "w1", reason: "hwmon hides its bytes, so a shorted data line would read as 0 °C")
        #expect(throws: error) { try HwmonProbe(role: .pack, id: id, classDirectory: hwmon.path) }
    }

    @Test(
        "is refused by an id that names no chip",
        arguments: ["", ":temp1", "lm75:", "lm75:in1", "lm75:temp", "lm75:tempx", "lm75:temp1:2", "../hwmon0"])
    func malformed(id: String) throws {
        let hwmon = try HwmonClass()
        let expected = "a chip such as \"lm75\" or \"hwmon3\", or an input such as \"lm75:temp2\""
        let error = LinuxBoardError.malformedProbeID(source: "hwmon", id: id, expected: expected)
        #expect(throws: error) { try HwmonProbe(role: .pack, id: id, classDirectory: hwmon.path) }
    }

    @Test("may come later: it is missing until then", arguments: ["auto", "lm75", "hwmon7"])
    func late(id: String) throws {
        let hwmon = try HwmonClass()
        var probe = try HwmonProbe(role: .pack, id: id, classDirectory: hwmon.path)
        #expect(probe.read() == .failure(.missing))
        try hwmon.plug("lm75", as: "hwmon7", [1: 22_000])
        #expect(probe.read() == celsius(22))
    }

    @Test("without any hwmon at all is missing")
    func noClass() throws {
        var probe = try HwmonProbe(role: .pack, id: "auto", classDirectory: "/nonexistent")
        #expect(probe.read() == .failure(.missing))
    }

    @Test("recovers under another number when it is unplugged and plugged in again", arguments: ["auto", "lm75"])
    func replugged(id: String) throws {
        let hwmon = try HwmonClass()
        try hwmon.plug("lm75", as: "hwmon5", [1: 4_000])
        var probe = try HwmonProbe(role: .pack, id: id, classDirectory: hwmon.path)
        // Not read before: an open file of a folder would go on answering, the kernel's does not. The rig shows that.
        hwmon.move("hwmon5", to: "elsewhere")
        #expect(probe.read() == .failure(.missing))
        hwmon.move("elsewhere", to: "hwmon8")
        #expect(probe.read() == celsius(4))
    }

    @Test("never reads another chip that has taken its number")
    func renumbered() throws {
        let hwmon = try HwmonClass()
        try hwmon.plug("lm75", as: "hwmon5", [1: 4_000])
        var probe = try HwmonProbe(role: .pack, id: "lm75", classDirectory: hwmon.path)
        hwmon.move("hwmon5", to: "hwmon6")
        try hwmon.plug("nvme", as: "hwmon5", [1: 40_000])
        #expect(probe.read() == celsius(4))
    }

    @Test("found by itself stays the same one when another comes")
    func joined() throws {
        let hwmon = try HwmonClass()
        try hwmon.plug("lm75", as: "hwmon5", [1: 4_000])
        var probe = try HwmonProbe(role: .pack, id: "auto", classDirectory: hwmon.path)
        try hwmon.plug("tmp102", as: "hwmon6", [1: 30_000])
        #expect(probe.read() == celsius(4))
    }

    @Test("is missing while its chip reports a fault", arguments: [("1\n", true), ("0\n", false), ("", false)])
    func faulted(text: String, isFault: Bool) throws {
        let hwmon = try HwmonClass()
        try hwmon.plug("lm90", as: "hwmon5", [1: 4_000])
        try hwmon.folder.write("hwmon5/temp1_fault", text)
        var probe = try HwmonProbe(role: .pack, id: "auto", classDirectory: hwmon.path)
        #expect(probe.read() == (isFault ? .failure(.missing) : celsius(4)))
    }

    @Test("gives an empty file as a fault, and a vanished one as missing")
    func broken() throws {
        let hwmon = try HwmonClass()
        try hwmon.plug("lm75", as: "hwmon5", [1: 4_000])
        var probe = try HwmonProbe(role: .pack, id: "auto", classDirectory: hwmon.path)
        try hwmon.folder.write("hwmon5/temp1_input", "")
        #expect(probe.read() == .failure(.empty))
        hwmon.folder.remove("hwmon5/temp1_input")
        var later = try HwmonProbe(role: .pack, id: "lm75", classDirectory: hwmon.path)
        #expect(later.read() == .failure(.missing))
    }
}

@Suite("A refused read")
struct RefusedReadTests {
    @Test(
        "is a fault by what the kernel said",
        arguments: [
            (ENOENT, ProbeFault.missing), (ENODEV, .missing), (ENXIO, .missing), (EREMOTEIO, .missing), (EIO, .crc),
            (ETIMEDOUT, .empty), (EACCES, .empty),
        ])
    func mapping(code: Int32, fault: ProbeFault) {
        #expect(ProbeFault(SystemError(code: code)) == fault)
    }
}
