import SessionLog

/// One mistake in a configuration file, for the person who wrote it.
public struct ConfigurationMistake: Hashable, Sendable, CustomStringConvertible {
    /// The file as it was named.
    public var file: String
    /// Where, counted from 1: always there for syntax, for values where they can be found.
    public var line: Int?
    /// Counted from 1, for syntax alone.
    public var column: Int?
    /// The key's full path, such as `ice.ceiling` or `probe[1].role`; nil for the file itself and for syntax, but
    /// for what stands twice.
    public var key: String?
    /// What is wrong and what to write instead.
    public var message: String

    init(file: String, line: Int? = nil, column: Int? = nil, key: String? = nil, _ message: String) {
        self.file = file
        self.line = line
        self.column = column
        self.key = key?.onOneLine
        self.message = message.onOneLine
    }

    /// `config.toml:12: ice.ceiling: …`, the form that editors jump to.
    public var description: String {
        var place = file
        if let line { place += ":\(line)" }
        if let column { place += ":\(column)" }
        return [place, key, message].compactMap { $0 }.joined(separator: ": ")
    }
}

/// Why there is no configuration: every mistake found, in the order of the file. The exit code is 78.
public struct ConfigurationError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The file as it was named.
    public var file: String
    /// At least one.
    public var mistakes: [ConfigurationMistake]
    /// There is no such file at all.
    public var isMissingFile = false

    init(file: String, _ mistakes: [ConfigurationMistake]) {
        self.file = file
        self.mistakes = mistakes
    }

    /// One line for each mistake; of a file that is something else altogether not all of them.
    public var description: String {
        let rest = mistakes.count - Self.mostTold
        let more = rest > 0 ? ["\(file): and \(rest) more mistakes; is it a configuration?"] : []
        return (mistakes.prefix(Self.mostTold).map(\.description) + more).joined(separator: "\n")
    }

    private static let mostTold = 50
}
