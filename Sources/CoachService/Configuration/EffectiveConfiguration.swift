import CoachCore

/// A configuration with where each of its values comes from.
public struct EffectiveConfiguration: Sendable {
    /// One key.
    public struct Setting: Hashable, Sendable {
        /// Where a value comes from.
        public enum Source: Hashable, Sendable {
            /// It stands in this line of the file.
            case file(line: Int)
            /// Nothing is said, and this stands without any configuration.
            case standard
            /// A ceiling that was set below it took it along.
            case ceiling
        }

        /// The table it stands in, as its header is written; nil above the first one.
        public let table: String?
        /// With the tables before it: `ice.ceiling`, `probe[1].role`.
        public let path: String
        /// As TOML writes it, which for these values is as JSON does.
        public let value: String
        /// Where it comes from.
        public let source: Source
        /// How far it may go, in words; nil: anything of its kind.
        public let allowed: String?

        /// The key alone.
        public var name: String { String(path.split(separator: ".").last ?? "") }
    }

    /// The file that was asked for.
    public let path: String
    /// There is such a file; else all stands as without any configuration.
    public let fileExists: Bool
    /// What all of it comes to.
    public let configuration: Configuration
    /// In the order of the example.
    public let settings: [Setting]

    /// - Throws: ``ConfigurationError`` for a file with mistakes in it. One that is not there has none.
    public init(path: String) throws(ConfigurationError) {
        var text: String?
        do throws(ConfigurationError) {
            text = try Configuration.text(of: path)
        } catch {
            guard error.isMissingFile else { throw error }
        }
        try self.init(parsing: text, path: path)
    }

    /// - Parameter text: of the file; nil: there is none.
    init(parsing text: String?, path: String) throws(ConfigurationError) {
        self.path = path
        fileExists = text != nil
        configuration =
            try text.map { text throws(ConfigurationError) in
                try Configuration(parsing: text, file: path)
            } ?? .default
        settings = Self.settings(configuration, text ?? "")
    }

    /// The keys and values of the configuration's own text, so that there is no second list of them.
    private static func settings(_ configuration: Configuration, _ file: String) -> [Setting] {
        let places = SourceLines(file)
        let lines = file.split(separator: "\n", omittingEmptySubsequences: false)
        var settings: [Setting] = []
        var header: String?
        var table = TOMLPath.document
        var count: [Substring: Int] = [:]
        for line in configuration.text.split(separator: "\n") {
            if line.first == "[" {
                let name = line.drop { $0 == "[" }.prefix { $0 != "]" }
                header = String(line)
                table = .document[String(name)]
                if line.hasPrefix("[[") {
                    table = table[count[name, default: 0]]
                    count[name, default: 0] += 1
                }
                continue
            }
            let parts = line.split(separator: "=", maxSplits: 1)
            guard parts.count == 2 else { continue }
            let key = String(parts[0].dropLast())
            let path = table[key]
            let value = String(parts[1].dropFirst())
            let place = places.line(of: path)
            let written = place.flatMap { lines.indices.contains($0 - 1) ? lines[$0 - 1] : nil }
            settings.append(
                Setting(
                    table: header, path: path.description, value: value,
                    source: source(path.description, place, written, configuration),
                    allowed: allowed(path.description, key, configuration)))
        }
        return settings
    }

    private static func source(
        _ path: String, _ line: Int?, _ written: Substring?, _ configuration: Configuration
    ) -> Setting.Source {
        for modality in Modality.allCases where path == "\(modality.rawValue).minimum" {
            let times = configuration.times(of: modality)
            let said = written.flatMap {
                DurationText.duration(String($0.drop { $0 != "\"" }.dropFirst().prefix { $0 != "\"" }))
            }
            let unbound = said ?? ConfigurableLimits.times(of: modality).standard.minimum
            if times.minimum < unbound { return .ceiling }
        }
        return line.map { .file(line: $0) } ?? .standard
    }

    private static func allowed(_ path: String, _ key: String, _ configuration: Configuration) -> String? {
        func words(_ range: ClosedRange<Duration>) -> String {
            let (lower, upper) = (DurationText.text(range.lowerBound), DurationText.text(range.upperBound))
            return lower == upper ? lower : "\(lower) to \(upper)"
        }
        for modality in Modality.allCases where path.hasPrefix("\(modality.rawValue).") {
            let limits = ConfigurableLimits.times(of: modality)
            switch key {
            case "minimum": return words(limits.minimum(under: configuration.times(of: modality).ceiling))
            case "ceiling": return words(limits.ceiling)
            case "rest": return words(limits.rest)
            default: return nil
            }
        }
        switch path {
        case "button.debounce": return words(ConfigurableLimits.debounce)
        case "leds.lines":
            return "\(ConfigurableLimits.ledCount.lowerBound) to \(ConfigurableLimits.ledCount.upperBound) lines"
        default:
            guard key == "line" else { return nil }
            let range = configuration.lineNumbers
            return "\(range.lowerBound) to \(range.upperBound)"
        }
    }
}
