import Glibc

extension GPIOChip {
    /// The chip that the configuration's `board` means.
    /// - Parameters:
    ///   - board: `auto` for the header's chip by its label (``headerLabels``), or a chip's name, label or path.
    ///     Never a number: the header's chip has been gpiochip0 and gpiochip4 on the same board.
    ///   - devices: where the device files are.
    /// - Throws: ``LinuxBoardError/noChip(wanted:directory:found:)``,
    ///   ``LinuxBoardError/severalChips(wanted:found:)``, ``LinuxBoardError/permission(path:)``.
    public static func find(_ board: String, in devices: String = "/dev") throws(LinuxBoardError) -> GPIOChip {
        if board.contains("/") { return try open(path: board) }
        let scan = Scan(of: devices)
        do throws(LinuxBoardError) {
            return try choose(board, from: scan.chips, in: devices)
        } catch .noChip(let wanted, let directory, let found) {
            // The chip may be one of those that we may not even ask.
            if let path = scan.forbidden.first { throw .permission(path: path) }
            throw .noChip(wanted: wanted, directory: directory, found: found)
        }
    }

    /// Every chip that can be opened, in the order of their numbers; each once, however many links lead to it.
    public static func all(in devices: String = "/dev") -> [GPIOChip] {
        Scan(of: devices).chips
    }

    /// Chooses among the chips that are there.
    static func choose(
        _ board: String, from chips: [GPIOChip], in devices: String
    ) throws(LinuxBoardError) -> GPIOChip {
        let wanted = board == "auto" ? headerLabels : [board]
        for name in wanted {
            let fitting = chips.filter { chip in
                board == "auto" ? chip.label.hasPrefix(name) : chip.name == name || chip.label == name
            }
            if fitting.count > 1 { throw .severalChips(wanted: name, found: fitting.map(\.description)) }
            if let chip = fitting.first { return chip }
        }
        throw .noChip(wanted: wanted, directory: devices, found: chips.map(\.description))
    }

    private static func open(path: String) throws(LinuxBoardError) -> GPIOChip {
        do throws(SystemError) {
            return try GPIOChip(path: path)
        } catch {
            switch error.code {
            case EACCES, EPERM: throw .permission(path: path)
            case ENOENT, ENODEV, ENXIO, ENOTTY: throw .noChip(wanted: [path], directory: "/dev", found: [])
            default: throw .failed(operation: "open the GPIO chip", path: path, error)
            }
        }
    }

    private struct Scan {
        var chips: [GPIOChip] = []
        var forbidden: [String] = []

        init(of devices: String) {
            var seen: Set<String> = []
            let names = Sysfs.entries(of: devices).filter { $0.hasPrefix("gpiochip") }
            for name in names.sorted(by: Sysfs.inOrderOfNumbers) {
                // Raspberry Pi OS links gpiochip4 to gpiochip0 on a Pi 5, for those who learned the number by heart.
                let path = Sysfs.resolved("\(devices)/\(name)")
                guard seen.insert(path).inserted else { continue }
                do throws(SystemError) {
                    chips.append(try GPIOChip(path: path))
                } catch {
                    if error.code == EACCES || error.code == EPERM { forbidden.append(path) }
                }
            }
        }
    }
}
