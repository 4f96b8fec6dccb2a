import CoachCore
import Testing

extension WaitRules {
    /// The code and the end of the wait, as `rest until 100:00.000`; nil: it may start.
    func line(_ modality: Modality, at now: Instant = t(.zero), override: Bool = false) -> String? {
        refusal(of: modality, at: now, overridesRest: override).map { refusal in
            "\(refusal.code.rawValue)\(refusal.wait.map { " until \(clock($0.until))" } ?? "")"
        }
    }
}

@Suite("Waits between sessions")
struct WaitRulesTests {
    private func rules(_ sessions: [History.Session], run: Duration? = nil, onset: Duration? = nil) -> WaitRules {
        WaitRules(
            plan: .standard(),
            history: History(
                sessions: sessions, lastRun: run.map { t(.zero - $0) }, onset: onset.map { t(.zero - $0) }))
    }

    @Test("nothing known: both may start")
    func nothing() {
        #expect(rules([]).line(.ice) == nil)
        #expect(rules([]).line(.heat) == nil)
    }

    @Test(
        "SR-09: the same modality rests for its own time, the other for 30 minutes, to the millisecond",
        arguments: [
            (.ice, .ice, .hours(3)), (.heat, .heat, .hours(1)), (.ice, .heat, .minutes(30)),
            (.heat, .ice, .minutes(30)),
        ] as [(Modality, Modality, Duration)], EndReason.allCases)
    func rests(course: (earlier: Modality, next: Modality, rest: Duration), reason: EndReason) {
        let last = History.Session.past(course.earlier, reason, ended: .zero)
        let rules = rules([last])
        let end = clock(t(course.rest))
        #expect(rules.line(course.next, at: t(.zero)) == "rest until \(end)")
        #expect(rules.line(course.next, at: t(course.rest) - .tick) == "rest until \(end)")
        #expect(rules.line(course.next, at: t(course.rest)) == nil)
        #expect(rules.line(course.next, at: t(course.rest) + .tick) == nil)
    }

    @Test("SR-09: a configured rest is the one that counts")
    func configuredRest() {
        let long = SessionTimes(minimum: .minutes(15), ceiling: .minutes(20), rest: .hours(5))
        let history = History(sessions: [.past(.ice, ended: .hours(4))])
        #expect(WaitRules(plan: .standard(ice: long), history: history).line(.ice) == "rest until 60:00.000")
    }

    @Test("SR-09: of several rests the longest stands")
    func longest() {
        let rules = rules([.past(.ice, ended: .hours(2), id: 1), .past(.heat, ended: .minutes(20), id: 2)])
        #expect(rules.line(.ice) == "rest until 60:00.000")
        #expect(rules.line(.heat) == "rest until 40:00.000")
    }

    @Test(
        "ended by press before 0:30 it was no session",
        arguments: [
            (.seconds(30) - .tick, nil), (.seconds(30), "rest until 175:00.000"),
            (.seconds(30) + .tick, "rest until 175:00.000"),
        ] as [(Duration, String?)])
    func uncounted(lasting: Duration, expected: String?) {
        #expect(rules([.past(.ice, .stoppedEarly, ended: .minutes(5), lasting: lasting)]).line(.ice) == expected)
    }

    @Test("only a press makes a short session uncounted", arguments: EndReason.allCases)
    func onlyByPress(reason: EndReason) {
        let short = rules([.past(.ice, reason, ended: .zero, lasting: .seconds(10), probe: .skin)])
        switch reason {
        case .completed, .stoppedEarly: #expect(short.line(.ice) == nil)
        case .probeFault: #expect(short.line(.ice) == "rest until 30:00.000")
        case .ceiling, .tooCold, .tooHot, .dose, .powerLoss, .shutdown:
            #expect(short.line(.ice) == "rest until 180:00.000")
        }
    }

    static let cuts: [(reason: EndReason, probe: ProbeRole?, isShort: Bool)] = [
        (.tooCold, .pack, true), (.tooHot, .pack, true), (.probeFault, .pack, true), (.probeFault, .skin, true),
        (.probeFault, nil, true), (.tooCold, .skin, false), (.tooHot, .skin, false), (.dose, .skin, false),
        (.ceiling, nil, false), (.shutdown, nil, false), (.powerLoss, nil, false),
    ]

    @Test(
        "cut short by the pack or a fault before 5:00 it leaves 30 minutes and no count",
        arguments: cuts, [-1, 0, 1] as [Int64])
    func cutShort(course: (reason: EndReason, probe: ProbeRole?, isShort: Bool), milliseconds: Int64) {
        let lasting = Duration.minutes(5) + .milliseconds(milliseconds)
        let isShort = course.isShort && milliseconds < 0
        let one = History.Session.past(.ice, course.reason, ended: .zero, lasting: lasting, probe: course.probe)
        #expect(rules([one]).line(.ice) == "rest until \(isShort ? "30" : "180"):00.000")
        // Six of them, long over: they count for the day or they do not.
        let six = (0..<Int64(6)).map { index in
            History.Session.past(
                .ice, course.reason, ended: .hours(23) - .hours(index * 3), lasting: lasting, probe: course.probe,
                id: index)
        }
        #expect(rules(six).line(.ice) == (isShort ? nil : "too-many-today until 60:00.000"))
    }

