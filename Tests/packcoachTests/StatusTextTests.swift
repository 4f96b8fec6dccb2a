import CoachCore
import CoachService
import FoundationEssentials
import SessionLog
import Testing

@testable import packcoach

@Suite("The status as text")
struct StatusTextTests {
    private func lines(
        _ changes: [String: String] = [:], style: ScreenStyle = .full, width: Int = 120, advice: [Advice] = []
    ) throws -> [String] {
        StatusText(time: LocalTime(utc: true), style: style, width: width)
            .lines(try Self.report(changes), advice: advice)
    }

    /// An idle service whose members are replaced.
    static func report(_ changes: [String: String] = [:]) throws -> StatusReport {
        let allowed = #"{"allowed":true,"code":null,"message":null,"from":null,"left_s":null}"#
        var members = [
            "state": #""idle""#, "checking": "false", "modality": "null", "session": "null", "elapsed_s": "null",
            "left_s": "null", "opens_in_s": "null", "leds": #""0000""#, "lit": #""0000""#, "buzzer": "false",
            "probes": #"[{"role":"pack","celsius":3.25,"fault":null,"age_s":0.4}]"#, "faults": "[]", "ice": allowed,
            "heat": allowed, "onset_marked": "true", "pack_ready": "false", "now": #""2026-05-04T12:00:00.000Z""#,
            "clock_synchronised": "true", "database": #""/x.db""#, "version": #""1""#,
        ]
        members.merge(changes) { $1 }
        let json = "{" + members.map { "\"\($0.key)\":\($0.value)" }.joined(separator: ",") + "}"
        return try JSONDecoder().decode(StatusReport.self, from: Data(json.utf8))
    }

