extension String {
    /// Fit for a terminal and the journal whatever it was made of: control characters are spelt out, and what goes on
    /// for ever is cut off.
    package var onOneLine: String {
        let longest = 1000
        let shown = unicodeScalars.prefix(longest).map { scalar in
            scalar.properties.generalCategory == .control ? scalar.escaped(asASCII: true) : String(scalar)
        }
        return shown.joined() + (unicodeScalars.count > longest ? "…" : "")
    }
}
