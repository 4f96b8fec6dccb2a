import CoachCore
import Testing

@testable import CoachService
@testable import SessionLog
@testable import packcoach

@Suite("What watch knows and shows")
struct WatchModelTests {
    private let start = Instant.boot + .hours(1)

    private func model() -> WatchModel { WatchModel(time: LocalTime(utc: true)) }

    /// Told at `seconds` of the test.
    private func tell(
        _ model: inout WatchModel, _ changes: [String: String] = [:], event: (kind: String, detail: String)? = nil,
        at seconds: Double = 0
    ) throws {
        let event = event.map { event in
            EventReport(at: "2026-05-04T12:00:00.000Z", kind: event.kind, detail: event.detail, session: nil)
        }
        let news = ControlMonitor.News(status: try StatusTextTests.report(changes), event: event)
        model.take(news, at: at(seconds))
    }

    private func at(_ seconds: Double) -> Instant { start + .milliseconds(Int64(seconds * 1000)) }

    /// Ice, session 7, 60 s after its press.
    private let running = [
        "state": #""applying""#, "modality": #""ice""#, "session": "7", "elapsed_s": "60", "left_s": "1140",
        "opens_in_s": "840", "lit": #""1111""#,
    ]

    private func rest(_ left: Int) -> String {
        #"{"allowed":false,"code":"rest","message":"m","from":"2026-05-04T14:20:00.000Z","left_s":\#(left)}"#
    }

    @Test("a session is drawn with its countdown, its window and its chart, and no further than was told")
    func session() throws {
        var model = model()
        try tell(&model, running)
        let picture = model.picture(at: at(3))
        #expect(picture.state == .applying && picture.modality == .ice)
        #expect(picture.elapsed == .seconds(60) && picture.remaining == .seconds(1140))
        #expect(picture.windowOpensIn == .seconds(840))
        #expect(picture.span == .session(start: at(-60), minimum: .minutes(15), ceiling: .minutes(20)))
        #expect(picture.leds == .all(4) && picture.ledWords == "the top one blinks")
        #expect(picture.packReading == .success(.celsius(3.25)) && picture.skinReading == nil)
        #expect(picture.title == "packcoach watch · session 7")
        #expect(picture.clock == "2026-05-04 12:00:03 UTC")
        #expect(picture.headline?.hasPrefix("Pack on.") == true)
    }

    @Test("a countdown of which no news come is not to be relied on, and nothing goes on by itself")
    func silence() throws {
        var model = model()
        try tell(&model, running)
        #expect(model.picture(at: at(4.9)).headline?.contains("No news") == false)
        #expect(model.picture(at: at(5)).headline?.contains("No news from the service for 5 s") == true)
        #expect(model.picture(at: at(500)).remaining == .seconds(1140))
        try tell(&model, at: 501)
        #expect(model.picture(at: at(600)).headline?.contains("No news") == false, "idle, nobody counts")
    }

    @Test("a rest counts down between news, with its time of day, and is never less than nothing")
    func restLeft() throws {
        var model = model()
        try tell(&model, ["ice": rest(100)])
        var allowance = model.picture(at: at(40)).allowances[0]
        #expect(allowance == .init(modality: .ice, wait: .seconds(60), why: "rest", from: "14:20 UTC"))
        allowance = model.picture(at: at(400)).allowances[0]
        #expect(allowance.wait == .zero)
        #expect(model.picture(at: at(0)).allowances[1] == .init(modality: .heat))
    }

    @Test("a log that does not answer is told, and everything else goes on")
    func logDoesNotAnswer() throws {
        var model = model()
        try tell(&model, running)
        model.missMemory(at: at(1))
        let picture = model.picture(at: at(2))
        #expect(picture.log.map(\.words) == ["watch: the log does not answer: what was before is missing here"])
        #expect(picture.remaining == .seconds(1140))
    }

