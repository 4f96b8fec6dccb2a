import SessionLog

/// An array of JSON on standard output, written element by element: memory does not grow with it.
struct JSONArrayOutput {
    private var before = "[\n"

    mutating func put(_ element: some Encodable) throws {
        // Set in by as much as the elements of an array are.
        let lines = try LogJSON.text(element).split(separator: "\n").map { "  \($0)" }
        try StandardOutput.put(before + lines.joined(separator: "\n"))
        before = ",\n"
    }

    func end() throws { try StandardOutput.put(before == "[\n" ? "[]\n" : "\n]\n") }
}
