import Glibc

/// The simulated chip (gpio-sim): its inputs are pulled here, its outputs are traced by the kernel.
struct Header {
    private static let configuration = "/sys/kernel/config/gpio-sim/coach"
    private static let tracing = "/sys/kernel/tracing"
    /// GPIO 0 to 27 are on the header; the BCM2711 has 58 lines in all.
    private static let lines = 58

    private let chip: String

    /// The chip, which appears with the first tape of a boot.
    init() throws {
        let bank = Self.configuration + "/bank0"
        if !File.exists(bank) {
            try check(mkdir(Self.configuration, 0o755), "mkdir \(Self.configuration)")
            try check(mkdir(bank, 0o755), "mkdir \(bank)")
            try File.tell("\(Self.lines)", to: bank + "/num_lines")
            try File.tell("pinctrl-bcm2711", to: bank + "/label")
            try File.tell("1", to: Self.configuration + "/live")
        }
        let device = try Self.word(Self.configuration + "/dev_name")
        chip = "/sys/devices/platform/\(device)/\(try Self.word(bank + "/chip_name"))"
    }

    private static func word(_ path: String) throws -> String {
        try String(File.read(path).prefix { !$0.isWhitespace })
    }

    func pull(_ line: Tape.Line, active: Bool) throws {
        let isLow = active == line.activeIsLow
        try File.tell(isLow ? "pull-down" : "pull-up", to: "\(chip)/sim_gpio\(line.number)/pull")
    }

    // MARK: What the outputs show

    /// From here on the kernel notes each level that is set, with the time since the boot.
    static func beginTrace() throws {
        try File.tell("0", to: tracing + "/tracing_on")
        try File.tell("boot", to: tracing + "/trace_clock")
        try File.tell("16384", to: tracing + "/buffer_size_kb")
        try File.tell("1", to: tracing + "/events/gpio/gpio_value/enable")
        try File.write("", to: tracing + "/trace")
        try File.tell("1", to: tracing + "/tracing_on")
    }

    /// What was noted, behind a line that names the chip's first line.
    static func trace() throws -> String {
        try "# base \(base())\n" + File.read(tracing + "/trace")
    }

    private static func base() throws -> Int {
        for number in 0..<1024 {
            let path = "/sys/class/gpio/gpiochip\(number)/base"
            if File.exists(path), let base = try Int(word(path)) { return base }
        }
        throw Trouble("no chip in /sys/class/gpio")
    }
}