    @Test(
        "SR-12: 6 ice and 3 heat sessions in rolling 24 hours, to the millisecond",
        arguments: [(.ice, 6), (.heat, 3)] as [(Modality, Int)])
    func perDay(modality: Modality, limit: Int) {
        let ends = (0..<Int64(limit)).map { index in
            History.Session.past(modality, ended: .hours(20) - .hours(index * 3), id: index)
        }
        let full = rules(ends)
        // The first of them ended 20 h ago, so it leaves the day 4 h from now; the last one's rest is over then.
        let end = "too-many-today until 240:00.000"
        #expect(full.line(modality, at: t(.hours(3))) == end)
        #expect(full.line(modality, at: t(.hours(4)) - .tick) == end)
        #expect(full.line(modality, at: t(.hours(4))) == nil)
        #expect(rules(Array(ends.dropFirst())).line(modality, at: t(.hours(3))) == nil)
        let other: Modality = modality == .ice ? .heat : .ice
        #expect(full.line(other, at: t(.hours(3))) == nil)
    }

    @Test("SR-12: uncounted sessions do not count for the day")
    func uncountedPerDay() {
        let sessions = (0..<Int64(9)).map { index in
            History.Session.past(
                .ice, .stoppedEarly, ended: .hours(10) - .minutes(index), lasting: .seconds(29), id: index)
        }
        #expect(rules(sessions).line(.ice) == nil)
    }

    @Test("SR-12: one more than the limit waits for two to leave the day")
    func overFull() {
        let ends = (0..<Int64(4)).map { index in
            History.Session.past(.heat, ended: .hours(20) - .hours(index * 5), id: index)
        }
        #expect(rules(ends).line(.heat) == "too-many-today until 540:00.000")
    }

    @Test("SR-10: no heat in the first 48 hours from the onset; ice at any time")
    func onset() {
        let rules = rules([], onset: .hours(40))
        let end = "too-early-for-heat until 480:00.000"
        #expect(rules.line(.heat) == end)
        #expect(rules.line(.heat, at: t(.hours(8)) - .tick) == end)
        #expect(rules.line(.heat, at: t(.hours(8))) == nil)
        #expect(rules.line(.ice) == nil)
    }

    @Test("SR-11: no heat for 3 hours after a marked run; ice at any time")
    func run() {
        let rules = rules([], run: .hours(1))
        let end = "heat-after-run until 120:00.000"
        #expect(rules.line(.heat) == end)
        #expect(rules.line(.heat, at: t(.hours(2)) - .tick) == end)
        #expect(rules.line(.heat, at: t(.hours(2))) == nil)
        #expect(rules.line(.ice) == nil)
    }

    @Test(
        "SR-13: 20 CEM43 in rolling 24 hours refuse heat, not ice", arguments: [(9.9, false), (10, true), (10.1, true)])
    func dose(second: Double, isRefused: Bool) {
        let rules = rules([
            .past(.heat, ended: .hours(20), dose: 10, id: 1), .past(.heat, ended: .hours(10), dose: second, id: 2),
        ])
        #expect(rules.line(.heat) == (isRefused ? "dose until 240:00.000" : nil))
        #expect(rules.line(.heat, at: t(.hours(4)) - .tick) == (isRefused ? "dose until 240:00.000" : nil))
        #expect(rules.line(.heat, at: t(.hours(4))) == nil)
        #expect(rules.line(.ice) == nil)
    }

    @Test("SR-13: the dose of ice sessions and uncounted ones counts too, and as many leave the day as are needed")
    func doseOfAll() {
        let rules = rules([
            .past(.heat, ended: .hours(20), dose: 1, id: 1), .past(.ice, ended: .hours(12), dose: 9, id: 2),
            .past(.heat, .stoppedEarly, ended: .hours(6), lasting: .seconds(20), dose: 14, id: 3),
        ])
        #expect(rules.line(.heat) == "dose until 720:00.000")
    }

