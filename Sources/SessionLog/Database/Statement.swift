import CSQLite
import CoachCore
import Glibc

/// A value that SQLite stores.
protocol Bindable {
    func bind(to statement: OpaquePointer, at index: Int32) -> Int32
}

extension Int64: Bindable {
    func bind(to statement: OpaquePointer, at index: Int32) -> Int32 { sqlite3_bind_int64(statement, index, self) }
}

extension Int: Bindable {
    func bind(to statement: OpaquePointer, at index: Int32) -> Int32 { Int64(self).bind(to: statement, at: index) }
}

extension Bool: Bindable {
    func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
        sqlite3_bind_int(statement, index, self ? 1 : 0)
    }
}

extension Double: Bindable {
    func bind(to statement: OpaquePointer, at index: Int32) -> Int32 { sqlite3_bind_double(statement, index, self) }
}

extension String: Bindable {
    func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
        csqlite_bind_text(statement, index, self, Int32(utf8.count))
    }
}

/// A prepared statement, kept by its connection and used again with other values.
final class Statement {
    fileprivate let handle: OpaquePointer
    private unowned let database: Database
    private let sql: String
    /// Where each column of the result stands.
    fileprivate lazy var columns: [String: Int32] = {
        let names = (0..<sqlite3_column_count(handle)).map { (String(cString: sqlite3_column_name(handle, $0)), $0) }
        return Dictionary(names) { first, _ in first }
    }()

    init(_ sql: String, on connection: OpaquePointer, of database: Database) throws {
        var handle: OpaquePointer?
        sqlite3_prepare_v3(connection, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &handle, nil)
        guard let handle else { throw database.error(Self.operation(of: sql)) }
        self.handle = handle
        self.database = database
        self.sql = sql
    }

    deinit {
        sqlite3_finalize(handle)
    }

    /// Gives the values to the statement's `?` in their order; nil is NULL.
    func bind(_ values: [(any Bindable)?]) throws {
        precondition(values.count == sqlite3_bind_parameter_count(handle), "wrong number of values for: \(sql)")
        for (index, value) in zip(Int32(1)..., values) {
            let code = value?.bind(to: handle, at: index) ?? sqlite3_bind_null(handle, index)
            guard code == SQLITE_OK else { throw database.error(Self.operation(of: sql)) }
        }
    }

    /// Goes on to the next row.
    ///
    /// - Returns: false after the last.
    func step() throws -> Bool {
        errno = 0
        switch sqlite3_step(handle) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        default: throw database.error(Self.operation(of: sql))
        }
    }

    func reset() {
        sqlite3_reset(handle)
    }

    /// A row says what no version of this program writes.
    fileprivate func damage(_ reason: String) -> LogError {
        LogError(.damaged, operation: "read the log", path: database.path, reason: reason)
    }

    private static func operation(of sql: String) -> String {
        switch sql.prefix(6) {
        case "SELECT": "read the log"
        case "PRAGMA": "open the log"
        default: "write to the log"
        }
    }
}

/// The row at which a statement stands; valid inside the closure that it is handed to.
struct Row {
    fileprivate let statement: Statement

    init(statement: Statement) {
        self.statement = statement
    }

    func integer(_ name: String) throws -> Int64 { try required(integerIfAny(name), name) }
    func text(_ name: String) throws -> String { try required(textIfAny(name), name) }

    /// A time as ``RFC3339`` writes it.
    func wallTime(_ name: String) throws -> WallTime {
        let text = try text(name)
        guard let time = RFC3339.wallTime(text) else {
            throw statement.damage("‘\(text)’ in column \(name) is no time")
        }
        return time
    }

    /// A word of one of this program's enums.
    func word<Word: RawRepresentable<String>>(_ name: String, as: Word.Type = Word.self) throws -> Word {
        try required(wordIfAny(name), name)
    }

    /// Nil where the column is NULL.
    func integerIfAny(_ name: String) -> Int64? {
        let index = column(name)
        return isNull(index) ? nil : sqlite3_column_int64(statement.handle, index)
    }

    /// Nil where the column is NULL.
    func realIfAny(_ name: String) -> Double? {
        let index = column(name)
        return isNull(index) ? nil : sqlite3_column_double(statement.handle, index)
    }

    /// Nil where the column is NULL.
    func textIfAny(_ name: String) -> String? {
        sqlite3_column_text(statement.handle, column(name)).map { String(cString: $0) }
    }

    /// Nil where the column is NULL.
    func wordIfAny<Word: RawRepresentable<String>>(_ name: String, as: Word.Type = Word.self) throws -> Word? {
        guard let text = textIfAny(name) else { return nil }
        guard let word = Word(rawValue: text) else {
            throw statement.damage("‘\(text)’ in column \(name) is no \(Word.self)")
        }
        return word
    }

    // MARK: By place

    // For millions of rows: the columns in the order in which the statement names them.

    /// 0 where the column is NULL.
    func integer(at index: Int32) -> Int64 { sqlite3_column_int64(statement.handle, index) }

    /// Nil where the column is NULL.
    func integerIfAny(at index: Int32) -> Int64? { isNull(index) ? nil : integer(at: index) }

    /// Nil where the column holds no text.
    func wordIfText(at index: Int32) -> String? {
        guard sqlite3_column_type(statement.handle, index) == SQLITE_TEXT else { return nil }
        return sqlite3_column_text(statement.handle, index).map { String(cString: $0) }
    }

    func required<Value>(_ value: Value?, _ name: String) throws -> Value {
        guard let value else { throw damage("column \(name) is empty") }
        return value
    }

    /// The row says what no version of this program writes.
    func damage(_ reason: String) -> LogError { statement.damage(reason) }

    private func isNull(_ index: Int32) -> Bool {
        sqlite3_column_type(statement.handle, index) == SQLITE_NULL
    }

    private func column(_ name: String) -> Int32 {
        guard let index = statement.columns[name] else { preconditionFailure("no column \(name) in this result") }
        return index
    }
}
