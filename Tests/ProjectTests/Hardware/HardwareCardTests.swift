import TOMLKit
import Testing

@testable import CoachCore

/// The card's rows against what the service shows and sounds.
@Suite("Hardware/card.toml")
struct HardwareCardTests {
    private struct Card: Decodable {
        struct Row: Decodable {
            var id: String
            var lights: String?
            var blink: [Int]?
            var beep: [Int]?
            var again: Bool?
            var head: String
            var lines: [String]
        }

        var rows: [Row]
    }

    private let rows: [Card.Row]

    init() throws {
        rows = try TOMLDecoder().decode(Card.self, from: ProjectFiles.text(of: "Hardware/card.toml") ?? "").rows
    }

    /// What each row is about: one of each kind that the code has. A kind that is added there fails to compile here.
    private static func row(of display: Display) -> String {
        switch display {
        case .dark: "goodbye"
        case .all: "all"
        case .countdown: "countdown"
        case .window: "window"
        case .removePlanned: "remove-planned"
        case .removeSafety: "remove-safety"
        case .code: "refused"
        case .wait: "refused-wait"
        case .ready: "pack-ready"
        }
    }

    private static func rows(of sound: Sound) -> [String] {
        switch sound {
        case .chirp: ["countdown", "skin-check"]
        case .twoChirps: ["window", "pack-ready"]
        case .refusal: ["refused", "refused-wait"]
        case .warning: ["warning"]
        case .goodbye: ["goodbye"]
        case .planned: ["remove-planned"]
        case .safety: ["remove-safety"]
        }
    }

    /// From the instant 0 on, each as the card draws it.
    private static let shown: [(id: String, display: Display)] = {
        let (now, minute) = (Instant.boot, Duration.minutes(1))
        let packOn = now - minute * 7
        let refused = Refusal(.packTooCold, nil, "").blinks
        let waiting = Display.wait(since: now, from: now - minute * 90, until: now + minute * 90, code: 3)
        let all: [Display] = [
            .dark, .all, .countdown(start: packOn, ceiling: minute * 20),
            .window(start: now - minute * 15, opened: now, ceiling: minute * 20), .removePlanned(since: now),
            .removeSafety(since: now), .code(refused, since: now), waiting, .ready(since: now),
        ]
        return all.map { (row(of: $0), $0) } + [
            ("skin-check", .countdown(start: packOn, ceiling: minute * 20)),
            ("fault", .code(Fault.probe(.pack).blinks, since: now)),
        ]
    }()

    @Test("every row's lights are what the LEDs do, to the millisecond, for five seconds")
    func lights() throws {
        #expect(Set(Self.shown.map(\.id)) == Set(rows.filter { $0.lights != nil }.map(\.id)))
        for (id, display) in Self.shown {
            let row = try #require(rows.first { $0.id == id }, "\(id)")
            let lights = Array(row.lights ?? "")
            for milliseconds in 0..<5000 {
                let at = Instant.boot + .milliseconds(Int64(milliseconds))
                let isOn = Self.isOn(row.blink ?? [], at: milliseconds)
                let wanted = lights.map { light in
                    switch light {
                    case "#": true
                    case "*", "/": isOn
                    case "\\": !isOn
                    default: false
                    }
                }
                let frame = display.indication(at: at, count: 4).frame
                try #require((0..<4).map { frame[$0] } == wanted, "\(id) at \(milliseconds) ms")
            }
        }
    }

    @Test("every row's beeps are what the buzzer sounds, and no sound is without a row")
    func beeps() throws {
        let sounds: [Sound] = [.chirp, .twoChirps, .refusal, .warning, .goodbye, .planned, .safety]
        for sound in sounds {
            for id in Self.rows(of: sound) {
                let row = try #require(rows.first { $0.id == id }, "\(id)")
                #expect(row.beep?.map { Duration.milliseconds(Int64($0)) } == sound.rhythm.segments, "\(id)")
                #expect(row.again ?? false == sound.rhythm.repeats, "\(id)")
            }
        }
        #expect(Set(sounds.flatMap { Self.rows(of: $0) }) == Set(rows.filter { $0.beep != nil }.map(\.id)))
    }

    @Test("the figures in its words are the rules' own")
    func words() {
        let words = { (id: String) in
            rows.first { $0.id == id }.map { ([$0.head] + $0.lines).joined(separator: " ") } ?? "no such row"
        }
        let (checks, seconds) = (CoachRules.skinChecks, Duration.seconds(1))
        #expect(
            words("skin-check").contains("\(checks[0].wholeMinutes) and \(checks[1].wholeMinutes) minutes"))
        #expect(words("remove-planned").contains("for \(CoachRules.plannedEscalatesAfter.wholeMinutes) minutes"))
        let cycle = Sound.planned.rhythm.length.nanoseconds / seconds.nanoseconds
        #expect(words("remove-planned").contains("every \(cycle) s"))
        #expect(CoachRules.recheckAfter == .minutes(1) && CoachRules.resumeWithin == .minutes(1))
        #expect(words("refused").contains("\(CoachRules.refusalShown.nanoseconds / seconds.nanoseconds) s"))
        #expect(CoachRules.checkTimeout <= .seconds(2) && CoachRules.lampTest == .seconds(1))
        for (code, blinks) in [(RefusalCode.probeFault, "1 probe"), (.packTooCold, "2 pack"), (.rest, "3 wait")] {
            #expect(words("refused").contains("\(Refusal(code, nil, "").blinks)\(blinks.dropFirst())"))
        }
        let faults = [Fault.probe(.pack), .clock, .log, .board].map { fault in
            "\(fault.blinks) \(fault.name.split(separator: " ").last ?? "")"
        }
        #expect(words("fault").contains(faults.joined(separator: ", ")))
    }

    @Test("the picture has every word of it")
    func picture() throws {
        let picture = Picture(try #require(ProjectFiles.text(of: "Hardware/pictures/card.svg")))
        for row in rows {
            let words = Picture.words(picture.group("row-\(row.id)"))
            #expect(Array(words.suffix(row.lines.count + 1)) == [row.head] + row.lines)
        }
    }

    private static func isOn(_ rhythm: [Int], at milliseconds: Int) -> Bool {
        guard !rhythm.isEmpty else { return true }
        var left = milliseconds % rhythm.reduce(0, +)
        for (index, length) in rhythm.enumerated() {
            if left < length { return index.isMultiple(of: 2) }
            left -= length
        }
        return false
    }
}

extension Duration {
    fileprivate var wholeMinutes: Int64 { nanoseconds / Duration.minutes(1).nanoseconds }
}
