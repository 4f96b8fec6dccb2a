import BoardHAL
import CoachCore
import Glibc

/// The open files of one temperature input. It reads this one device until that is gone, whatever takes its number.
struct HwmonFiles {
    private let input: SysfsFile
    /// Nil: the chip cannot know whether its sensor is there, like most.
    private let fault: SysfsFile?

    /// - Parameter path: up to the input's name: `/sys/class/hwmon/hwmon3/temp1`.
    init(_ path: String) throws(SystemError) {
        input = try SysfsFile("\(path)_input")
        do throws(SystemError) {
            fault = try SysfsFile("\(path)_fault")
        } catch {
            guard error.code == ENOENT else { throw error }
            fault = nil
        }
    }

    /// Asks the chip; some measure only then, so this blocks.
    func read() throws(SystemError) -> Reading {
        let text = try input.read()
        let isFaulted = try fault?.read().split(whereSeparator: \.isWhitespace).first == "1"
        return HwmonInput.decode(text, faulted: isFaulted)
    }
}