    @Test("a service that waits for its disk is reason enough not to touch the log")
    func logIsStuck() throws {
        let stuck = ["faults": #"[{"name":"log","message":"no answer for 20 s"}]"#]
        #expect(WatchMemory.recalled(for: try StatusTextTests.report(stuck)) == nil)
        #expect(WatchMemory.recalled(for: try StatusTextTests.report())?.events.isEmpty == true)
    }

    @Test("what no wait ends is not now, and never may start now")
    func obstacle() throws {
        var model = model()
        let obstacle = #"{"allowed":false,"code":"alarm-unacknowledged","message":"m","from":null,"left_s":null}"#
        try tell(&model, ["state": #""remove-safety""#, "session": "7", "ice": obstacle, "heat": obstacle])
        let picture = model.picture(at: at(0))
        #expect(picture.allowances.map(Screen.words) == Array(repeating: "not now · alarm unanswered", count: 2))
        #expect(picture.state == .removeSafety && picture.buzzer)
        #expect(picture.buzzerWords == "BEEPS without a pause")
    }

    @Test("where the service goes it says so, shows nothing old as new, and says when it is back")
    func lost() throws {
        var model = model()
        try tell(&model, running)
        model.lose(at: at(1))
        model.lose(at: at(2))
        var picture = model.picture(at: at(2))
        #expect(picture.state == .off && picture.remaining == nil && picture.leds == .off(4))
        #expect(!picture.buzzer && picture.silenceWords == "not known" && picture.stateName == "no answer")
        #expect(picture.headline?.contains("look at the board") == true)
        #expect(picture.log.map(\.words) == ["watch: the service does not answer any more"])
        #expect(model.stoppable == nil)
        try tell(&model, running, at: 9)
        picture = model.picture(at: at(9))
        #expect(picture.state == .applying)
        #expect(picture.log.last?.words == "watch: the service answers again")
    }

    @Test("before anything was told nothing is said to be well")
    func unknown() {
        let picture = model().picture(at: at(0))
        #expect(picture.state == .off && picture.headline?.contains("does not answer") == true)
    }

    @Test("events are lines, and a refusal stands until something else happens")
    func events() throws {
        var model = model()
        try tell(&model, event: ("refused", "rest: skin needs its rest"))
        var picture = model.picture(at: at(0))
        #expect(picture.refusal == "skin needs its rest")
        #expect(picture.log.map(\.words) == ["start refused, rest: skin needs its rest"])
        #expect(picture.log.map(\.time) == ["12:00:00"])
        try tell(&model, event: ("notice", "no-sample: pack probe"))
        #expect(model.picture(at: at(0)).refusal != nil)
        var ready = model
        try tell(&ready, event: ("notice", "pack-ready: a press would now start"))
        #expect(ready.picture(at: at(0)).refusal == nil, "what was refused would now start")
        try tell(&model, running, event: ("started", "ice"))
        picture = model.picture(at: at(0))
        #expect(picture.refusal == nil)
        #expect(picture.log.map(\.number) == [1, 2, 3])
    }

    @Test("the chart takes each reading once, and breaks where there is none")
    func points() throws {
        var model = model()
        try tell(&model, running, at: 1)
        try tell(&model, running, at: 1.2)
        try tell(
            &model,
            running.merging(["probes": #"[{"role":"pack","celsius":null,"fault":"crc","age_s":0.4}]"#]) { $1 },
            at: 2)
        #expect(model.points.map(\.at) == [at(0.6), at(1.6)])
        #expect(model.points.map(\.pack) == [3.25, nil])
        #expect(model.picture(at: at(2)).packReading == .failure(.crc))
    }

    @Test("the chart breaks where nothing was told for longer than an idle probe is quiet")
    func gap() throws {
        var model = model()
        try tell(&model, running, at: 0)
        try tell(&model, running, at: 90)
        #expect(model.points.count == 2)
        try tell(&model, running, at: 181)
        #expect(model.points.map(\.pack) == [3.25, 3.25, nil, 3.25])
    }

    @Test("what the log recalls stands before what was told")
    func recall() throws {
        var model = model()
        try tell(&model, running.merging(["state": #""window-open""#, "opens_in_s": "null"]) { $1 })
        #expect(model.picture(at: at(0)).span == .session(start: at(-60), minimum: .minutes(20), ceiling: .minutes(20)))
        let samples = [(1, 5.0), (2, 4.0), (59, 3.5), (60, 3.25)].map { second, celsius in
            SampleRecord(time: .seconds(second), probe: .pack, reading: .success(.celsius(celsius)))
        }
        let event = EventRecord(
            bootID: "b", instant: .boot, at: WallTime(milliseconds: 0), clockSynced: true, kind: "started",
            detail: "ice")
        model.recall(WatchMemory(minimum: .minutes(15), samples: samples, events: [event]), at: at(0))
        #expect(model.points.map(\.at) == [at(-59), at(-58), at(-1), at(-0.4)])
        #expect(model.points.map(\.pack) == [5, 4, 3.5, 3.25])
        let picture = model.picture(at: at(0))
        #expect(picture.span == .session(start: at(-60), minimum: .minutes(15), ceiling: .minutes(20)))
        #expect(picture.log.map(\.words) == ["started: ice"])
        try tell(&model, event: ("notice", "x"))
        #expect(Set(model.log.map(\.number)).count == 2, "each line has its own number")
    }

    @Test("the two probes' samples of one second are one point")
    func twoProbes() {
        let memory = WatchMemory(samples: [
            SampleRecord(time: .milliseconds(1000), probe: .pack, reading: .success(.celsius(1))),
            SampleRecord(time: .milliseconds(1400), probe: .skin, reading: .success(.celsius(30))),
            SampleRecord(time: .milliseconds(2000), probe: .pack, reading: .failure(.crc)),
        ])
        #expect(
            memory.points(from: start) == [.init(at: at(1), pack: 1, skin: 30), .init(at: at(2), pack: nil, skin: nil)])
    }

    // MARK: Keys

    @Test("stopping asks first, for as long as it makes sense")
    func stopAsks() throws {
        var model = model()
        try tell(&model)
        #expect(model.stoppable == nil)
        model.ask(model.stoppable, otherwise: "nothing to stop", at: at(0))
        #expect(model.picture(at: at(5)).headline == "nothing to stop")
        #expect(model.picture(at: at(7)).headline != "nothing to stop")
        #expect(model.takeQuestion(at: at(1)) == nil)

        try tell(&model, running)
        model.ask(model.stoppable, otherwise: "", at: at(0))
        #expect(model.picture(at: at(1)).headline?.hasPrefix("Stop session 7 now? y") == true)
        #expect(model.takeQuestion(at: at(1)) == .stop(session: 7))
        #expect(model.takeQuestion(at: at(1)) == nil, "asked once")
        model.ask(model.stoppable, otherwise: "", at: at(0))
        #expect(model.takeQuestion(at: at(16)) == nil, "forgotten")
        model.ask(model.stoppable, otherwise: "", at: at(0))
        try tell(&model, ["state": #""remove-planned""#, "session": "7"])
        #expect(model.takeQuestion(at: at(1)) == nil, "it is over by itself")
        #expect(model.alarm == .acknowledge(session: 7))
        model.ask(model.alarm, otherwise: "", at: at(0))
        #expect(model.picture(at: at(1)).headline?.hasPrefix("Is the pack off? y") == true)
    }

    @Test("early stops that may be taken back, ready packs and faults are said")
    func headlines() throws {
        var model = model()
        try tell(&model, ["resume": #"{"session":7,"modality":"ice","left_s":41.2}"#])
        #expect(model.picture(at: at(10)).headline?.contains("For 32 s a press") == true)
        #expect(model.picture(at: at(42)).headline?.hasPrefix("Nothing runs.") == true)
        try tell(&model, ["pack_ready": "true"])
        #expect(model.picture(at: at(0)).headline?.hasPrefix("The pack will do now") == true)
        try tell(&model, ["state": #""fault""#, "faults": #"[{"name":"log","message":"disk full"}]"#])
        let picture = model.picture(at: at(0))
        #expect(picture.headline == "log: disk full." && picture.faults == ["log"])
        try tell(&model, ["checking": "true"])
        #expect(model.picture(at: at(0)).state == .checking)
        try tell(&model, ["state": #""resting""#])
        #expect(model.picture(at: at(0)).headline == "resting", "another version's")
    }

    @Test(
        "every picture fits its terminal, in ASCII too, and always reminds of the cloth", arguments: ScreenTests.sizes)
    func fits(size: (Int, Int)) throws {
        var model = model()
        var pictures = [model.picture(at: at(0))]
        for state in ["idle", "applying", "window-open", "remove-planned", "remove-safety", "fault"] {
            let isOn = state == "applying" || state == "window-open"
            let changes = isOn ? running : ["session": state.hasPrefix("remove") ? "7" : "null", "ice": rest(9999)]
            try tell(&model, changes.merging(["state": "\"\(state)\""]) { $1 })
            pictures.append(model.picture(at: at(0)))
        }
        for picture in pictures {
            for style in [ScreenStyle.plain, ScreenStyle(ink: .none, glyphs: .unicode)] {
                let lines = Screen.render(picture, width: size.0, height: size.1, style: style)
                #expect(lines.count == size.1 && lines.allSatisfy { $0.columns <= size.0 })
                guard size.0 >= 60, size.1 >= 17 else { continue }
                #expect(lines.joined(separator: "\n").contains("Dry cloth between pack and skin"))
                #expect(lines.joined(separator: "\n").contains(/q +quit/))
            }
        }
    }
}
