import Glibc

/// What standard output can show, and how much of it.
struct OutputShape: Hashable, Sendable {
    var width: Int
    var height: Int
    var style: ScreenStyle

    /// A terminal as it is; for a pipe what `ssh board packcoach log` will be seen in, unless COLUMNS says otherwise.
    static func ofStandardOutput() -> OutputShape {
        func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
        var style = ScreenStyle.detect(environment: variable)
        let isTerminal = isatty(STDOUT_FILENO) != 0
        if !isTerminal { style.ink = .none }
        var window = winsize()
        if isTerminal, ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &window) == 0, window.ws_col > 0, window.ws_row > 0 {
            return OutputShape(width: Int(window.ws_col), height: Int(window.ws_row), style: style)
        }
        let width = variable("COLUMNS").flatMap { Int($0) }.flatMap { (20...1000).contains($0) ? $0 : nil }
        return OutputShape(width: width ?? 80, height: 24, style: style)
    }

    /// Draws rows of this width.
    func lines(_ height: Int, _ draw: (inout ScreenCanvas) -> Void) -> [String] {
        var canvas = ScreenCanvas(width: width, height: height, style: style)
        draw(&canvas)
        return canvas.lines()
    }
}
