import Testing

@testable import CoachService

/// A text and what is said about it.
struct Mistaken: Sendable, CustomTestStringConvertible {
    var text: String
    var mistakes: [String]

    init(_ text: String, _ mistakes: String...) {
        self.text = text
        self.mistakes = mistakes
    }

    var testDescription: String { text }

    /// What is really said.
    var found: [String] {
        do {
            _ = try Configuration(parsing: text, file: "c.toml")
            return []
        } catch {
            return error.mistakes.map(\.description)
        }
    }
}
