import Glibc

/// What standard output leads to.
enum OutputTerminal {
    /// As the environment says; without any escape sequence where it is no terminal.
    static var style: ScreenStyle {
        var style = ScreenStyle.detect(environment: variable)
        if isatty(STDOUT_FILENO) == 0 { style.ink = .none }
        return style
    }

    /// Columns; 80 where it is no terminal.
    static var width: Int {
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return Int(size.ws_col)
    }

    /// Whether a picture can be drawn and keys be typed at it.
    static var canDraw: Bool {
        ScreenStyle.canDraw(
            inputIsTerminal: isatty(STDIN_FILENO) != 0, outputIsTerminal: isatty(STDOUT_FILENO) != 0,
            environment: variable)
    }

    /// Of the environment.
    static func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
}
