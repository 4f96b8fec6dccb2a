import CoachCore
import SessionLog
import Testing

@testable import packcoach

@Suite("Why did it beep?")
struct EventWordsTests {
    private func words(_ kind: EventKind, _ detail: String = "", session: Int64? = nil) -> EventWords {
        EventWords(.at(0, kind, detail, session: session), time: LocalTime(utc: true))
    }

    @Test(
        "each event that the buzzer answers is told with its sound",
        arguments: [
            (.started, "ice", 1, "chirp"), (.resumed, "", 1, "chirp"), (.skinCheck, "look at your skin", 1, "chirp"),
            (.windowOpen, "taking the pack off now completes the session", 1, "two chirps"),
            (.warned, "skin below 10.0 °C for 1 min (9.8 °C)", 1, "two short beeps"),
            (.notice, "pack-ready: a press would now start", nil, "two chirps"),
            (.ended, "shutdown", 1, "three beeps"),
            (.alarm, "planned: take the pack off", 1, "three beeps every 30 s"),
            (
                .alarm, "safety: take the pack off at once: skin at or below 2.0 °C (1.9 °C)", 1,
                "beeping without a pause"
            ),
            (.refused, "rest: skin needs its rest: ice again in 2 h", nil, "long buzz"),
            (.refused, "button-stuck: the button is stuck or held: release it", nil, "long buzz"),
        ] as [(EventKind, String, Int64?, String)])
    func sounds(kind: EventKind, detail: String, session: Int64?, sound: String) {
        #expect(words(kind, detail, session: session).sound == sound)
    }

    @Test(
        "what is only logged is silent",
        arguments: [
            (.ended, "completed", 1), (.ended, "ceiling", 1),
            (.ended, "too-cold: skin below 7.0 °C for 30 s (6.0 °C)", 1),
            (.acknowledged, "planned", 1), (.notice, "pack-spent: pack probe", 1), (.fault, "log: cannot write", nil),
            (.refused, "already-running: a session of ice is running", 1),
            (.refused, "alarm-unacknowledged: an alarm asks", nil), (.run, "", nil), (.service, "started", nil),
            (.probeFault, "skin crc", 1), (.clock, "the wall clock synchronised", nil),
        ] as [(EventKind, String, Int64?)])
    func silent(kind: EventKind, detail: String, session: Int64?) {
        #expect(words(kind, detail, session: session).sound == nil)
    }

    @Test("the words say what happened, and keep the codes that LEDs, journal and exit say alike")
    func said() {
        #expect(words(.ended, "ceiling").words == "ended: full time")
        #expect(
            words(.ended, "too-cold: skin below 7.0 °C for 30 s (6.0 °C)").words
                == "ended: too cold: skin below 7.0 °C for 30 s (6.0 °C)")
        #expect(
            words(.refused, "rest: skin needs its rest: ice again in 2 h").words
                == "start refused, rest: skin needs its rest: ice again in 2 h")
        #expect(
            words(.alarm, "planned: take the pack off").words
                == "alarm: take the pack off; unanswered for 2 min, it beeps without a pause")
        #expect(
            words(.alarm, "safety: after power-loss: take the pack off").words
                == "alarm: after power loss: take the pack off")
        #expect(
            words(.alarm, "safety: take the pack off at once: shutdown").words
                == "alarm: take the pack off at once: service stopped")
        #expect(
            words(.probeFault, "skin all-zero").words == "probe fault: skin probe, all-zero: the data line is held low")
        #expect(
            words(.notice, "frozen: pack probe").words
                == "notice: pack probe has not moved for 5 min: melting ice does so, a broken probe too")
        var given = EventRecord.at(0, .run, "")
        given.givenAt = .noon
        #expect(EventWords(given, time: LocalTime(utc: true)).words == "run marked, for 2026-05-04 12:00 UTC")
    }

    @Test("every code has words of its own, and one of another version is shown as it is")
    func codes() {
        for notice in [Notice](Notice.allCases) {
            let told = words(.notice, "\(notice.rawValue): pack probe").words
            #expect(told.hasPrefix("notice: ") && !told.contains(notice.rawValue), "\(told)")
        }
        for fault in ProbeFault.allCases {
            #expect(
                words(.probeFault, "pack \(fault.rawValue)").words.hasPrefix(
                    "probe fault: pack probe, \(fault.rawValue): "))
        }
        for reason in EndReason.allCases { #expect(words(.ended, reason.rawValue).words == "ended: \(reason.words)") }
        for kind in EventKind.allCases { #expect(!words(kind, "something").words.isEmpty) }
        #expect(words(.notice, "of-the-future: x").words == "notice: of-the-future: x")
        var later = EventRecord.at(0, .run, "detail")
        later.kind = "massage"
        #expect(EventWords(later, time: LocalTime(utc: true)).words == "massage: detail")
    }
}
