import Glibc

/// What standard output can show, and how much of it.
struct OutputShape: Hashable, Sendable {
    var width: Int
    var height: Int
    var style: ScreenStyle

    /// A terminal as it is; for a pipe what `ssh board packcoach log` will be seen in, unless COLUMNS says otherwise.
    static func ofStandardOutput() -> OutputShape {
        let style = OutputTerminal.style
        var window = winsize()
        if isatty(STDOUT_FILENO) != 0, ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &window) == 0, window.ws_col > 0,
            window.ws_row > 0
        {
            return OutputShape(width: Int(window.ws_col), height: Int(window.ws_row), style: style)
        }
        let columns = OutputTerminal.variable("COLUMNS").flatMap { Int($0) }
        return OutputShape(
            width: columns.flatMap { (20...1000).contains($0) ? $0 : nil } ?? 80, height: 24, style: style)
    }

    /// Draws rows of this width.
    func lines(_ height: Int, _ draw: (inout ScreenCanvas) -> Void) -> [String] {
        var canvas = ScreenCanvas(width: width, height: height, style: style)
        draw(&canvas)
        return canvas.lines()
    }
}
