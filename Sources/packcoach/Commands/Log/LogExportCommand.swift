import ArgumentParser
import SessionLog

/// `packcoach log export`: the log for other programs.
struct LogExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "The log as CSV or JSON Lines, the oldest first, written as it is read.",
        discussion: """
            packcoach log export > sessions.csv
            packcoach log export samples --since 7d --output hip.csv
            packcoach log export --format jsonl | gzip > hip.jsonl.gz   all of it

            CSV is one table, of sessions unless samples or events are asked for. In JSON Lines each object says in \
            record whether it is a session, a sample or an event. Times are in UTC.
            """)

    @OptionGroup var source: LogSource
    @OptionGroup var since: SinceOption
    @Argument(help: "sessions, samples, events, or all of them (JSON Lines only); else sessions, in JSON Lines all.")
    var content: LogExport.Content?
    @Option(help: "csv or jsonl; else what the output file's name ends in, else csv.")
    var format: LogExport.Format?
    @Flag(help: "The same as --format jsonl.") var json = false
    @Option(name: .shortAndLong, help: ArgumentHelp("Write to this file, complete or not at all.", valueName: "file"))
    var output: String?
    @Flag(help: "Replace the file if it is there.") var force = false

    func validate() throws {
        if json, format == .csv { throw ValidationError("--json and --format csv: give one of them") }
        if content == .all, effectiveFormat == .csv {
            throw ValidationError(
                "a CSV file is one table: export sessions, samples or events, or all of them with --format jsonl")
        }
        if force, output == nil { throw ValidationError("--force replaces the file that --output names") }
    }

    private var effectiveFormat: LogExport.Format {
        if json { return .jsonl }
        return format ?? (output.map { $0.hasSuffix(".jsonl") || $0.hasSuffix(".ndjson") } == true ? .jsonl : .csv)
    }

    func run() throws {
        let beginning = try since.time(LocalTime())
        let content = content ?? (effectiveFormat == .csv ? .sessions : .all)
        // The log first: where it cannot be read no file is begun.
        try source.read { reader in
            guard let output, output != "-" else {
                return try LogExport(reader, since: beginning) { try StandardOutput.put($0) }
                    .run(content, as: effectiveFormat)
            }
            let file = try AtomicFile(path: output, replaces: force)
            try LogExport(reader, since: beginning) { try file.write($0) }.run(content, as: effectiveFormat)
            try file.commit()
        }
    }
}

extension LogExport.Content: ExpressibleByArgument {}
extension LogExport.Format: ExpressibleByArgument {}
