import CoachService
import FoundationEssentials

/// The effective configuration as JSON.
struct ConfigurationJSON: Encodable {
    /// A value of a configuration.
    enum Value: Codable, Hashable {
        case number(Int)
        case text(String)
        case lines([Int])

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let number = try? container.decode(Int.self) {
                self = .number(number)
            } else if let lines = try? container.decode([Int].self) {
                self = .lines(lines)
            } else {
                self = .text(try container.decode(String.self))
            }
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            switch self {
            case .number(let number): try container.encode(number)
            case .text(let text): try container.encode(text)
            case .lines(let lines): try container.encode(lines)
            }
        }
    }

    struct Setting: Encodable {
        let key: String
        let value: Value
        /// `file`, `default` or `ceiling`.
        let source: String
        let line: Int?
        let allowed: String?

        enum CodingKeys: CodingKey { case key, value, source, line, allowed }

        func encode(to encoder: any Encoder) throws {
            try encoder.encode(
                CodingKeys.self, [.key: key, .value: value, .source: source, .line: line, .allowed: allowed])
        }
    }

    struct Limit: Encodable {
        let subject: String
        let action: String
        let words: String
    }

    enum CodingKeys: String, CodingKey {
        case file, settings, limits
        case fileExists = "file_exists"
    }

    let file: String
    let fileExists: Bool
    let settings: [Setting]
    let limits: [Limit]

    init(_ effective: EffectiveConfiguration) throws {
        file = effective.path
        fileExists = effective.fileExists
        settings = try effective.settings.map { setting in
            let (source, line): (String, Int?) =
                switch setting.source {
                case .file(let line): ("file", line)
                case .standard: ("default", nil)
                case .ceiling: ("ceiling", nil)
                }
            return Setting(
                key: setting.path, value: try JSONDecoder().decode(Value.self, from: Data(setting.value.utf8)),
                source: source, line: line, allowed: setting.allowed)
        }
        limits = FixedLimit.all.map { Limit(subject: $0.subject, action: $0.action, words: $0.words) }
    }
}

/// What `config check` found, as JSON.
struct ConfigurationVerdict: Encodable {
    struct Mistake: Encodable {
        let line: Int?
        let column: Int?
        let key: String?
        let message: String

        enum CodingKeys: CodingKey { case line, column, key, message }

        func encode(to encoder: any Encoder) throws {
            try encoder.encode(CodingKeys.self, [.line: line, .column: column, .key: key, .message: message])
        }
    }

    let file: String
    let ok: Bool
    let mistakes: [Mistake]

    init(file: String, mistakes: [ConfigurationMistake]) {
        self.file = file
        ok = mistakes.isEmpty
        self.mistakes = mistakes.map {
            Mistake(line: $0.line, column: $0.column, key: $0.key, message: $0.message)
        }
    }
}
