import Testing

@testable import CoachCore

/// ceil(n × left / whole), worked out another way than by the code: counting LEDs whose share of time is not over.
func litAfter(_ elapsed: Duration, of whole: Duration, count: Int) -> Int {
    (0..<count).filter { whole.nanoseconds * Int64($0) < (whole - elapsed).nanoseconds * Int64(count) }.count
}

@Suite("LEDs of a session")
struct CountdownDisplayTests {
    private let start = t(.zero)
    private let ceiling = Duration.minutes(20)

    private func countdown(_ elapsed: Duration, count: Int) -> Indication {
        Display.countdown(start: start, ceiling: ceiling).indication(at: start + elapsed, count: count)
    }

    private func window(_ elapsed: Duration, count: Int) -> Indication {
        Display.window(start: start, opened: start + .minutes(15), ceiling: ceiling)
            .indication(at: start + elapsed, count: count)
    }

    @Test("applying: ceil(n × left / ceiling) are lit, the top one blinks at 1 Hz", arguments: 2...10)
    func applying(count: Int) {
        for milliseconds in stride(from: Int64(0), to: 1_200_000, by: 250) {
            let elapsed = Duration.milliseconds(milliseconds)
            let lit = litAfter(elapsed, of: ceiling, count: count)
            let isOn = milliseconds % 1000 < 500
            let shown = countdown(elapsed, count: count)
            let isRight =
                shown.lit == .first(lit, of: count) && shown.frame == .first(isOn ? lit : lit - 1, of: count)
            if !isRight || shown.buzzer { Issue.record("\(shown) after \(elapsed)") }
        }
    }

    @Test("an LED goes out when its share is over, to the millisecond", arguments: 2...10)
    func shares(count: Int) {
        for index in 1..<count {
            // Where the ceiling does not divide evenly, the first whole millisecond after.
            let exact = ceiling.nanoseconds * Int64(index)
            let over = Duration.milliseconds((exact + Int64(count) * 1_000_000 - 1) / (Int64(count) * 1_000_000))
            #expect(countdown(over - .tick, count: count).lit == .first(count - index + 1, of: count))
            #expect(countdown(over, count: count).lit == .first(count - index, of: count))
            #expect(countdown(over + .tick, count: count).lit == .first(count - index, of: count))
        }
        #expect(countdown(.zero, count: count).lit == .all(count))
        #expect(countdown(ceiling - .tick, count: count).lit == .first(1, of: count))
    }

    @Test("it names the instant of its next change, and nothing changes before it", arguments: 1...10)
    func nextChange(count: Int) {
        for show in [countdown, window] as [(Duration, Int) -> Indication] {
            var elapsed = Duration.zero
            var changes = 0
            while elapsed < ceiling {
                let shown = show(elapsed, count)
                guard let changesAt = shown.changesAt else { break }
                let next = changesAt - start
                let before = show(next - .nanoseconds(1), count)
                if next <= elapsed || before != shown {
                    Issue.record("\(shown) at \(elapsed), \(before) before \(next)")
                }
                elapsed = next
                changes += 1
            }
            #expect(changes >= 240)
        }
    }

    @Test("one LED alone: each 10 s as many short blinks as 5-minute blocks are left")
    func oneLED() {
        for (minute, blinks) in [(0, 4), (5, 3), (10, 2), (15, 1), (19, 1)] as [(Int64, Int64)] {
            let on = (Int64(0)..<10_000).filter {
                countdown(.minutes(minute) + .milliseconds($0), count: 1).frame == .all(1)
            }
            let expected = (0..<blinks).flatMap { blink -> [Int64] in Array(blink * 500..<blink * 500 + 200) }
            #expect(on == expected)
        }
        // A block is left as long as any of it is.
        #expect(blinksOfOneLED(at: .minutes(4) + .seconds(50), ceiling: ceiling) == 4)
        #expect(countdown(.minutes(5) - .tick, count: 1).lit == .all(1))
    }

    @Test("one LED and a ceiling that is no whole number of blocks: the first block is the short one")
    func oneLEDOddCeiling() {
        #expect(blinksOfOneLED(at: .zero, ceiling: .minutes(12)) == 3)
        #expect(blinksOfOneLED(at: .minutes(2), ceiling: .minutes(12)) == 2)
        #expect(blinksOfOneLED(at: .minutes(7), ceiling: .minutes(12)) == 1)
    }

    /// Counts the blinks in the 10 s from `elapsed` on.
    private func blinksOfOneLED(at elapsed: Duration, ceiling: Duration) -> Int {
        let frames = (0..<100).map { tenth in
            Display.countdown(start: start, ceiling: ceiling)
                .indication(at: start + elapsed + .milliseconds(tenth * 100), count: 1).frame[0]
        }
        return zip(frames, [false] + frames).filter { $0.0 && !$0.1 }.count
    }

    @Test("window-open: the lit ones blink together, 1 s on, 1 s off, from its opening on", arguments: 2...10)
    func windowOpen(count: Int) {
        for milliseconds in stride(from: Int64(900_000), to: 1_200_000, by: 250) {
            let elapsed = Duration.milliseconds(milliseconds)
            let lit = litAfter(elapsed, of: ceiling, count: count)
            let shown = window(elapsed, count: count)
            #expect(shown.lit == .first(lit, of: count))
            #expect(shown.frame == (milliseconds % 2000 < 1000 ? .first(lit, of: count) : .off(count)))
        }
    }

    @Test("nothing is left past the ceiling: dark, not a negative share", arguments: 2...10)
    func pastTheCeiling(count: Int) {
        #expect(window(ceiling, count: count).lit == .off(count))
        #expect(countdown(ceiling, count: count).lit == .off(count))
        #expect(countdown(ceiling + .hours(1), count: count).frame == .off(count))
    }

    @Test("the coach shows it so with n LEDs", arguments: 1...10)
    func throughTheCoach(count: Int) {
        let driver = CoachDriver(.standard(leds: count), pack: 10)
        driver.press(at: t(.zero))
        driver.advance(to: t(.seconds(700)))
        #expect(driver.shown == countdown(.seconds(700), count: count))
        driver.advance(to: t(.seconds(1001)))
        #expect(driver.shown == window(.seconds(1001), count: count))
    }

    @Test(
        "one LED: a block is over to the millisecond, in the middle of a blink too", arguments: [-1, 0, 1] as [Int64])
    func blockEnds(milliseconds: Int64) {
        // Ten minutes are left 1.1 s into a round, while the third of three blinks is on.
        let display = Display.countdown(start: t(.zero), ceiling: .milliseconds(751_100))
        let shown = display.indication(at: t(.milliseconds(151_100 + milliseconds)), count: 1)
        #expect(shown.frame == (milliseconds < 0 ? .all(1) : .off(1)))
    }

    @Test("the open window: 1 s on, 1 s off, to the millisecond")
    func calm() {
        let changes = [0, 1, 2, 3].map { Rhythm.calm.state(after: .seconds($0)) }
        #expect(changes.map(\.isOn) == [true, false, true, false])
        #expect(changes.map(\.changesAt) == [.seconds(1), .seconds(2), .seconds(3), .seconds(4)])
    }
}
