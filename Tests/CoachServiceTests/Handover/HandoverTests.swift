import BoardHAL
import CoachCore
import Glibc
import TestSupport
import Testing

@testable import CoachService

@Suite("What a run of the service leaves for the next one")
struct HandoverTests {
    private static let bootID = "01234567-89ab-4def-8123-456789abcdef"

    static let all: [Handover] = {
        var odd = Configuration.default
        odd.board = "/dev/my chip 0"
        odd.leds = .init(lines: [9], active: .low)
        odd.buzzer = .init(line: 0, active: .low, chirps: .all)
        odd.button = .init(line: 3, active: .high, bias: .pullDown, debounce: .milliseconds(5))
        let overridden = UnfinishedSession.running.with { $0.start.overrideReason = "said the physio  twice" }
        // A blank and an accent that belongs to nothing are one character.
        let accented = UnfinishedSession.running.with { $0.start.overrideReason = "\u{301}said \u{200d}the physio" }
        let cutOff = UnfinishedSession.alarming.with {
            $0.start.modality = .heat
            $0.start.probes = [.skin]
            $0.end = SessionEnd(
                at: .after(.seconds(200)), reason: .tooHot, probe: .skin, duration: .seconds(100), windowMet: false)
            $0.alarm = .init(kind: .safety, since: .after(.seconds(200)))
        }
        let earlier = UnfinishedSession.alarming.with {
            $0.isFromEarlierBoot = true
            $0.start.at = Instant(nanoseconds: -5)
        }
        return [
            .standard(), Handover(wiring: BoardWiring(odd, isSimulated: false)),
            Handover(wiring: BoardWiring(.default, isSimulated: true), session: .init(.running)),
            .standard(.init(overridden)), .standard(.init(accented)), .standard(.init(.alarming)),
            .standard(.init(cutOff)),
            .standard(.init(earlier)),
            .standard(.init(.alarming, answeredAt: .after(.seconds(1400)))),
            .standard(.init(earlier.with { $0.acknowledgedAt = .after(.seconds(20)) })),
            Handover(wiring: BoardWiring(.default, isSimulated: false), session: .init(.running), unlogged: unlogged),
        ]
    }()

    /// One of each kind that has a line, with all that may be missing.
    static let unlogged: [LogEntry] = [
        .started(UnfinishedSession.running.with { $0.start.overrideReason = "said the physio  twice" }.start),
        .started(UnfinishedSession.running.with { $0.start.overrideReason = "\u{301}said" }.start),
        .started(UnfinishedSession.running.start),
        .measured(session: 7, minimum: .celsius(-2.5), maximum: nil, dose: 0.1 + 0.2),
        .ended(
            session: 7,
            SessionEnd(
                at: .after(.seconds(200)), reason: .tooHot, probe: .skin, duration: .seconds(100), windowMet: false)),
        .resumed(session: 7, at: .after(.seconds(201))),
        .alarm(session: 7, at: .after(.seconds(202)), .safety),
        .alarmOver(session: 7, at: .after(.seconds(203)), expired: false),
        .alarmOver(session: 7, at: .after(.seconds(204)), expired: true),
        .event(LogEvent(session: 7, at: .after(.seconds(205)), kind: .probeFault, detail: "pack crc")),
        .event(LogEvent(session: nil, at: Instant(nanoseconds: -5), kind: .run)),
    ]

    @Test("SR-27: a reading is left to the log, and of events without end the newest are kept")
    func room() throws {
        var handover = Handover.standard(.init(.running))
        let sample = Sample(role: .pack, at: .after(.seconds(101)), reading: .success(.celsius(1)))
        let ended = Self.unlogged[3]
        let events = (0..<2000).map { LogEvent(session: nil, at: .boot, kind: .service, detail: "started \($0)") }
        handover.unlogged = [.sample(session: 7, sample), ended] + events.map { .event($0) }
        let text = handover.text(bootID: Self.bootID)
        #expect(text.utf8.count < 1 << 16)
        let read = try #require(Handover(parsing: text, bootID: Self.bootID))
        #expect(read.unlogged.first == ended)
        #expect(read.unlogged.last == events.last.map { .event($0) })
    }

