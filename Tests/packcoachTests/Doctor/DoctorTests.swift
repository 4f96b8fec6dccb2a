import BoardHAL
import BoardLinux
import CoachCore
import CoachService
import Glibc
import Testing

@testable import SessionLog
@testable import packcoach

/// What may be wrong with a machine, and what is then said about it.
struct Fault: Sendable, CustomTestStringConvertible {
    let name: String
    var board = MachineFixture.Board.pi5
    /// What the first problem begins with.
    let problem: String
    /// What its remedy holds.
    let remedy: String?
    let make: @Sendable (MachineFixture) throws -> Void

    var testDescription: String { name }
}

@Suite("The doctor")
struct DoctorTests {
    @Test("finds nothing wrong with a board on which all is well", arguments: MachineFixture.Board.allCases)
    func healthy(board: MachineFixture.Board) throws {
        let machine = try MachineFixture(board)
        #expect(machine.problems == [])
        let said = Check.all.flatMap { machine.findings(of: $0) }
        #expect(said.allSatisfy { $0.verdict == .ok && $0.remedy == nil })
        #expect(machine.patient.model.name == board.model)
        #expect(machine.patient.model.headerLabel == board.chip.label)
        #expect(said.contains { $0.message == "w1-gpio on GPIO 4 (header pin 7)" })
    }

    @Test("names each check once, and each problem has its remedy or none can be")
    func names() {
        #expect(Set(Check.all.map(\.name)).count == Check.all.count)
        #expect(Check.all.allSatisfy { $0.question.hasSuffix("?") })
        // They are told by their sections, each section in one piece.
        let order = Check.all.map { Check.Section.allCases.firstIndex(of: $0.section)! }
        #expect(order == order.sorted())
    }

    @Test("tells what is wrong in one sentence, with the command that mends it", arguments: faults)
    func fault(fault: Fault) throws {
        let machine = try MachineFixture(fault.board)
        try fault.make(machine)
        let found = Check.all.flatMap { check in
            machine.findings(of: check).filter { $0.verdict == .problem }.map { (check.name, $0) }
        }
        #expect(found.map { "\($0): \($1.message)" }.first?.hasPrefix(fault.problem) == true, "\(machine.problems)")
        #expect(found.count == 1, "\(machine.problems)")
        let remedy = found.first?.1.remedy
        if let wanted = fault.remedy {
            #expect(remedy?.contains(wanted) == true, "\(remedy ?? "none")")
        } else {
            #expect(remedy == nil)
        }
    }

    private static let faults: [Fault] = BoardFaults.all + ProbeFaults.all + ServiceFaults.all + LogFaults.all

    @Test("of a machine that is no board it says so in one problem, and looks at the rest")
    func noBoard() throws {
        let machine = try MachineFixture()
        for path in ["proc/device-tree", "boot", "sys", "dev"] { machine.remove(path) }
        machine.chip = .failure(.noChip(wanted: GPIOChip.headerLabels, directory: "/dev", found: []))
        machine.unit = nil
        machine.serviceIsGone()
        machine.throttled = nil
        machine.remove("var")
        #expect(
            machine.problems == [
                "chip: this machine has no GPIO chip, so there is no board to check. "
                    + "That is fine for trying packcoach out."
            ])
        #expect(machine.findings(of: .chip).first?.remedy == "packcoach simulate")
    }

    @Test("leaves the probes to the service in a session", arguments: ["applying", "window-open", "remove-safety"])
    func session(state: String) throws {
        let machine = try MachineFixture()
        machine.service = .success(try MachineFixture.status(state: state))
        var patient = machine.patient
        patient.sensor = { id in
            Issue.record("the sensor was read")
            return W1Sensor(id: id, texts: [], resolution: nil, externalPower: nil, conversionTime: nil)
        }
        let found = Check.all.flatMap { $0.look(patient) }
        #expect(found.allSatisfy { $0.verdict != .problem })
        #expect(found.contains { $0.verdict == .skipped && $0.message.contains("only the service reads them") })
    }

    @Test("lists probes that are there and not configured")
    func others() throws {
        let machine = try MachineFixture()
        try machine.configure("[[probe]]\nid = \"\(MachineFixture.sensor)\"\n")
        try machine.laySensor("28-0000005ca1e1")
        #expect(machine.problems == [])
        #expect(machine.findings(of: .present).map(\.message).last == "not configured: 28-0000005ca1e1")
    }
}

