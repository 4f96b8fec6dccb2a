import BoardHAL
import CGPIOD
import CoachCore

/// SR-24: the lines of the LEDs and the buzzer, held in one request: all off from the first instant, driven together, and
/// all off again when this goes out of scope.
///
/// One request takes no output along with the other: all of them are lines of one chip, and what the kernel fails to drive
/// is the chip, which is gone. A line that cannot be had is another matter; for an alarm the buzzer is then asked for alone.
public struct OutputLines: ~Copyable, Outputs {
    private let request: UnsafeMutablePointer<coach_gpio_outputs>
    private let ledCount: Int
    /// For messages.
    private let name: String

    /// - Parameters:
    ///   - leds: their offsets on the chip, the first LED first; 1 to 10.
    ///   - ledsActive: the level at which an LED is lit.
    ///   - buzzer: the offset of the buzzer's line.
    ///   - buzzerActive: the level at which it sounds.
    public init(
        chip: GPIOChip, leds: [Int], ledsActive: ActiveLevel, buzzer: Int, buzzerActive: ActiveLevel
    ) throws(LinuxBoardError) {
        let lines = leds + [buzzer]
        // Nothing of self before the last throw: Swift 6.0 cannot leave a half-made noncopyable value.
        let name = "the LEDs and the buzzer, lines \(lines.map(String.init).joined(separator: ", ")) of \(chip)"
        for line in lines { try chip.check(line) }
        let activeLow = leds.map { _ in ledsActive == .low } + [buzzerActive == .low]
        var request: UnsafeMutablePointer<coach_gpio_outputs>?
        let status = coach_gpio_request_outputs(
            chip.path, lines.map { UInt32($0) }, activeLow, UInt32(lines.count), &request)
        guard status >= 0, let request else {
            throw chip.requestRefusal("request \(name)", lines: lines, bias: nil, code: -status)
        }
        self.request = request
        ledCount = leds.count
        self.name = name
    }

    deinit { coach_gpio_release_outputs(request) }

    /// Drives all lines in one operation of the kernel's; LEDs that the frame does not have are off.
    public func show(_ frame: LEDFrame, buzzer: Bool) throws(BoardFault) {
        let values = (0..<ledCount).map { $0 < frame.count && frame[$0] } + [buzzer]
        let status = coach_gpio_set_outputs(request, values)
        guard status >= 0 else { throw BoardFault("Cannot drive \(name): \(SystemError(code: -status)).") }
    }
}
