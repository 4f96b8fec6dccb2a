/// One temperature input of one hwmon chip.
public struct HwmonChannel: Hashable, Sendable, CustomStringConvertible {
    /// `hwmon3`; the number is the kernel's and changes.
    public let directory: String
    /// The driver's name, `lm75`.
    public let chip: String
    /// `temp1`.
    public let input: String

    /// What the configuration takes as its id.
    public var description: String { "\(directory):\(input) (\(chip))" }

    static let firstInput = "temp1"

    /// Chips that measure the board itself: processor, RP1, supervisor, clock, drives.
    private static let boardsOwn: Set<String> = [
        "cpu_thermal", "rp1_adc", "pvt", "rpi_volt", "ds3231", "nvme", "drivetemp", "acpitz", "coretemp", "k10temp",
    ]

    /// Every temperature input that the kernel lists, in the order of their numbers.
    static func all(in classDirectory: String) -> [HwmonChannel] {
        let chips = Sysfs.entries(of: classDirectory).filter { $0.hasPrefix("hwmon") }
        return chips.sorted(by: Sysfs.inOrderOfNumbers).flatMap { directory -> [HwmonChannel] in
            guard let chip = name(of: directory, in: classDirectory) else { return [] }
            let inputs = Sysfs.entries(of: "\(classDirectory)/\(directory)").compactMap { file -> String? in
                let input = String(file.prefix { $0 != "_" })
                return isInput(input) && file == "\(input)_input" ? input : nil
            }
            return inputs.sorted(by: Sysfs.inOrderOfNumbers).map {
                HwmonChannel(directory: directory, chip: chip, input: $0)
            }
        }
    }

    static func isInput(_ word: String) -> Bool {
        let number = word.dropFirst(4)
        return word.hasPrefix("temp") && !number.isEmpty && number.allSatisfy { $0.isASCII && $0.isNumber }
    }

    var isFirst: Bool { input == Self.firstInput }
    /// The hwmon side of a 1-Wire sensor.
    var isW1: Bool { chip == "w1_slave_temp" }
    /// Somebody may have put it on a pack.
    var mayBeProbe: Bool {
        !isW1 && !Self.boardsOwn.contains(chip) && !chip.hasSuffix("_thermal") && !chip.hasSuffix("-thermal")
    }

    func isStillThere(in classDirectory: String) -> Bool {
        Self.name(of: directory, in: classDirectory) == chip
    }

    /// What it measures, ready to be read again and again.
    func open(in classDirectory: String) throws(SystemError) -> HwmonFiles {
        try HwmonFiles("\(classDirectory)/\(directory)/\(input)")
    }

    private static func name(of directory: String, in classDirectory: String) -> String? {
        guard let text = try? Sysfs.read("\(classDirectory)/\(directory)/name") else { return nil }
        return text.split(whereSeparator: \.isNewline).first.map(String.init)
    }
}