    @Test("idle")
    func idle() throws {
        #expect(
            try lines() == [
                "Idle.",
                "LEDs        ○○○○",
                "pack probe  3.3 °C, 1 s ago",
                "ice         you may ice now",
                "heat        you may heat now",
                "onset       marked",
                "clock       2026-05-04 12:00:00 UTC",
                "The probe lies on the pack and cannot feel skin: the timer is the main protection.",
            ])
    }

    @Test("in a session the seconds add up")
    func session() throws {
        let running = [
            "state": #""applying""#, "modality": #""ice""#, "session": "7", "elapsed_s": "61.9", "left_s": "1138.1",
            "opens_in_s": "838.1", "lit": #""1110""#, "buzzer": "true",
        ]
        let shown = try lines(running)
        #expect(shown[0] == "Ice, session 7.")
        #expect(shown[1] == "time        1:01 of 20:00, 18:59 left; the window opens at 15:00")
        #expect(shown[2] == "LEDs        ●●●○; the buzzer sounds")
        let open = try lines(running.merging(["state": #""window-open""#, "opens_in_s": "null"]) { $1 })
        #expect(open[0] == "Ice, session 7: the window is open, taking the pack off completes it.")
        #expect(open[1] == "time        1:01 of 20:00, 18:59 left")
    }

    @Test("a wait is told with its end, as far as the clock knows it, and its code")
    func wait() throws {
        let known =
            #"{"allowed":false,"code":"rest","message":"in 2 h","from":"2026-05-04T14:00:00.000Z","left_s":7200}"#
        let unknown = #"{"allowed":false,"code":"rest","message":"in 2 h","from":null,"left_s":7200}"#
        let shown = try lines(["ice": known, "heat": unknown, "clock_synchronised": "false"])
        #expect(shown.contains("ice         you may ice from 14:00 UTC; not now: in 2 h (rest)"))
        #expect(shown.contains("heat        not now: in 2 h (rest)"))
        #expect(shown.contains("clock       ~2026-05-04 12:00:00 UTC, not synchronised"))
    }

    @Test("what stands in the way and is no wait has no end; a session reminds of the cloth and of when to take it off")
    func obstacle() throws {
        let obstacle = #"{"allowed":false,"code":"already-running","message":"it runs","from":null,"left_s":null}"#
        let shown = try lines(["state": #""applying""#, "session": "7", "ice": obstacle, "heat": obstacle])
        #expect(shown.contains("ice         not now: it runs (already-running)"))
        #expect(shown.contains(SafetyWords.cloth) && shown.contains(SafetyWords.takeOff))
        #expect(!(try lines()).contains(SafetyWords.cloth))
    }

    @Test("an early stop that may be taken back is told with its time")
    func resume() throws {
        let shown = try lines(["resume": #"{"session":7,"modality":"ice","left_s":41.2}"#])
        #expect(
            shown.contains(
                "resume      for 42 s more a press or packcoach start takes back the early stop of session 7"))
    }

    @Test("who starts is reminded of the cloth and of when to take it off; heat has a word on rubs")
    func start() throws {
        let ice = [
            "state": #""applying""#, "modality": #""ice""#, "session": "7", "elapsed_s": "1", "left_s": "1199",
            "opens_in_s": "899",
        ]
        #expect(
            StartText.lines(session: 7, try Self.report(ice)) == [
                "Ice, session 7: 15 min to 20 min.", SafetyWords.cloth, SafetyWords.takeOff,
            ])
        let heat = ice.merging(["modality": #""heat""#, "opens_in_s": "1199"]) { $1 }
        #expect(
            StartText.lines(session: 7, try Self.report(heat)) == [
                "Heat, session 7: 20 min.", SafetyWords.cloth, SafetyWords.takeOff, SafetyWords.heat,
            ])
        let resumed = ice.merging(["elapsed_s": "300", "left_s": "900"]) { $1 }
        let words = StartText.lines(session: 7, try Self.report(resumed), goesOn: true)
        #expect(words[0] == "Ice, session 7 goes on: 15 min left.")
        #expect(StartText.lines(session: 8, try Self.report(ice))[0] == "Session 8 started.")
    }

    @Test("how long the pain has lasted is told in days from two on", arguments: [(7200, "2 h"), (200_000, "2 days")])
    func onset(seconds: Int, words: String) throws {
        #expect(try lines(["onset_age_s": "\(seconds)"]).contains("onset       marked, \(words) ago"))
    }

    @Test("advice stands below, broken at blanks to the terminal's width")
    func advice() throws {
        let shown = try lines(width: 40, advice: [.painRises, .sameDay])
        let ends = shown.indices.filter { shown[$0].isEmpty }
        #expect(ends.count == 2 && shown[ends[1] + 1].hasPrefix("Get help the same day: "))
        #expect(shown.contains("See a professional: three sessions in a"))
        #expect(shown.allSatisfy { $0.columns <= 40 })
    }

    @Test("a terminal without Unicode gets printable ASCII alone")
    func ascii() throws {
        let shown = try lines(["lit": #""1100""#], style: .plain)
        #expect(shown.contains("LEDs        ##.."))
        #expect(shown.contains("pack probe  3.3 C, 1 s ago"))
        #expect(shown.joined().unicodeScalars.allSatisfy { (0x20...0x7e).contains($0.value) })
    }

    @Test("without a service it says so first, and what the log knows of a session that was left")
    func stopped() throws {
        var shown = try lines(["state": #""stopped""#])
        #expect(shown[0].hasPrefix("The service is not running: no button, no countdown, no alarm."))
        #expect(!shown.contains { $0.hasPrefix("LEDs") || $0.hasPrefix("pack probe") })
        #expect(shown.contains("ice         you may ice now, once the service runs"))
        shown = try lines(
            ["state": #""stopped""#, "session": "7", "modality": #""ice""#, "elapsed_s": "65.5"])
        #expect(shown.joined(separator: " ").contains("Session 7 (ice) was not ended, and nothing counts it down"))
        #expect(shown.contains("time        1:05 since its start"))
        #expect(shown.contains(SafetyWords.takeOff))
        shown = try lines(["state": #""stopped""#, "session": "7", "modality": #""ice""#])
        #expect(shown.joined(separator: " ").contains("nobody has said that the pack is off: take it off."))
    }

    @Test("faults and alarms come first, probes say what they are")
    func faults() throws {
        let probes =
            #"[{"role":"pack","celsius":null,"fault":"crc","age_s":2},{"role":"skin"}]"#
        let shown = try lines([
            "state": #""fault""#,
            "faults": #"[{"name":"pack probe","message":"no temperature"},{"name":"log","message":""}]"#,
            "probes": probes, "pack_ready": "true", "onset_marked": "false",
        ])
        #expect(shown[0] == "Idle, with a fault.")
        #expect(shown[2] == "pack probe  no temperature: crc, 2 s ago")
        #expect(shown[3] == "skin probe  not read yet")
        #expect(shown[4] == "fault       pack probe: no temperature")
        #expect(shown[5] == "fault       log")
        #expect(shown.contains("pack        ready: a press would now start"))
        #expect(shown.contains("onset       not marked, so the 48-hour rule is not armed"))
        #expect(!shown.joined().contains("cannot feel skin"))
        #expect(try lines(["state": #""remove-safety""#, "session": "7"])[0].hasPrefix("ALARM, session 7: "))
        #expect(try lines(["state": #""remove-planned""#, "session": "7"])[0].hasPrefix("Full time, session 7: "))
        #expect(try lines(["checking": "true"])[0] == "Starting: the probe is being read.")
        #expect(try lines(["state": #""resting""#])[0] == "resting")
    }
}
