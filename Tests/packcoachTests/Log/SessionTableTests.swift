import CoachCore
import SessionLog
import Testing

@testable import packcoach

@Suite("The table of sessions")
struct SessionTableTests {
    private let sessions: [SessionRecord] = {
        let ice = LoggedSession.ice.record
        var running = ice
        running.id = 14
        running.startedAt = .noon + .hours(9)
        running.clockSynced = false
        running.duration = nil
        running.endReason = nil
        running.windowMet = false
        running.minimumReading = nil
        running.maximumReading = nil
        running.painBefore = nil
        running.painAfter = nil
        running.note = nil
        var cold = ice
        cold.id = 13
        cold.modality = .heat
        cold.minimum = .minutes(20)
        cold.startedAt = .noon + .hours(5)
        cold.duration = .seconds(241)
        cold.endReason = .probeFault
        cold.endProbe = .skin
        cold.windowMet = false
        cold.minimumReading = .celsius(-0.562)
        cold.note = nil
        cold.painBefore = nil
        cold.painAfter = nil
        cold.overrideReason = "physio said so"
        var old = ice
        old.id = 3
        old.startedAt = .noon - .hours(24 * 200)
        return [running, cold, ice, old]
    }()

    private func draw(_ shape: OutputShape) -> [String] {
        let table = SessionTable(sessions, time: LocalTime(utc: true), now: .noon + .hours(10), shape: shape)
        let trace = (0..<table.traceCells).map { cell -> Temperature? in
            cell == 3 ? nil : .celsius(30 - 20 * Double(cell) / Double(table.traceCells))
        }
        return table.header()
            + sessions.flatMap { table.lines(of: $0, trace: Array(trace.prefix(table.traceTimes($0).times.count))) }
    }

