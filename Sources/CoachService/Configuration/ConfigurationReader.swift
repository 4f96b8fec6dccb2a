import CoachCore
import TOMLKit

/// One table of the document and where it stands.
struct ConfigurationTable {
    let path: TOMLPath
    let table: TOMLTable

    subscript(key: String) -> TOMLValue? { table[key]?.tomlValue }
}

/// Takes values out of a parsed document and gathers every mistake on the way.
struct ConfigurationReader {
    let file: String
    let lines: SourceLines
    /// Which lines of the header are in use so far.
    var lineUses = LineUses()
    private var mistakes: [ConfigurationMistake] = []

    init(file: String, lines: SourceLines) {
        self.file = file
        self.lines = lines
    }

    /// What was found so far, in the order of the file.
    var error: ConfigurationError? {
        guard !mistakes.isEmpty else { return nil }
        let inOrder = mistakes.enumerated().sorted { left, right in
            (left.element.line ?? .max, left.offset) < (right.element.line ?? .max, right.offset)
        }
        return ConfigurationError(file: file, inOrder.map(\.element))
    }

    /// Whether there is a mistake in this very value.
    func hasMistake(in path: TOMLPath) -> Bool {
        mistakes.contains { $0.key == path.description }
    }

    mutating func complain(_ path: TOMLPath, _ message: String) {
        mistakes.append(
            ConfigurationMistake(file: file, line: lines.line(at: path), key: path.description, message))
    }

    /// Reads a key into a field, which keeps its default where the key is not there or wrong.
    /// - Returns: Whether the key is there and right.
    @discardableResult
    mutating func read<Value>(
        _ key: String, of table: ConfigurationTable, into field: inout Value,
        as convert: (TOMLValue) -> Converted<Value>
    ) -> Bool {
        guard let value = table[key] else { return false }
        switch convert(value) {
        case .value(let converted):
            field = converted
            return true
        case .mistake(let message):
            complain(table.path[key], message)
            return false
        }
    }

    /// Reads a `line` key as ``read(_:of:into:as:)`` does, and notes its use.
    mutating func readLine(
        of table: ConfigurationTable, into field: inout Int, in range: ClosedRange<Int>, for part: String
    ) {
        let isRight = read("line", of: table, into: &field, as: ConfigurationValues.lineNumber(in: range))
        if isRight || table["line"] == nil { lineUses.note(field, at: table.path["line"], for: part) }
    }

    /// The `[table]` of this name, and an empty one where it is not there or is no table.
    mutating func table(_ name: String, of document: ConfigurationTable) -> ConfigurationTable {
        let path = document.path[name]
        let none = ConfigurationTable(path: path, table: TOMLTable())
        guard let value = document[name] else { return none }
        switch value.type {
        case .table:
            return ConfigurationTable(path: path, table: value.table ?? none.table)
        case .array where value.array?.count == 1 && value.array?[0].table != nil:
            complain(path, "stands once: write [\(name)] in single brackets")
            return ConfigurationTable(path: path[0], table: value.array?[0].table ?? none.table)
        case .array where value.array?.first?.table != nil:
            complain(path, "stands once: keep one [\(name)], in single brackets")
            return none
        case .array, .string, .int, .double, .bool, .date, .time, .dateTime:
            complain(path, "is a table: write [\(name)] and its keys on the lines below it")
            return none
        }
    }

    /// The `[[table]]`s of this name; nil where there is none.
    mutating func tables(_ name: String, of document: ConfigurationTable) -> [ConfigurationTable]? {
        let path = document.path[name]
        guard let value = document[name] else { return nil }
        if let table = value.table {
            complain(path, "there can be several: write [[\(name)]] in double brackets")
            return [ConfigurationTable(path: path, table: table)]
        }
        guard let array = value.array else {
            complain(path, "is a table: write [[\(name)]] and its keys on the lines below it")
            return nil
        }
        var tables: [ConfigurationTable] = []
        for (index, element) in array.enumerated() {
            if let table = element.table {
                tables.append(ConfigurationTable(path: path[index], table: table))
            } else {
                complain(path[index], "is a table: write [[\(name)]] and its keys on the lines below it")
            }
        }
        return tables
    }

    /// Complains about every key that does not exist.
    mutating func refuseUnknownKeys(of table: ConfigurationTable, known: [String], in section: String? = nil) {
        for key in table.table.keys where !known.contains(key) {
            complain(table.path[key], "no such key; " + ConfigurationKeys.advice(for: key, known: known, in: section))
        }
    }
}