@Suite("What the doctor looks at")
struct DoctorPartsTests {
    private func config(_ text: String, _ board: MachineFixture.Board = .pi5) throws -> BootConfig {
        let machine = try MachineFixture(board)
        return BootConfig(path: "config.txt", text: text, model: machine.patient.model)
    }

    @Test("config.txt counts by its filters, its comments and the overlay above a parameter")
    func filters() throws {
        let text = """
            dtoverlay=gpio-fan,gpiopin=14 # a comment
            [pi4]
            dtoverlay=w1-gpio,gpiopin=17
            [pi5]
            dtoverlay=w1-gpio
            dtparam=gpiopin=22
            [none]
            dtoverlay=gpio-ir
            [all]
            #dtoverlay=gpio-led
            enable_uart=1
            """
        let five = try config(text)
        #expect(five.active.map(\.name) == ["gpio-fan", "w1-gpio"])
        #expect(five.overlay("w1-gpio")?.parameters["gpiopin"] == "22")
        #expect(five.overlay("gpio-fan")?.parameters["gpiopin"] == "14")
        #expect(five.setting("enable_uart")?.line == 11)
        #expect(PinUses(five).use(of: 22)?.what == "dtoverlay=w1-gpio")
        #expect(PinUses(five).use(of: 15)?.what == "enable_uart=1")
        #expect(PinUses(five).use(of: 18) == nil)
        let four = try config(text, .pi4)
        #expect(four.overlay("w1-gpio")?.parameters["gpiopin"] == "17")
    }

    @Test("what is in memory is known through an overlay, too")
    func mounts() throws {
        let machine = try MachineFixture()
        try machine.lay(
            "proc/self/mountinfo",
            """
            1 0 8:1 / / ro - overlay overlay rw,lowerdir=/lower,upperdir=/mem/upper,workdir=/mem/work
            2 1 0:5 / /mem rw - tmpfs tmpfs rw
            3 1 8:2 / /var/lib rw - ext4 /dev/sda2 rw
            4 1 8:3 / /a\\040b ro - ext4 /dev/sda3 ro
            """)
        let mounts = machine.patient.mounts
        #expect(mounts.forgets("/var"))
        #expect(mounts.forgets("/mem/x"))
        #expect(!mounts.forgets("/var/lib/packcoach"))
        #expect(mounts.mount(of: "/var/library")?.point == "/")
        #expect(mounts.mount(of: "/a b/c")?.isReadOnly == true)
    }

    @Test(
        "a clone is told by its id, its reserved bytes and its counter",
        arguments: [
            ("28-0000005ca1e0", [0x2d, 0x01, 0x4b, 0x46, 0x7f, 0xff, 0x03, 0x10], nil),
            ("28-0316a2795fff", [0x2d, 0x01, 0x4b, 0x46, 0x7f, 0xff, 0x03, 0x10], "id"),
            ("28-0000005ca1e0", [0x2d, 0x01, 0x4b, 0x46, 0x7f, 0xa5, 0x03, 0x10], "reserved"),
            ("28-0000005ca1e0", [0x2d, 0x01, 0x4b, 0x46, 0x7f, 0xff, 0x03, 0x66], "reserved"),
            ("28-0000005ca1e0", [0x2d, 0x01, 0x4b, 0x46, 0x7f, 0xff, 0x0c, 0x10], "byte 6"),
            // Where the sixteenths are 4, byte 6 is 0x0C in the maker's, too.
            ("28-0000005ca1e0", [0x24, 0x01, 0x4b, 0x46, 0x7f, 0xff, 0x0c, 0x10], nil),
        ] as [(String, [UInt8], String?)])
    func clones(id: String, bytes: [UInt8], suspicion: String?) throws {
        let sum = Self.checksum(bytes)
        let scratchpad = try #require(W1Scratchpad(bytes + [sum]))
        let sensor = W1Sensor(
            id: id, texts: [W1Slave.encode(scratchpad: scratchpad)], resolution: 12, externalPower: 1,
            conversionTime: 750)
        if let suspicion {
            #expect(sensor.suspicion?.contains(suspicion) == true)
        } else {
            #expect(sensor.suspicion == nil)
        }
    }