    @Test("fits 80 columns, with what people added below a session")
    func narrow() {
        let lines = draw(.terminal(80, 24))
        #expect(
            lines == [
                "ID  WHEN, UTC     PACK  LENGTH          END          LOW°  HIGH°  TEMPERATURE",
                "14  ~05-04 21:00  ice   – of 15–20      running         –      –  ██▇×▆▅▅▄▄▃▂▂▁▁",
                "13   05-04 17:00  heat  4:01 of 20      probe fault  -0.6   30.0  ▃▂▁",
                "    rest overridden: physio said so",
                "12   05-04 12:00  ice   20:00 of 15–20  full time    10.2   30.0  ██▇×▆▅▅▄▄▃▂▂▁▁",
                "    pain 6 → 3 of 10 · after 12 km, better on the stairs",
                " 3   2025-10-16   ice   20:00 of 15–20  full time    10.2   30.0  ██▇×▆▅▅▄▄▃▂▂▁▁",
                "    pain 6 → 3 of 10 · after 12 km, better on the stairs",
            ])
        #expect(lines.allSatisfy { $0.columns <= 80 })
    }

    @Test("has room for the whole day and a longer trace on a wide terminal")
    func wide() {
        let lines = draw(.terminal(120, 40))
        #expect(
            lines == [
                "ID  WHEN, UTC          PACK  LENGTH          END                 LOW°  HIGH°  TEMPERATURE",
                "14  ~2026-05-04 21:00  ice   – of 15–20      running                –      –  ███×█▇▇▇▇▇▆▆▆▆▆▅▅▅▅▅▄▄▄▄▄▃▃▃▃▃▂▂▂▂▂▁▁▁▁▁",
                "13   2026-05-04 17:00  heat  4:01 of 20      probe fault (skin)  -0.6   30.0  ▄▃▃×▂▂▁▁▁",
                "    rest overridden: physio said so",
                "12   2026-05-04 12:00  ice   20:00 of 15–20  full time           10.2   30.0  ███×█▇▇▇▇▇▆▆▆▆▆▅▅▅▅▅▄▄▄▄▄▃▃▃▃▃▂▂▂▂▂▁▁▁▁▁",
                "    pain 6 → 3 of 10 · after 12 km, better on the stairs",
                " 3   2025-10-16 12:00  ice   20:00 of 15–20  full time           10.2   30.0  ███×█▇▇▇▇▇▆▆▆▆▆▅▅▅▅▅▄▄▄▄▄▃▃▃▃▃▂▂▂▂▂▁▁▁▁▁",
                "    pain 6 → 3 of 10 · after 12 km, better on the stairs",
            ])
        #expect(lines.allSatisfy { $0.columns <= 120 })
    }

    @Test("is ASCII where the terminal shows no more")
    func ascii() {
        let lines = draw(.terminal(80, 24, .ascii))
        #expect(lines.filter { !$0.allSatisfy(\.isASCII) } == [])
        #expect(
            lines == [
                "ID  WHEN, UTC     PACK  LENGTH          END           LOW  HIGH  TEMPERATURE",
                "14  ~05-04 21:00  ice   - of 15-20      running         -     -  ##*x++==-::..__",
                "13   05-04 17:00  heat  4:01 of 20      probe fault  -0.6  30.0  :._x",
                "    rest overridden: physio said so",
                "12   05-04 12:00  ice   20:00 of 15-20  full time    10.2  30.0  ##*x++==-::..__",
                "    pain 6 -> 3 of 10 - after 12 km, better on the stairs",
                " 3   2025-10-16   ice   20:00 of 15-20  full time    10.2  30.0  ##*x++==-::..__",
                "    pain 6 -> 3 of 10 - after 12 km, better on the stairs",
            ])
    }

    @Test("is never wider than the terminal, however narrow that is", arguments: [10, 40, 60, 79, 99, 200])
    func widths(width: Int) {
        #expect(draw(.terminal(width, 24)).allSatisfy { $0.columns <= width })
    }

    @Test("a figure that there is no room for is left out, not cut off")
    func noRoom() {
        for width in 45..<79 {
            let words = draw(.terminal(width, 24)).flatMap { $0.split(separator: " ") }
            let halves = words.filter { word in
                word.count > 1 && word.last == "…" && word.dropLast().allSatisfy { $0.isNumber || "-.".contains($0) }
            }
            #expect(halves.isEmpty, "\(width) columns")
        }
    }

    @Test("a trace is cut off where the session ended, and looks at no time after it")
    func times() {
        let table = SessionTable(sessions, time: LocalTime(utc: true), now: .noon, shape: .terminal(120, 40))
        #expect(table.traceCells == 40)
        #expect(table.traceTimes(sessions[1]).step == .seconds(30))
        #expect(table.traceTimes(sessions[1]).times == (0...8).map { .seconds($0 * 30) })
        #expect(table.traceTimes(sessions[0]).times.count == 40)
    }

    @Test("a session that runs shows no faults where nothing was read yet")
    func running() {
        let table = SessionTable(sessions, time: LocalTime(utc: true), now: .noon, shape: .terminal(80, 24))
        let read: [Temperature?] = [.celsius(30), nil, .celsius(20)]
        let trace = read + Array(repeating: nil, count: table.traceCells - read.count)
        #expect(table.lines(of: sessions[0], trace: trace)[0].hasSuffix("  █×▁"))
        let faults = String(repeating: "×", count: table.traceCells - read.count)
        #expect(table.lines(of: sessions[2], trace: trace)[0].hasSuffix("  █×▁" + faults))
        #expect(table.lines(of: sessions[0], trace: trace.map { _ in nil })[0].hasSuffix("–"))
    }

    @Test("a flat line stays flat: the noise of melting ice is no mountain range")
    func sparkline() {
        func text(_ celsius: [Double?]) -> String {
            Sparkline.text(celsius.map { $0.map(Temperature.celsius) }, style: .full)
        }
        #expect(text([0, 0.06, 0.12, 0]) == "▁▁▁▁")
        #expect(text([30, 20, 10]) == "█▅▁")
        #expect(text([0, nil, 10]) == "▁×█")
        #expect(text([nil, nil]) == "")
        #expect(text([]) == "")
    }
}
