import CoachCore

/// Sessions and events as a person reads them in a terminal.
public struct LogText: Sendable {
    public var time: LocalTime

    public init(time: LocalTime) {
        self.time = time
    }

    // MARK: log list

    /// A table with one session a line.
    public func list(_ sessions: [SessionRecord]) -> [String] {
        guard !sessions.isEmpty else { return ["No session yet."] }
        let header = ["ID", "WHEN", "WHAT", "LENGTH", "END", "LOWEST", "HIGHEST", "NOTE"]
        return table(
            [header]
                + sessions.map { session in
                    [
                        "\(session.id)", time.string(session.startedAt, synchronised: session.clockSynced),
                        session.modality.rawValue, length(session), end(session),
                        session.minimumReading.map { "\($0)" } ?? "–", session.maximumReading.map { "\($0)" } ?? "–",
                        session.note ?? "",
                    ]
                })
    }

    /// `16:55 of 15–20 min`.
    private func length(_ session: SessionRecord) -> String {
        let (minimum, ceiling) = (session.minimum.milliseconds / 60_000, session.ceiling.milliseconds / 60_000)
        let window = minimum == ceiling ? "\(ceiling)" : "\(minimum)–\(ceiling)"
        return "\(session.duration?.clockFace ?? "–") of \(window) min"
    }

    private func end(_ session: SessionRecord) -> String {
        guard let reason = session.endReason else { return "running" }
        return reason.words + (session.endProbe.map { " (\($0.rawValue))" } ?? "")
    }

    // MARK: log show

    /// What is known of a session, its events, and its temperatures with their limits.
    ///
    /// - Parameter width: of the terminal, in characters.
    public func show(
        _ session: SessionRecord, samples: [SampleRecord], events: [EventRecord], width: Int
    ) -> [String] {
        var facts: [(String, String)] = [
            ("session", "\(session.id), \(session.modality.rawValue)"),
            ("when", time.stringWithSeconds(session.startedAt, synchronised: session.clockSynced)),
            ("length", length(session)),
            ("end", end(session)),
            ("window met", session.windowMet ? "yes" : "no"),
        ]
        if let lowest = session.minimumReading, let highest = session.maximumReading {
            facts.append(("\(session.leadingProbe.rawValue) probe", "\(lowest) to \(highest)"))
        }
        if let dose = session.dose { facts.append(("dose", "\(hundredths(dose)) CEM43")) }
        if let after = session.acknowledgedAfter { facts.append(("answered", "\(after.words) after the alarm")) }
        if !session.name.isEmpty { facts.append(("name", session.name)) }
        facts.append(("site", session.site))
        if let reason = session.overrideReason { facts.append(("override", reason)) }
        if let pain = session.painBefore { facts.append(("pain before", "\(pain) of 10")) }
        if let pain = session.painAfter { facts.append(("pain after", "\(pain) of 10")) }
        if let note = session.note { facts.append(("note", note)) }
        if !session.clockSynced {
            facts.append(("~", "the clock was not synchronised; the length is right all the same"))
        }

        var lines = table(facts.map { [$0.0, $0.1] })
        let trace = TemperatureTrace(session: session, samples: samples).lines(width: width)
        if !trace.isEmpty { lines += [""] + trace }
        if !events.isEmpty {
            lines += [""] + table(events.map { [$0.time?.clockFace ?? "?", $0.kind, $0.detail] }, rightAligned: [0])
        }
        return lines
    }

    // MARK: log events

    /// One event a line, the oldest first.
    public func events(_ events: [EventRecord]) -> [String] {
        guard !events.isEmpty else { return ["Nothing yet."] }
        return table(
            [["WHEN", "SESSION", "KIND", "DETAIL"]]
                + events.map { event in
                    [
                        time.stringWithSeconds(event.at, synchronised: event.clockSynced),
                        event.session.map { "\($0)" } ?? "–", event.kind, event.detail,
                    ]
                })
    }

    // MARK: Layout

    /// Columns as wide as what is in them, two spaces apart.
    private func table(_ rows: [[String]], rightAligned: Set<Int> = []) -> [String] {
        let widths = (0..<(rows.first?.count ?? 0)).map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            let line = zip(row, widths).enumerated().map { column, cell in
                let padding = String(repeating: " ", count: cell.1 - cell.0.count)
                return rightAligned.contains(column) ? padding + cell.0 : cell.0 + padding
            }.joined(separator: "  ")
            return String(line.reversed().drop { $0 == " " }.reversed())
        }
    }

    private func hundredths(_ number: Double) -> String {
        let hundredths = Int((number * 100).rounded())
        let rest = hundredths % 100
        return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
    }
}

extension EndReason {
    /// For people; the raw value is for the log.
    public var words: String {
        switch self {
        case .completed: "completed"
        case .ceiling: "full time"
        case .stoppedEarly: "stopped early"
        case .tooCold: "too cold"
        case .tooHot: "too hot"
        case .dose: "heat dose reached"
        case .probeFault: "probe fault"
        case .powerLoss: "power loss"
        case .shutdown: "service stopped"
        }
    }
}

extension SessionRecord {
    /// The probe nearest to the skin that was fitted.
    var leadingProbe: ProbeRole { probes.contains(.skin) ? .skin : .pack }
}
