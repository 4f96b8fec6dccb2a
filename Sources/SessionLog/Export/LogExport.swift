import CoachCore

/// The log as text for other programs, written as it is read: memory does not grow with the log.
///
/// A session is read, the log let go, and only then is it handed on: whoever is slow to take it holds up no writer.
public struct LogExport {
    /// How rows are written.
    public enum Format: String, CaseIterable, Sendable {
        /// RFC 4180 with a header and lines that end in a line feed.
        case csv
        /// JSON Lines: an object a line; its `record` says what it is.
        case jsonl
    }

    /// Which rows.
    public enum Content: String, CaseIterable, Sendable {
        case sessions
        case samples
        case events
        /// All of these, each session followed by its samples, the events last. Not for CSV, which is one table.
        case all
    }

    private let reader: LogReader
    private let selection: LogSelection
    private let write: (ArraySlice<UInt8>) throws -> Void

    /// Bytes that are handed on at once.
    private static let chunk = 65_536

    /// - Parameters:
    ///   - since: leaves out what a synchronised clock dates before this.
    ///   - write: takes the text piece by piece.
    public init(_ reader: LogReader, since: WallTime? = nil, write: @escaping (ArraySlice<UInt8>) throws -> Void) {
        self.reader = reader
        selection = LogSelection(since: since)
        self.write = write
    }

    /// Oldest first.
    /// - Throws: ``LogError``, and what the writing throws.
    public func run(_ content: Content, as format: Format) throws {
        precondition(content != .all || format == .jsonl, "a CSV file is one table")
        switch format {
        case .csv: try run(content, CSVLines())
        case .jsonl: try run(content, JSONLines())
        }
    }

    private func run(_ content: Content, _ lines: some ExportLines) throws {
        var text = ExportText()
        lines.header(of: content, &text)
        if content != .events {
            try reader.eachSession(selection, newestFirst: false) { session in
                if content != .samples { try lines.append(session, to: &text) }
                if content != .sessions {
                    try reader.eachSample(of: session.id) { lines.append($0, of: session.id, to: &text) }
                }
                try hand(on: &text, Self.chunk)
            }
        }
        if content == .events || content == .all {
            try reader.eachEvent(since: selection.since, newestFirst: false) { event in
                try lines.append(event, to: &text)
                try hand(on: &text, Self.chunk)
                return true
            }
        }
        try hand(on: &text, 1)
    }

    private func hand(on text: inout ExportText, _ enough: Int) throws {
        guard text.count >= enough else { return }
        try write(text.bytes)
        text.removeAll()
    }
}

/// How records become lines.
protocol ExportLines {
    func header(of content: LogExport.Content, _ text: inout ExportText)
    func append(_ session: SessionRecord, to text: inout ExportText) throws
    func append(_ sample: RawSample, of session: Int64, to text: inout ExportText)
    func append(_ event: EventRecord, to text: inout ExportText) throws
}

/// A sample as its row has it; there are millions.
struct RawSample {
    enum Reading {
        case millidegrees(Int64)
        case fault(String)
    }

    var milliseconds: Int64
    var probe: ProbeRole
    var reading: Reading
}

extension LogReader {
    /// All readings of a session, oldest first.
    fileprivate func eachSample(of session: Int64, _ take: (RawSample) -> Void) throws {
        let keys = SampleKey.range(of: session)
        try database.each(
            "SELECT id, coalesce(mc, fault) FROM sample WHERE id BETWEEN ? AND ? ORDER BY id", [keys.first, keys.last]
        ) { row in
            let (_, milliseconds, probe) = SampleKey.parts(of: row.integer(at: 0))
            let reading: RawSample.Reading =
                if let fault = row.wordIfText(at: 1) { .fault(fault) } else { .millidegrees(row.integer(at: 1)) }
            take(RawSample(milliseconds: milliseconds, probe: probe, reading: reading))
        }
    }
}
