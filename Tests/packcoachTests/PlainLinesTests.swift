import CoachCore
import Testing

@testable import packcoach

@Suite("the simulator in lines")
struct PlainLinesTests {
    private let ascii = ScreenStyle.plain

    @Test("the same picture again tells nothing")
    func quiet() {
        var lines = PlainLines(style: ascii)
        #expect(!lines.lines(for: .applying).isEmpty)
        #expect(lines.lines(for: .applying) == [])
    }

    @Test("a log line is told once, even where its words repeat")
    func logLines() {
        var lines = PlainLines(style: ascii)
        var picture = BoardPicture.idle
        _ = lines.lines(for: picture)
        picture.log.append(.init(number: 2, time: "12:30:01", words: "refused rest"))
        #expect(lines.lines(for: picture) == ["12:30:01  refused rest"])
        picture.log = [.init(number: 3, time: "12:30:01", words: "refused rest")]
        #expect(lines.lines(for: picture) == ["12:30:01  refused rest"])
    }

    @Test("a new state says what to do")
    func states() {
        var lines = PlainLines(style: ascii)
        _ = lines.lines(for: .applying)
        var full = BoardPicture.applying
        full.state = .removePlanned
        full.remaining = nil
        #expect(
            lines.lines(for: full) == [
                "Mon 12:30:00  ICE - TAKE IT OFF. Full time. Take the pack off, then press SPACE."
            ])
    }

    @Test("the countdown is told once in a minute of the session")
    func countdown() {
        var lines = PlainLines(style: ascii)
        var picture = BoardPicture.applying
        _ = lines.lines(for: picture)
        for (elapsed, left) in [(498.9, nil), (539.999, nil), (540.0, "11:00 left"), (541, nil), (700, "8:20 left")] {
            let elapsed = Duration.milliseconds(Int64(elapsed * 1000))
            picture.elapsed = elapsed
            picture.remaining = .minutes(20) - elapsed
            let told = lines.lines(for: picture)
            #expect(told.count == (left == nil ? 0 : 1))
            if let left { #expect(told[0] == "Mon 12:30:00  ##..  \(left) - pack probe 0.0 C - modelled skin 32.3 C") }
        }
    }

    @Test("an alarm's beeps are told once in five minutes, and again in a new state")
    func buzzer() {
        var lines = PlainLines(style: ascii)
        var picture = BoardPicture.applying
        picture.state = .removePlanned
        _ = lines.lines(for: picture)
        var told = 0
        for second in 0..<301 {
            picture.now = .boot + .seconds(second)
            picture.buzzer = second.isMultiple(of: 2)
            told += lines.lines(for: picture).filter { $0.hasSuffix("the buzzer sounds") }.count
        }
        #expect(told == 2)
        picture.state = .removeSafety
        #expect(lines.lines(for: picture).last == "Mon 12:30:00  the buzzer sounds")
    }

    @Test("what the person did is told: pack, cloth, faults, switch, pace")
    func world() {
        var lines = PlainLines(style: ascii)
        var picture = BoardPicture.idle
        _ = lines.lines(for: picture)
        picture.bench?.cloth = "wet towel"
        picture.faults = ["pack probe: crc"]
        picture.modeSwitch = .heat
        picture.bench?.speed = 60
        picture.bench?.isPaused = true
        #expect(
            lines.lines(for: picture) == [
                "Mon 12:30:00  pack: melting ice - wet towel", "Mon 12:30:00  faults: pack probe: crc",
                "Mon 12:30:00  mode switch: heat", "Mon 12:30:00  paused", "Mon 12:30:00  60x speed",
            ])
    }

    @Test("what may start is told where nothing runs, and again when it changes otherwise than by time")
    func allowances() {
        var lines = PlainLines(style: ascii)
        var picture = BoardPicture.idle
        let words = "Mon 12:30:00  ice may start now; heat in 2:31:00 - no heat before 48 h"
        #expect(lines.lines(for: picture).contains(words))
        picture.allowances[1].wait = .minutes(150)
        #expect(lines.lines(for: picture) == [])
        picture.allowances[0] = .init(modality: .ice, wait: .minutes(180), why: "rest")
        #expect(
            lines.lines(for: picture) == [
                "Mon 12:30:00  ice in 3:00:00 - rest; heat in 2:30:00 - no heat before 48 h"
            ])
    }

    @Test("no line holds a control character, whatever the words", arguments: [ScreenStyle.plain, .full])
    func controlCharacters(style: ScreenStyle) {
        var lines = PlainLines(style: style)
        let told = lines.lines(for: .crowded) + lines.introduction(takesKeys: true) + lines.help()
        #expect(!told.joined().unicodeScalars.contains { $0.properties.generalCategory == .control })
    }

    @Test("the reminder and the safety note come first, the keys only for who can type")
    func introduction() {
        let lines = PlainLines(style: ascii)
        #expect(lines.introduction(takesKeys: false) == ["\(Guidance.reminder). \(Guidance.safetyNote)"])
        #expect(lines.introduction(takesKeys: true).count == 2)
    }
}
