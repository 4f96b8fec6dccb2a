import BoardHAL
import CoachCore
import TOMLKit

extension Configuration {
    /// Reads a configuration, strictly.
    /// - Parameters:
    ///   - text: TOML.
    ///   - file: The file's name, for the mistakes.
    /// - Throws: ``ConfigurationError`` with every mistake in the text, or with the first one alone if it is no TOML.
    public init(parsing text: String, file: String) throws(ConfigurationError) {
        let lines = SourceLines(text)
        let table = try ConfigurationSyntax.parse(text, lines: lines, file: file)
        var reader = ConfigurationReader(file: file, lines: lines)
        let document = ConfigurationTable(path: .document, table: table)

        self.init()
        readDocument(document, &reader)
        readAbout(reader.table("about", of: document), &reader)
        readButton(reader.table("button", of: document), &reader)
        readLEDs(reader.table("leds", of: document), &reader)
        readBuzzer(reader.table("buzzer", of: document), &reader)
        readModeSwitch(in: document, &reader)
        readProbes(in: document, &reader)
        for modality in Modality.allCases {
            let times = SessionTimesReader.read(modality, in: document, &reader)
            switch modality {
            case .ice: ice = times
            case .heat: heat = times
            }
        }
        reader.lineUses.refuseShared(&reader)
        if let error = reader.error { throw error }
    }

    private mutating func readDocument(_ document: ConfigurationTable, _ reader: inout ConfigurationReader) {
        reader.refuseUnknownKeys(
            of: document, known: ConfigurationKeys.document + ConfigurationKeys.tables.map(\.name))
        if reader.read("board", of: document, into: &board, as: ConfigurationValues.line(example: "auto")) {
            if board.isEmpty {
                reader.complain(document.path["board"], "is empty; write \"auto\" or a GPIO chip's name, label or path")
            } else if Spelling.isSlip(board, of: "auto") {
                reader.complain(document.path["board"], "\"\(board)\" is no chip; write \"auto\"")
            }
        }
        let example = Configuration.default.database
        if reader.read("database", of: document, into: &database, as: ConfigurationValues.line(example: example)),
            !database.hasPrefix("/") || database.hasSuffix("/")
        {
            reader.complain(
                document.path["database"], "is a file's full path from / on; write for instance \"\(example)\"")
        }
    }

    private mutating func readAbout(_ table: ConfigurationTable, _ reader: inout ConfigurationReader) {
        reader.refuseUnknownKeys(of: table, known: ConfigurationKeys.keys(of: "about"), in: "about")
        reader.read("name", of: table, into: &about.name, as: ConfigurationValues.line(example: "Kim"))
        reader.read("site", of: table, into: &about.site, as: ConfigurationValues.line(example: "left hip"))
    }

    private mutating func readButton(_ table: ConfigurationTable, _ reader: inout ConfigurationReader) {
        reader.refuseUnknownKeys(of: table, known: ConfigurationKeys.keys(of: "button"), in: "button")
        reader.readLine(of: table, into: &button.line, in: lineNumbers, for: "the button")
        reader.read("active", of: table, into: &button.active, as: ConfigurationValues.word())
        reader.read("bias", of: table, into: &button.bias, as: ConfigurationValues.word())
        reader.read(
            "debounce", of: table, into: &button.debounce,
            as: ConfigurationValues.duration(in: ConfigurableLimits.debounce, by: "the button"))
    }

    private mutating func readLEDs(_ table: ConfigurationTable, _ reader: inout ConfigurationReader) {
        reader.refuseUnknownKeys(of: table, known: ConfigurationKeys.keys(of: "leds"), in: "leds")
        reader.read("active", of: table, into: &leds.active, as: ConfigurationValues.word())
        let path = table.path["lines"]
        guard let value = table["lines"] else {
            for (index, line) in leds.lines.enumerated() { reader.lineUses.note(line, at: path[index], for: "an LED") }
            return
        }
        guard let array = value.array else {
            let example = value.int.map { "[\($0)]" } ?? "[5, 6, 13, 19]"
            return reader.complain(
                path, "is a list of lines, not \(ConfigurationValues.describe(value)); write for instance \(example)")
        }
        let count = ConfigurableLimits.ledCount
        if !count.contains(array.count) {
            reader.complain(path, "has \(array.count) lines; write \(count.lowerBound) to \(count.upperBound) of them")
        }
        let convert = ConfigurationValues.lineNumber(in: lineNumbers)
        leds.lines = []
        for (index, element) in array.enumerated() {
            switch convert(element.tomlValue) {
            case .value(let line):
                leds.lines.append(line)
                reader.lineUses.note(line, at: path[index], for: "an LED")
            case .mistake(let message):
                reader.complain(path[index], message)
            }
        }
    }

    private mutating func readBuzzer(_ table: ConfigurationTable, _ reader: inout ConfigurationReader) {
        reader.refuseUnknownKeys(of: table, known: ConfigurationKeys.keys(of: "buzzer"), in: "buzzer")
        reader.readLine(of: table, into: &buzzer.line, in: lineNumbers, for: "the buzzer")
        reader.read("active", of: table, into: &buzzer.active, as: ConfigurationValues.word())
        reader.read("chirps", of: table, into: &buzzer.chirps, as: ConfigurationValues.word())
    }

    private mutating func readModeSwitch(in document: ConfigurationTable, _ reader: inout ConfigurationReader) {
        guard document["mode-switch"] != nil else { return }
        let table = reader.table("mode-switch", of: document)
        guard !reader.hasMistake(in: table.path) else { return }
        reader.refuseUnknownKeys(of: table, known: ConfigurationKeys.keys(of: "mode-switch"), in: "mode-switch")
        var fitted = ModeSwitch()
        reader.readLine(of: table, into: &fitted.line, in: lineNumbers, for: "the mode switch")
        reader.read("active", of: table, into: &fitted.active, as: ConfigurationValues.word())
        reader.read("bias", of: table, into: &fitted.bias, as: ConfigurationValues.word())
        modeSwitch = fitted
    }

    private mutating func readProbes(in document: ConfigurationTable, _ reader: inout ConfigurationReader) {
        guard let tables = reader.tables("probe", of: document) else { return }
        probes = tables.map { ProbeReader.read($0, &reader) }
        ProbeReader.refuseTwins(probes, tables, &reader)
        let count = ConfigurableLimits.probeCount
        if !count.contains(tables.count) {
            let place = tables.dropFirst(count.upperBound).first?.path ?? document.path["probe"]
            reader.complain(
                place, "there are \(tables.count) probes; write \(count.lowerBound) or \(count.upperBound) of them")
        }
    }
}
