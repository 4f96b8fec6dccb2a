import Glibc
import TestSupport

/// A terminal without a screen: what a program draws can be read, and keys can be typed.
final class PseudoTerminal {
    /// Of the side that a program opens.
    let path: String
    private let master: Int32
    /// Held open, so that the mode outlives the program.
    private let slave: Int32
    private var drawnSoFar: [UInt8] = []

    /// TIOCSPTLCK and TIOCGPTN: unlockpt(3) and ptsname(3), which Swift's Glibc module leaves out.
    private static let unlock: UInt = 0x4004_5431
    private static let askNumber: UInt = 0x8004_5430

    init(columns: UInt16, rows: UInt16) throws {
        master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK)
        var number: Int32 = 0
        var locked: Int32 = 0
        guard master >= 0, ioctl(master, Self.unlock, &locked) == 0, ioctl(master, Self.askNumber, &number) == 0 else {
            throw Trouble("make a terminal")
        }
        path = "/dev/pts/\(number)"
        slave = open(path, O_RDWR | O_NOCTTY | O_CLOEXEC)
        guard slave >= 0 else { throw Trouble("open \(path)") }
        try resize(columns: columns, rows: rows)
    }

    func resize(columns: UInt16, rows: UInt16) throws {
        var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
        guard ioctl(master, UInt(TIOCSWINSZ), &size) == 0 else { throw Trouble("size a terminal") }
    }

    deinit {
        close(slave)
        close(master)
    }

    func type(_ text: String) {
        let bytes = Array(text.utf8)
        write(master, bytes, bytes.count)
    }

    /// All that was written to it, escape sequences included. Call it often: a terminal holds little.
    func drawn() -> String {
        var buffer = [UInt8](repeating: 0, count: 65536)
        while true {
            let count = read(master, &buffer, buffer.count)
            guard count > 0 else { break }
            drawnSoFar += buffer[..<count]
        }
        return String(decoding: drawnSoFar, as: UTF8.self)
    }

    /// Local and input flags, as `stty` shows them.
    var mode: [UInt32] {
        var mode = termios()
        tcgetattr(slave, &mode)
        return [mode.c_iflag, mode.c_oflag, mode.c_lflag]
    }
}
