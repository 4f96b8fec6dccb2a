/// Which line of the header each part is on.
struct LineUses {
    private struct Use {
        var path: TOMLPath
        var part: String
        var line: Int
    }

    private var uses: [Use] = []

    /// Notes a use, in the order of the file. One whose line is wrong in itself is not noted.
    mutating func note(_ line: Int, at path: TOMLPath, for part: String) {
        uses.append(Use(path: path, part: part, line: line))
    }

    /// Complains about every line that has two uses, where the second one is written; where that one is a default,
    /// where the first is.
    func refuseShared(_ reader: inout ConfigurationReader) {
        var firstUses: [Int: Use] = [:]
        for use in uses {
            guard let first = firstUses[use.line] else {
                firstUses[use.line] = use
                continue
            }
            let isWritten = reader.lines.line(of: use.path) != nil
            let (wrong, other) = isWritten ? (use, first) : (first, use)
            let place = reader.lines.line(of: other.path).map { "line \($0) of this file" } ?? "its default"
            reader.complain(
                wrong.path,
                "line \(wrong.line) is used twice, for \(other.part) too (\(other.path), \(place)); "
                    + "write another line for one of them")
        }
    }
}

extension Configuration {
    /// The lines that `board`'s header has.
    ///
    /// On a Raspberry Pi 0 to 27 (GPIO numbers of the 40-pin header); the chip's other lines drive the board itself,
    /// its SD card and network among them. Of any other chip nobody knows before it is opened; 1023 stops slips.
    var lineNumbers: ClosedRange<Int> {
        let isRaspberryPi = board == "auto" || board.hasPrefix("pinctrl-")
        return isRaspberryPi ? 0...27 : 0...1023
    }
}
