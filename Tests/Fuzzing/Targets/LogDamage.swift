import Glibc
import TestSupport

@testable import SessionLog

/// What an input does to a log: first to its rows, as a defect or a curious person would, then to its bytes, as a card
/// or a power cut does. Each change is a byte of choices and what it needs after that; a short input is filled up
/// with zeros.
struct LogDamage {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) {
        rest = bytes
    }

    /// - Parameter path: of the log; the files beside it may be hit as well.
    consuming func apply(to path: String, in folder: ScratchFolder) throws {
        for _ in 0..<Int(next() % 4) { changeRows(of: path) }
        while !rest.isEmpty {
            let choice = next()
            // What is not there is made: a journal that nobody wrote.
            let suffix = ["", "", "", "-wal", "-wal", "-shm", "-journal", ""][Int(choice >> 5)]
            var bytes = (try? Files.contents(of: path + suffix)) ?? []
            damage(&bytes, choice & 31)
            try folder.write("packcoach.db\(suffix)", bytes)
        }
    }

    // MARK: Rows

    private static let cells = [
        ("boot", ["id", "boot_id", "first_offset_ns", "largest_offset_ns", "last_seen_ns"]),
        ("configuration", ["id", "text"]),
        (
            "session",
            [
                "id", "boot", "modality", "started_at", "clock_synced", "started_ns", "minimum_ms", "ceiling_ms",
                "probes", "name", "site", "configuration", "override_reason", "ended_at", "ended_ns", "duration_ms",
                "end_reason", "end_probe", "window_met", "min_mc", "max_mc", "dose_cem43", "pain_before", "pain_after",
                "note",
            ]
        ),
        ("sample", ["id", "mc", "fault"]),
        (
            "alarm",
            ["session", "boot", "since_ns", "since_at", "clock_synced", "kind", "over_ns", "over_at", "over_by"]
        ),
        ("event", ["id", "boot", "boottime_ns", "at", "clock_synced", "given_at", "session", "kind", "detail"]),
        ("migration", ["number", "name", "applied_at"]),
    ]

    private static let values = [
        "NULL", "0", "1", "-1", "9223372036854775807", "-9223372036854775808", "9223372036854", "2147483648",
        "-2147483649", "1000000000000000000", "4611686018427387904", "-4611686018427387905", "9e999", "-9e999", "1e300",
        "-5.0", "''", "'ice'", "'heat'", "'pack'", "'pack skin pack'", "'completed'", "'ceiling'", "'hung'", "'safety'",
        "'acknowledged'", "'window-open'", "'skin-check'", "'0000-01-01T00:00:00.000Z'", "'9999-12-31T23:59:59.999Z'",
        "'2026-05-04T12:00:00.000Z'", "CAST(x'C3285C1B5B324A00' AS TEXT)",
    ]

    private mutating func changeRows(of path: String) {
        let (table, columns) = Self.cells[Int(next()) % Self.cells.count]
        let column = columns[Int(next()) % columns.count]
        let value = Self.values[Int(next()) % Self.values.count]
        let row = Int(next())
        let statement =
            switch next() % 16 {
            case 0: "UPDATE \(table) SET \(column) = \(value)"
            case 1: "DELETE FROM \(table)"
            case 2: "DROP TABLE \(table)"
            case 3: "ALTER TABLE \(table) RENAME COLUMN \(column) TO renamed"
            case 4: "ALTER TABLE \(table) DROP COLUMN \(column)"
            case 5: "ALTER TABLE \(table) ADD COLUMN added TEXT DEFAULT \(value)"
            case 6: "PRAGMA application_id = \(row)"
            case 7: "INSERT OR REPLACE INTO \(table) SELECT * FROM \(table)"
            default:
                """
                UPDATE \(table) SET \(column) = \(value) WHERE \(columns[0]) = (SELECT \(columns[0]) FROM \(table)
                ORDER BY 1 DESC LIMIT 1 OFFSET \(row) % (SELECT max(count(*), 1) FROM \(table)))
                """
            }
        // What SQLite refuses is no damage that it lets happen.
        guard let database = try? Database(path: path, access: .write, busyTimeout: .zero) else { return }
        try? database.script("PRAGMA ignore_check_constraints = ON; PRAGMA synchronous = OFF")
        try? database.script(statement)
    }

    // MARK: Bytes

    private mutating func damage(_ bytes: inout [UInt8], _ choice: UInt8) {
        let place = place(in: bytes, choice)
        let argument = next()
        switch choice % 8 {
        case 0: if bytes.indices.contains(place) { bytes[place] = argument }
        case 1: if bytes.indices.contains(place) { bytes[place] ^= 1 << (argument % 8) }
        case 2: bytes.removeSubrange(place...)
        case 3: for index in bytes[place...].prefix(Int(argument) * 8).indices { bytes[index] = 0 }
        case 4: bytes.insert(argument, at: place)
        case 5: bytes.removeSubrange(place..<min(bytes.count, place + Int(argument)))
        case 6: bytes += [UInt8](repeating: argument, count: 512)
        default:
            // A block that the card has put elsewhere.
            let from = self.place(in: bytes, choice)
            let block = bytes[from...].prefix(512)
            for (offset, byte) in block.enumerated() where place + offset < bytes.count { bytes[place + offset] = byte }
        }
    }

    /// Anywhere, or near the beginning of a page, where SQLite keeps what it goes by.
    private mutating func place(in bytes: [UInt8], _ choice: UInt8) -> Int {
        let number = Int(next()) << 8 | Int(next())
        let place = choice & 8 == 0 ? number * (choice & 16 == 0 ? 1 : 3) : number / 64 * 512 + number % 64
        return place % (bytes.count + 1)
    }

    private mutating func next() -> UInt8 { rest.popFirst() ?? 0 }
}
