import CoachCore

/// The columns are the keys of the log's JSON.
struct CSVLines: ExportLines {
    func header(of content: LogExport.Content, _ text: inout ExportText) {
        switch content {
        case .sessions:
            text.append(
                """
                id,modality,started_at,clock_synced,duration_s,end_reason,window_met,min_c,max_c,dose_cem43,\
                acknowledged_after_s,site,override_reason,pain_before,pain_after,note

                """ as StaticString)
        case .samples: text.append("session,t_s,probe,c,fault\n" as StaticString)
        case .events: text.append("at,clock_synced,given_at,session,kind,detail\n" as StaticString)
        case .all: break
        }
    }

    func append(_ session: SessionRecord, to text: inout ExportText) {
        text.append(session.id)
        field(session.modality.rawValue, &text)
        field(RFC3339.string(session.startedAt), &text)
        field(session.clockSynced, &text)
        field(thousandths: session.duration?.milliseconds, &text)
        field(session.endReason?.rawValue, &text)
        field(session.windowMet, &text)
        field(thousandths: session.minimumReading.map { Int64($0.millidegrees) }, &text)
        field(thousandths: session.maximumReading.map { Int64($0.millidegrees) }, &text)
        field(session.dose.map { "\($0)" }, &text)
        field(thousandths: session.acknowledgedAfter?.milliseconds, &text)
        field(session.site, &text)
        field(session.overrideReason, &text)
        field(session.painBefore.map { "\($0)" }, &text)
        field(session.painAfter.map { "\($0)" }, &text)
        field(session.note, &text)
        text.append(byte: UInt8(ascii: "\n"))
    }

    func append(_ sample: RawSample, of session: Int64, to text: inout ExportText) {
        text.append(atMost: 3 * ExportCursor.longestNumber + 16) { line in
            line.put(session)
            line.put(UInt8(ascii: ","))
            line.put(thousandths: sample.milliseconds)
            line.put(sample.probe == .pack ? ",pack," as StaticString : ",skin," as StaticString)
            guard case .millidegrees(let millidegrees) = sample.reading else { return }
            line.put(thousandths: millidegrees)
            line.put(",\n" as StaticString)
        }
        if case .fault(let fault) = sample.reading {
            field(fault, &text)
            text.append(byte: UInt8(ascii: "\n"))
        }
    }

    func append(_ event: EventRecord, to text: inout ExportText) {
        text.append(RFC3339.string(event.at))
        field(event.clockSynced, &text)
        field(event.givenAt.map(RFC3339.string), &text)
        field(event.session.map { "\($0)" }, &text)
        field(event.kind, &text)
        field(event.detail, &text)
        text.append(byte: UInt8(ascii: "\n"))
    }

    // MARK: Fields, each with the comma before it

    private func field(_ value: Bool, _ text: inout ExportText) {
        text.append(value ? ",true" as StaticString : ",false" as StaticString)
    }

    private func field(thousandths value: Int64?, _ text: inout ExportText) {
        text.append(byte: UInt8(ascii: ","))
        if let value { text.append(thousandths: value) }
    }

    /// In quotes where it has to be: what people write has commas in it.
    private func field(_ value: String?, _ text: inout ExportText) {
        text.append(byte: UInt8(ascii: ","))
        guard let value else { return }
        let quote = UInt8(ascii: "\"")
        let isPlain = value.utf8.allSatisfy { $0 != quote && $0 != UInt8(ascii: ",") && $0 >= 0x20 }
        guard !isPlain else { return text.append(value) }
        text.append(byte: quote)
        for byte in value.utf8 {
            if byte == quote { text.append(byte: quote) }
            text.append(byte: byte)
        }
        text.append(byte: quote)
    }
}
