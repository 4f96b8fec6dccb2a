import CoachCore

@testable import packcoach

extension BoardPicture {
    /// Nothing runs; four LEDs are dark.
    static let idle: BoardPicture = {
        var picture = BoardPicture(
            leds: .off(4), now: .boot + .minutes(30), clock: "Mon 12:30:00", title: "packcoach simulate",
            shortKeys: Trial.shortKeys, keys: Trial.keys)
        picture.bench = Bench(pack: "melting ice", cloth: "dry towel", modelledSkin: .celsius(32.25))
        picture.allowances = [
            Allowance(modality: .ice), Allowance(modality: .heat, wait: .minutes(151), why: "no heat before 48 h"),
        ]
        picture.packReading = .success(.celsius(0))
        picture.log = [LogLine(number: 1, time: "12:00:00", words: "service ready")]
        return picture
    }()

    /// Ice, 8:18.4 into the session, the third LED dark in its blink.
    static let applying: BoardPicture = {
        var picture = idle
        picture.state = .applying
        picture.modality = .ice
        let elapsed = Duration.milliseconds(498_400)
        let start = picture.now - elapsed
        picture.elapsed = elapsed
        picture.remaining = .minutes(20) - elapsed
        picture.windowOpensIn = .minutes(15) - elapsed
        picture.span = .session(start: start, minimum: .minutes(15), ceiling: .minutes(20))
        picture.leds = .first(2, of: 4)
        picture.limits = [
            .init(name: "warn 10", at: .celsius(10)), .init(name: "stop 7", at: .celsius(7)),
            .init(name: "stop 43", at: .celsius(43)),
        ]
        picture.points = (0...498).map { second in
            Point(
                at: start + .seconds(second), pack: 0, skin: nil, modelledSkin: 32 - 12 * Double(second) / 498)
        }
        picture.log += (2...40).map { LogLine(number: $0, time: "12:21:42", words: "line \($0)") }
        return picture
    }()

    /// Every text too long for any terminal, and hostile; every optional thing there.
    static let crowded: BoardPicture = {
        var picture = applying
        let hostile = "\u{1b}[31mred\r\n日本語 👩‍👩‍👧 e\u{301} " + String(repeating: "endless ", count: 60)
        picture.state = .removeSafety
        picture.remaining = nil
        picture.leds = .all(10)
        picture.buzzer = true
        picture.bench?.pack = hostile
        picture.bench?.cloth = hostile
        picture.bench?.clothIsMissing = true
        picture.bench?.isPaused = true
        picture.ledWords = hostile
        picture.buzzerWords = hostile
        picture.title = hostile
        picture.shortKeys = [.init(name: hostile, meaning: hostile)]
        picture.modeSwitch = .heat
        picture.faults = [hostile, hostile]
        picture.packReading = .failure(.lowPower)
        picture.skinReading = .success(.celsius(-39.95))
        picture.headline = hostile
        picture.refusal = hostile
        picture.log += [LogLine(number: 41, time: hostile, words: hostile)]
        picture.limits += [.init(name: hostile, at: .celsius(9))]
        picture.clock = hostile
        return picture
    }()
}