    /// x⁸ + x⁵ + x⁴ + 1, bit by bit.
    private static func checksum(_ bytes: [UInt8]) -> UInt8 {
        var crc: UInt8 = 0
        for byte in bytes {
            for bit in 0..<8 {
                let mix = (crc ^ byte >> UInt8(bit)) & 1
                crc >>= 1
                if mix == 1 { crc ^= 0x8C }
            }
        }
        return crc
    }

    @Test("the process behind a line is found where the kernel shows it, with its unit")
    func owner() throws {
        let machine = try MachineFixture()
        try machine.lay("proc/123/comm", "gpioset\n")
        try machine.lay("proc/123/cgroup", "0::/system.slice/fan.service\n")
        try machine.lay("proc/123/fdinfo/5", "pos:\t0\ngpio-chip:\tgpiochip4\ngpio-line:\t12\ngpio-line:\t13\n")
        try machine.lay("proc/124/fdinfo/3", "gpio-chip:\tgpiochip0\ngpio-line:\t6\n")
        let files = machine.patient.files
        #expect(
            LineOwner.find(line: 13, chip: "gpiochip4", files)
                == LineOwner(process: 123, name: "gpioset", unit: "fan.service"))
        #expect(LineOwner.find(line: 6, chip: "gpiochip4", files) == nil)
    }

    @Test("what never answers is given up")
    func hangs() throws {
        let machine = try MachineFixture()
        #expect(BoundedCall.value(withinMilliseconds: 20) { () -> Int in while true { usleep(1000) } } == nil)
        #expect(BoundedCall.value(withinMilliseconds: 60_000) { 7 } == 7)
        _ = machine
    }
}

@Suite("The doctor's report")
struct DoctorTextTests {
    private let check = Check.overlay
    private let problem = Diagnosis.problem(
        "/boot/firmware/config.txt does not load the 1-Wire overlay, so the kernel sees no probe.",
        mend:
            "printf '\\n[all]\\ndtoverlay=w1-gpio,gpiopin=4\\n' | sudo tee -a /boot/firmware/config.txt && sudo reboot")

    @Test("wraps its sentences to the terminal, and never a command")
    func wraps() {
        let lines = DoctorText(width: 80, style: .plain).lines(check, problem)
        #expect(
            lines == [
                "  PROBLEM  overlay        /boot/firmware/config.txt does not load the 1-Wire",
                "                          overlay, so the kernel sees no probe.",
                "           mend with      " + problem.remedy!,
            ])
        let wide = DoctorText(width: nil, style: .plain).lines(check, problem)
        #expect(wide.count == 2)
        #expect(DoctorText(width: 140, style: .plain).lines(check, problem).count == 2)
    }

    @Test("on a narrow terminal sentence and command stand below the name")
    func narrow() {
        #expect(
            DoctorText(width: 40, style: .plain).lines(check, problem) == [
                "  PROBLEM  overlay",
                "    /boot/firmware/config.txt does not",
                "    load the 1-Wire overlay, so the",
                "    kernel sees no probe.",
                "           mend with",
                "    " + problem.remedy!,
            ])
    }

    @Test("says in words what its colours say, and has no escape where there is no ink")
    func ink() {
        let coloured = DoctorText(width: 80, style: .full).lines(check, problem).joined()
        #expect(coloured.contains("\u{1b}[1;31mPROBLEM\u{1b}[0m"))
        #expect(!DoctorText(width: 80, style: .plain).lines(check, problem).joined().contains("\u{1b}"))
        let ascii = DoctorText(width: 80, style: .plain).lines(check, .ok("4.7 kΩ – 20 °C"))
        #expect(ascii.allSatisfy { $0.utf8.allSatisfy { $0 < 0x80 } })
    }

    @Test("as JSON it has every key, and counts its problems")
    func json() throws {
        var report = DoctorReport(board: nil, kernel: "6.1", version: "0")
        report.checks = [DoctorReport.Entry(check, problem), DoctorReport.Entry(.clock, .ok("fine"))]
        let json = try JSON(parsing: try LogJSON.text(report))
        #expect(json["board"] == .null)
        #expect(json["problems"] == .number(1))
        #expect(json["checks"]?[0]?["check"] == .string("overlay"))
        #expect(json["checks"]?[1]?["remedy"] == .null)
        #expect(json["checks"]?[1]?.keys == ["section", "check", "status", "message", "remedy"])
    }
}
