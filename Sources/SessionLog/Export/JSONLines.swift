import CoachCore
import FoundationEssentials

/// An object a line, as the log's JSON has it, with what it is in `record`.
struct JSONLines: ExportLines {
    private let encoder: JSONEncoder = {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return encoder
    }()

    func header(of content: LogExport.Content, _ text: inout ExportText) {}

    func append(_ session: SessionRecord, to text: inout ExportText) throws {
        try append(Labelled(record: "session", value: SessionJSON(session)), to: &text)
    }

    /// Written without the encoder, which takes many times as long.
    func append(_ sample: RawSample, of session: Int64, to text: inout ExportText) {
        if case .fault(let fault) = sample.reading {
            // A word of this program's, which needs no escaping.
            text.append("{\"fault\":\"" as StaticString)
            text.append(ProbeFault(rawValue: fault)?.rawValue ?? "unknown")
            text.append(byte: UInt8(ascii: "\""))
        }
        text.append(atMost: 3 * ExportCursor.longestNumber + 80) { line in
            if case .millidegrees(let millidegrees) = sample.reading {
                line.put("{\"c\":" as StaticString)
                line.put(thousandths: millidegrees)
            }
            line.put(
                sample.probe == .pack ? ",\"probe\":\"pack\"" as StaticString : ",\"probe\":\"skin\"" as StaticString)
            line.put(",\"record\":\"sample\",\"session\":" as StaticString)
            line.put(session)
            line.put(",\"t_s\":" as StaticString)
            line.put(thousandths: sample.milliseconds)
            line.put("}\n" as StaticString)
        }
    }

    func append(_ event: EventRecord, to text: inout ExportText) throws {
        try append(Labelled(record: "event", value: EventJSON(event)), to: &text)
    }

    private func append(_ value: some Encodable, to text: inout ExportText) throws {
        try encoder.encode(value).withUnsafeBytes { text.append($0.bindMemory(to: UInt8.self)) }
        text.append(byte: UInt8(ascii: "\n"))
    }
}

/// A value's own keys, and `record`.
private struct Labelled<Value: Encodable>: Encodable {
    private enum Key: CodingKey { case record }

    let record: String
    let value: Value

    func encode(to encoder: any Encoder) throws {
        try value.encode(to: encoder)
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(record, forKey: .record)
    }
}