    @Test("the rules come in their order: rest, onset, run, day, dose")
    func order() {
        let recent = (0..<Int64(3)).map { History.Session.past(.heat, ended: .minutes(10 + $0), dose: 9, id: $0) }
        let older = (0..<Int64(3)).map { History.Session.past(.heat, ended: .hours(5 + $0), dose: 9, id: $0) }
        #expect(rules(recent, run: .hours(1), onset: .hours(1)).line(.heat)?.hasPrefix("rest ") == true)
        #expect(rules(older, run: .hours(1), onset: .hours(1)).line(.heat)?.hasPrefix("too-early-for-heat ") == true)
        #expect(rules(older, run: .hours(1)).line(.heat)?.hasPrefix("heat-after-run ") == true)
        #expect(rules(older).line(.heat)?.hasPrefix("too-many-today ") == true)
        #expect(
            rules(Array(older.dropFirst()) + [.past(.ice, ended: .hours(9), dose: 9, id: 9)]).line(.heat)?
                .hasPrefix("dose ") == true)
    }

    static let refusals: [(History, Modality, String)] = [
        (
            History(sessions: [.past(.ice, ended: .hours(1))]), .ice,
            "skin needs its rest: ice again in 2 h"
        ),
        (History(onset: t(.zero - .hours(40))), .heat, "no heat before 48 h from the onset: heat in 8 h"),
        (History(lastRun: t(.zero - .hours(1))), .heat, "no heat right after a run: heat in 2 h"),
        (
            History(sessions: (0..<Int64(3)).map { .past(.heat, ended: .hours(5 + $0), id: $0) }), .heat,
            "3 heat sessions in 24 h are enough: the next in 17 h"
        ),
        (
            History(sessions: [.past(.heat, ended: .hours(5), dose: 25)]), .heat,
            "the heat dose of 24 h is used up: heat again in 19 h"
        ),
    ]

    @Test("each refusal says in a sentence how long", arguments: refusals)
    func sentences(history: History, modality: Modality, sentence: String) {
        let refusal = WaitRules(plan: .standard(), history: history).refusal(of: modality, at: t(.zero))
        #expect(refusal?.sentence == sentence)
        #expect(refusal?.modality == modality)
    }

    @Test("SR-09: the first rule gives the code and its wait, the one that outlasts the others says when")
    func severalWaits() throws {
        func refusal(_ rules: WaitRules, _ modality: Modality, override: Bool = false) throws -> Refusal {
            try #require(rules.refusal(of: modality, at: t(.zero), overridesRest: override))
        }
        let sore = rules([.past(.heat, ended: .minutes(40))], run: .hours(1), onset: .hours(1))
        let rest = try refusal(sore, .heat)
        #expect(rest.code == .rest)
        #expect(rest.wait?.from == t(.minutes(-40)) && rest.wait?.until == t(.minutes(20)))
        #expect(rest.allowedFrom == t(.hours(47)))
        #expect(rest.sentence == "skin needs its rest, and no heat before 48 h from the onset: heat in 47 h")
        let overridden = try refusal(sore, .heat, override: true)
        #expect(overridden.code == .tooEarlyForHeat && overridden.allowedFrom == t(.hours(47)))
        #expect(overridden.sentence == "no heat before 48 h from the onset: heat in 47 h")

        let afterRun = try refusal(rules([.past(.ice, ended: .zero)], run: .hours(1), onset: .hours(60)), .heat)
        #expect(afterRun.code == .rest && afterRun.allowedFrom == t(.hours(2)))
        #expect(afterRun.sentence == "skin needs its rest, and no heat right after a run: heat in 2 h")

        let many = rules((0..<Int64(6)).map { .past(.ice, ended: .hours(1 + 3 * $0), id: $0) })
        let day = try refusal(many, .ice)
        #expect(day.code == .rest && day.wait?.until == t(.hours(2)) && day.allowedFrom == t(.hours(8)))
        #expect(day.sentence == "skin needs its rest, and 6 ice sessions in 24 h are enough: the next in 8 h")

        let early = try refusal(rules([.past(.heat, ended: .hours(20), dose: 25)], run: .hours(2)), .heat)
        #expect(early.code == .heatAfterRun && early.allowedFrom == t(.hours(4)))
        let late = try refusal(rules([.past(.ice, ended: .zero)], run: .minutes(179)), .heat)
        #expect(late.code == .rest && late.allowedFrom == t(.minutes(30)))
        #expect(late.sentence == "skin needs its rest: heat again in 30 min")
        let together = try refusal(rules([.past(.ice, ended: .zero)], run: .minutes(150)), .heat)
        #expect(together.sentence == "skin needs its rest: heat again in 30 min")
        #expect(try refusal(rules([.past(.ice, ended: .zero)], run: .hours(1)), .ice).allowedFrom == t(.hours(3)))
    }

    @Test("where a clock was not synchronised the refusal names the remedy")
    func remedy() {
        let history = History(sessions: [.past(.ice, ended: .hours(1))], unproven: true)
        let sentence = WaitRules(plan: .standard(), history: history).refusal(of: .ice, at: t(.zero))?.sentence
        #expect(
            sentence
                == "skin needs its rest: ice again in 2 h; the clock is not synchronised, so only time that has "
                + "provably passed counts: connect the board to a network so that it synchronises")
    }

    @Test("where the log could not be read the refusal says that its rest is assumed")
    func assumed() {
        let history = History(sessions: [.past(.ice, ended: .zero)], unproven: true, isAssumed: true)
        let sentence = WaitRules(plan: .standard(), history: history).refusal(of: .ice, at: t(.zero))?.sentence
        #expect(
            sentence
                == "skin needs its rest: ice again in 3 h; the log cannot be read or was damaged, so a session that "
                + "has just ended is assumed: see to the log first")
    }
}