    @Test("SR-20: what is written is what is read", arguments: all)
    func roundTrip(handover: Handover) throws {
        let text = handover.text(bootID: Self.bootID)
        #expect(Handover(parsing: text, bootID: Self.bootID) == handover, "\(text)")
    }

    @Test("SR-20: one of another boot, of another version or damaged is none, and never half of one")
    func refused() throws {
        let text = Handover.standard(.init(.alarming)).text(bootID: Self.bootID)
        #expect(Handover(parsing: text, bootID: "another") == nil)
        #expect(
            Handover(parsing: text.replacing("packcoach-handover 1", with: "packcoach-handover 2"), bootID: Self.bootID)
                == nil)
        #expect(Handover(parsing: "", bootID: Self.bootID) == nil)
        for name in ["boot", "board", "leds", "buzzer", "button", "told"] {
            let without = text.split(separator: "\n").filter { !$0.hasPrefix("\(name) ") }.joined(separator: "\n")
            #expect(Handover(parsing: without, bootID: Self.bootID) == nil, "without \(name)")
        }
        for words in [
            "log", "log ended 7 x", "log started 7", "log event 7 x run ", "log alarm 7 1 loud", "log sample 7 1",
        ] {
            #expect(Handover(parsing: text + words + "\n", bootID: Self.bootID) == nil, "\(words)")
        }
        for (name, words) in [
            ("session", "session 7"), ("end", "end x"), ("alarm", "alarm loud 1"), ("leds", "leds high 5 x"),
        ] {
            let lines = text.split(separator: "\n").map { $0.hasPrefix("\(name) ") ? Substring(words) : $0 }
            #expect(Handover(parsing: lines.joined(separator: "\n"), bootID: Self.bootID) == nil, "\(words)")
        }
    }

    @Test("SR-20: a file is replaced as a whole, and one that cannot be written is gone")
    func file() throws {
        let directory = try TestDirectory()
        let file = HandoverFile(besides: "\(directory.path)/socket", bootID: Self.bootID)
        #expect(file.read() == nil)
        for handover in Self.all {
            try file.write(handover)
            #expect(file.read() == handover)
        }
        let path = "\(directory.path)/socket.handover"
        #expect(access("\(path).new", F_OK) != 0)
        // Where the new one cannot be made, the old one would be a lie.
        #expect(mkdir("\(path).new", 0o755) == 0)
        #expect(throws: SystemFailure.self) { try file.write(.standard()) }
        #expect(file.read() == nil)
        rmdir("\(path).new")
    }

    @Test("SR-20: an alarm without the service ends a session that ran, once, and an answer stands")
    func alarm() {
        var handover = Handover.standard(.init(.running))
        handover.alarmSounds(at: .after(.seconds(400)))
        let end = SessionEnd(
            at: .after(.seconds(400)), reason: .shutdown, duration: .seconds(300), windowMet: false)
        #expect(handover.session?.session.end == end)
        #expect(handover.session?.session.alarm == .init(kind: .safety, since: .after(.seconds(400))))
        handover.alarmSounds(at: .after(.seconds(500)))
        #expect(handover.session?.session.end == end, "the second alarm changes nothing")
        #expect(handover.session?.session.alarm == .init(kind: .safety, since: .after(.seconds(400))))
        handover.alarmAnswered(at: .after(.seconds(501)))
        #expect(handover.unanswered == nil)
        handover.alarmSounds(at: .after(.seconds(600)))
        #expect(handover.session?.answeredAt == .after(.seconds(501)))
    }

    @Test("SR-20: an alarm that stood keeps its session's end; a planned one becomes a safety one")
    func standing() {
        var handover = Handover.standard(.init(.alarming))
        handover.alarmSounds(at: .after(.seconds(1400)))
        #expect(handover.session?.session.end == UnfinishedSession.alarming.end)
        #expect(handover.session?.session.alarm == .init(kind: .safety, since: .after(.seconds(1400))))
        var none = Handover.standard()
        none.alarmSounds(at: .after(.seconds(1)))
        #expect(none == .standard())
    }
}
