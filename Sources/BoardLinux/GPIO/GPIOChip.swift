import BoardHAL
import CGPIOD
import Glibc

/// A GPIO chip of the kernel's, known by what it says of itself. Holds nothing open.
public struct GPIOChip: Hashable, Sendable, CustomStringConvertible {
    /// The device, without symbolic links.
    public let path: String
    /// The kernel's name, such as `gpiochip0`. Its number differs between models and kernels.
    public let name: String
    /// The driver's name for the chip, such as `pinctrl-rp1`.
    public let label: String
    /// Its lines are 0 to one less than this.
    public let lineCount: Int

    public var description: String { "\(name) [\(label)]" }

    /// The labels of the chip behind the 40-pin header, which `board = "auto"` looks for in this order: Raspberry Pi 5,
    /// Raspberry Pi 4, all before. A label counts from its start, so that a suffix of a vendor's kernel does no harm.
    public static let headerLabels = ["pinctrl-rp1", "pinctrl-bcm2711", "pinctrl-bcm2835"]

    /// Who holds a line.
    /// - Returns: the consumer's name; nil: the line is free.
    public func consumer(ofLine line: Int) throws(LinuxBoardError) -> String? {
        try check(line)
        var info = coach_gpio_line()
        let status = coach_gpio_read_line(path, UInt32(line), &info)
        guard status >= 0 else { throw refusal("read line \(line) of \(self)", code: -status) }
        guard info.used else { return nil }
        let consumer = string(info.consumer)
        return consumer.isEmpty ? "somebody without a name" : consumer
    }

    func check(_ line: Int) throws(LinuxBoardError) {
        guard (0..<lineCount).contains(line) else {
            throw .lineOutOfRange(line: line, chip: description, count: lineCount)
        }
    }

    /// Why a request of lines was refused, with the holder's name if one of them is in use.
    func requestRefusal(_ operation: String, lines: [Int], bias: Bias?, code: Int32) -> LinuxBoardError {
        if code == EBUSY {
            for line in lines {
                guard let consumer = try? consumer(ofLine: line) else { continue }
                return .lineBusy(line: line, chip: description, consumer: consumer)
            }
        }
        // Kernels before 5.5 know no bias flags; some chips refuse them. Our own arguments were checked before.
        if let bias, let line = lines.first, code == EINVAL || code == EOPNOTSUPP || code == Self.notSupported {
            return .biasNotSupported(line: line, bias: bias, chip: description)
        }
        return refusal(operation, code: code)
    }

    /// The kernel's own number for "not supported", which should never reach a program, but does; libc has no name.
    private static let notSupported: Int32 = 524

    private func refusal(_ operation: String, code: Int32) -> LinuxBoardError {
        code == EACCES || code == EPERM
            ? .permission(path: path) : .failed(operation: operation, path: path, SystemError(code: code))
    }
}

extension GPIOChip {
    /// Asks the device what chip it is.
    init(path: String) throws(SystemError) {
        var info = coach_gpio_chip()
        let status = coach_gpio_read_chip(path, &info)
        guard status >= 0 else { throw SystemError(code: -status) }
        self.init(
            path: path, name: string(info.name), label: string(info.label), lineCount: Int(info.line_count))
    }
}

/// A C string in a fixed array, which Swift sees as a tuple.
private func string<Name>(_ name: Name) -> String {
    withUnsafeBytes(of: name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
}
