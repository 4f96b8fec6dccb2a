/// A line through a picture's units as the short text that SVG has for it: steps relative to the point before, and those
/// that go on in the same direction put together.
struct TracePath {
    private(set) var data = ""
    private var position: (x: Int, y: Int)?
    private var step = (x: 0, y: 0)
    /// Nothing was drawn yet since the pen was set down.
    private var isDot = false

    /// Sets the pen down in another place.
    mutating func move(to x: Int, _ y: Int) {
        finish()
        if let position {
            data += "m\(x - position.x) \(y - position.y)"
        } else {
            data += "M\(x) \(y)"
        }
        position = (x, y)
        isDot = true
    }

    mutating func line(to x: Int, _ y: Int) {
        guard let position else { return move(to: x, y) }
        let next = (x: x - position.x, y: y - position.y)
        guard next != (0, 0) else { return }
        // Only straight runs along an axis: others cannot be told from a bend without dividing.
        let goesOn = step.y == 0 && next.y == 0 && step.x > 0 && next.x > 0 || step == (0, 0)
        if goesOn {
            step = (step.x + next.x, step.y + next.y)
        } else {
            writeStep()
            step = next
        }
        self.position = (x, y)
        isDot = false
    }

    /// The end of the line: nothing is left out, and a point alone is a dot.
    mutating func finish() {
        writeStep()
        if isDot { data += "h0" }
        isDot = false
    }

    private mutating func writeStep() {
        defer { step = (0, 0) }
        switch step {
        case (0, 0): break
        case (let x, 0): data += "h\(x)"
        case (0, let y): data += "v\(y)"
        case (let x, let y): data += y < 0 ? "l\(x)\(y)" : "l\(x) \(y)"
        }
    }
}
