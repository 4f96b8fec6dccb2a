/// A Raspberry Pi's config.txt: what the firmware sets up before the kernel starts.
struct BootConfig: Hashable, Sendable {
    struct Overlay: Hashable, Sendable {
        let name: String
        var parameters: [String: String]
        /// In the file, from 1.
        let line: Int
        /// The filter it stands under does not hold on this board, or it is commented out.
        let isActive: Bool
    }

    /// A setting outside any overlay: `dtparam=spi=on`, `enable_uart=1`.
    struct Setting: Hashable, Sendable {
        let name: String
        let value: String
        let line: Int
    }

    /// Where it was found.
    let path: String
    private(set) var overlays: [Overlay] = []
    private(set) var settings: [Setting] = []

    /// Where Raspberry Pi OS keeps it, from Debian 12 on and before. The older path then holds a note that says so.
    static let paths = ["/boot/firmware/config.txt", "/boot/config.txt"]

    /// The file of this board; nil where there is none.
    init?(_ files: SystemFiles, model: BoardModel) {
        guard let path = Self.paths.first(where: files.exists), let text = files.text(path) else { return nil }
        self.init(path: path, text: text, model: model)
    }

    init(path: String, text: String, model: BoardModel) {
        self.path = path
        var applies = true
        for (number, line) in zip(1..., text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)) {
            let words = line.trimmed
            if words.first == "[", let end = words.firstIndex(of: "]") {
                applies = Self.applies(words[words.index(after: words.startIndex)..<end].lowercased(), on: model)
                continue
            }
            let isComment = words.first == "#"
            let statement = isComment ? words.drop { $0 == "#" || $0 == " " } : words
            // A comment behind a setting is none for the firmware; people write them all the same.
            take(statement.prefix { $0 != "#" }.trimmed, line: number, applies: applies && !isComment)
        }
    }

    /// Overlays that are in force.
    var active: [Overlay] { overlays.filter(\.isActive) }

    func overlay(_ names: String...) -> Overlay? { active.last { names.contains($0.name) } }

    /// The last value that was given; nil: none.
    func setting(_ name: String) -> Setting? { settings.last { $0.name == name } }

    private mutating func take(_ statement: Substring, line: Int, applies: Bool) {
        let parts = statement.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else { return }
        let (key, value) = (parts[0].trimmed, parts[1].trimmed)
        switch key {
        case "dtoverlay":
            let words = value.split(separator: ",").map(\.trimmed)
            guard let name = words.first else { return }
            overlays.append(
                Overlay(
                    name: String(name), parameters: Self.parameters(words.dropFirst()), line: line, isActive: applies))
        case "dtparam":
            guard applies else { return }
            for (name, value) in Self.parameters(value.split(separator: ",").map(\.trimmed)[...]) {
                // It belongs to the overlay above, if that knows it, else to the board.
                if let last = overlays.indices.last, overlays[last].isActive {
                    overlays[last].parameters[name] = overlays[last].parameters[name] ?? value
                }
                settings.append(Setting(name: name, value: value, line: line))
            }
        default:
            if applies { settings.append(Setting(name: String(key), value: String(value), line: line)) }
        }
    }

    private static func parameters(_ words: ArraySlice<Substring>) -> [String: String] {
        var parameters: [String: String] = [:]
        for word in words {
            let parts = word.split(separator: "=", maxSplits: 1)
            guard let name = parts.first else { continue }
            parameters[String(name.trimmed)] = parts.count > 1 ? String(parts[1].trimmed) : "on"
        }
        return parameters
    }

    /// A filter that says nothing about the model (a display, a serial number) is taken to hold.
    private static func applies(_ filter: String, on model: BoardModel) -> Bool {
        switch filter {
        case "all": true
        case "none": false
        default:
            filter.hasPrefix("pi") || filter.hasPrefix("cm") ? model.filters.contains(filter) : true
        }
    }
}

extension StringProtocol {
    /// Whether the words stand somewhere in it. Foundation's `contains` would bring ICU into the program.
    func mentions(_ words: String) -> Bool {
        let (whole, part) = (Array(utf8), Array(words.utf8))
        guard part.count <= whole.count else { return false }
        return (0...whole.count - part.count).contains { whole[$0...].starts(with: part) }
    }
}

extension StringProtocol where SubSequence == Substring {
    /// Without blanks at both ends.
    var trimmed: Substring {
        let start = drop { $0.isWhitespace }
        guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return start }
        return start[...last]
    }
}
