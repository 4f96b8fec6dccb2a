import Testing

@testable import CoachCore

/// The frames of one display over time, with the milliseconds at which they begin.
private func frames(_ display: Display, count: Int, for duration: Duration) -> [String] {
    var lines: [String] = []
    var now = t(.zero)
    while now < t(duration) {
        let shown = display.indication(at: now, count: count)
        lines.append("\((now - t(.zero)).milliseconds) \(shown.frame.pattern)")
        guard let next = shown.changesAt else { break }
        now = next
    }
    return lines
}

@Suite("LEDs outside a session")
struct OtherDisplayTests {
    @Test("remove-planned: all flash at 2 Hz", arguments: 1...10)
    func removePlanned(count: Int) {
        let (on, off) = (LEDFrame.all(count).pattern, LEDFrame.off(count).pattern)
        #expect(
            frames(.removePlanned(since: t(.zero)), count: count, for: .seconds(1))
                == ["0 \(on)", "250 \(off)", "500 \(on)", "750 \(off)"])
    }

    @Test("remove-safety: the first ceil(n/2) and the rest alternate at 4 Hz", arguments: 2...10)
    func removeSafety(count: Int) {
        let half = (count + 1) / 2
        let first = String(repeating: "1", count: half) + String(repeating: "0", count: count - half)
        let rest = String(repeating: "0", count: half) + String(repeating: "1", count: count - half)
        let display = Display.removeSafety(since: t(.zero))
        #expect(
            frames(display, count: count, for: .milliseconds(500))
                == ["0 \(first)", "125 \(rest)", "250 \(first)", "375 \(rest)"])
        #expect(display.indication(at: t(.milliseconds(130)), count: count).lit == .all(count))
    }

    @Test("remove-safety on one LED: three flashes, pause")
    func removeSafetyOne() {
        #expect(
            frames(.removeSafety(since: t(.zero)), count: 1, for: .milliseconds(1400)) == [
                "0 1", "125 0", "250 1", "375 0", "500 1", "625 0", "1250 1", "1375 0",
            ])
    }

    @Test("a code: so many blinks, then a pause", arguments: 1...4, [1, 4, 10])
    func code(blinks: Int, count: Int) {
        let (on, off) = (LEDFrame.all(count).pattern, LEDFrame.off(count).pattern)
        var expected = (0..<blinks).flatMap { ["\($0 * 500) \(on)", "\($0 * 500 + 200) \(off)"] }
        expected.append("\((blinks - 1) * 500 + 1700) \(on)")
        let length = Duration.milliseconds(Int64(blinks) * 500 + 1201)
        #expect(frames(.code(blinks, since: t(.zero)), count: count, for: length) == expected)
    }

    @Test("a wait: the share that is left, blinking at 1 Hz", arguments: 2...10)
    func wait(count: Int) {
        for minutes in stride(from: Int64(0), to: 180, by: 7) {
            let now = t(.minutes(minutes))
            let display = Display.wait(since: now, from: t(.zero), until: t(.hours(3)), code: 3)
            let lit = litAfter(.minutes(minutes), of: .hours(3), count: count)
            #expect(display.indication(at: now, count: count).frame == .first(lit, of: count))
            #expect(display.indication(at: now, count: count).lit == .first(lit, of: count))
            #expect(display.indication(at: now + .milliseconds(500), count: count).frame == .off(count))
        }
    }

    @Test("the last LED of a wait goes out as the wait is over", arguments: 2...10)
    func waitEnds(count: Int) {
        let display = Display.wait(since: t(.zero), from: t(.minutes(-30)), until: t(.milliseconds(1300)), code: 3)
        let (on, off) = (LEDFrame.first(1, of: count).pattern, LEDFrame.off(count).pattern)
        let shown = frames(display, count: count, for: .milliseconds(1400))
        #expect(shown == ["0 \(on)", "500 \(off)", "1000 \(on)", "1300 \(off)"])
    }

    @Test("a wait on one LED always blinks its code")
    func waitOne() {
        let display = Display.wait(since: t(.zero), from: t(.zero), until: t(.hours(3)), code: 3)
        let code = Display.code(3, since: t(.zero))
        #expect(frames(display, count: 1, for: .seconds(3)) == frames(code, count: 1, for: .seconds(3)))
    }

    @Test("a wait dated into the future shows all, never more than there are", arguments: 2...10)
    func waitFromTheFuture(count: Int) {
        let display = Display.wait(since: t(.zero), from: t(.hours(1)), until: t(.hours(4)), code: 3)
        #expect(display.indication(at: t(.zero), count: count).frame == .all(count))
    }

    @Test("a watched pack that is ready: a short blink every 3 s; dark and the lamp test are steady")
    func readyAndSteady() {
        #expect(
            frames(.ready(since: t(.zero)), count: 4, for: .milliseconds(3100)) == ["0 1111", "150 0000", "3000 1111"])
        #expect(Display.dark.indication(at: t(.zero), count: 10) == .steady(.off(10)))
        #expect(Display.all.indication(at: t(.zero), count: 10) == .steady(.all(10)))
    }

    @Test("ready, the service just up: all on for 1 s", arguments: [1, 4, 10])
    func lampTest(count: Int) {
        let driver = CoachDriver(.standard(leds: count), at: t(.zero), pack: 22)
        driver.advance(to: t(.seconds(30)))
        let (on, off) = (LEDFrame.all(count).pattern, LEDFrame.off(count).pattern)
        #expect(driver.blinks == ["0:00.000 \(on)", "0:01.000 \(off)"])
        #expect(driver.buzzes == [])
    }
}

@Suite("LEDs of a refusal")
struct RefusalDisplayTests {
    static let refusals: [(pack: Reading, history: History, blinks: Int)] = [
        (.failure(.missing), History(), 1),
        (celsius(22), History(), 2), (celsius(-6), History(), 2), (celsius(52), History(), 2),
        (celsius(40), History(lastRun: t(.zero - .hours(1))), 3),
        (celsius(40), History(onset: t(.zero - .hours(1))), 3),
    ]

    @Test("it is shown for 5 s: 1 probe, 2 pack, 3 wait, with one 800 ms buzz", arguments: refusals)
    func refused(pack: Reading, history: History, blinks: Int) {
        let driver = CoachDriver(history: history, pack: 22)
        driver.advance(to: t(.zero) - .tick)
        driver.readings[.pack] = pack
        driver.press(at: t(.zero))
        driver.advance(to: t(.seconds(20)))
        var expected = frames(.code(blinks, since: t(.zero)), count: 4, for: .seconds(5)).map { line in
            let parts = line.split(separator: " ")
            return "\(clock(t(.milliseconds(Int64(parts[0]) ?? 0)))) \(parts[1])"
        }
        if !expected[expected.count - 1].hasSuffix("0000") { expected.append("0:05.000 0000") }
        #expect(driver.blinks == expected)
        #expect(driver.buzzes == ["0:00.000 on", "0:00.800 off"])
    }

    static let waits: [(history: History, lit: Int)] = [
        (History(sessions: [.past(.heat, ended: .minutes(15))]), 3),
        (History(sessions: (0..<3).map { .past(.heat, ended: .hours(6 + $0), id: $0) }), 3),
        (History(sessions: [.past(.heat, ended: .hours(18), dose: 20)]), 1),
    ]

    @Test("for a rest or a daily limit the share of the wait still left blinks", arguments: waits)
    func refusedForAWait(history: History, lit: Int) {
        let driver = CoachDriver(history: history, pack: 40)
        driver.press(at: t(.zero))
        #expect(driver.shown.lit == .first(lit, of: 4))
        driver.advance(to: t(.milliseconds(5900)))
        let on = LEDFrame.first(lit, of: 4).pattern
        // The answer to the press lights all of them for as long as the probe takes: here no time.
        var expected = (0..<5).flatMap { second -> [String] in ["0:0\(second).000 \(on)", "0:0\(second).500 0000"] }
        expected.insert("0:00.000 1111", at: 0)
        #expect(driver.blinks == expected)
    }

    @Test("a new attempt that starts forgets the refusal before it")
    func newAttemptStarts() {
        let driver = CoachDriver(pack: 22)
        driver.press(at: t(.zero))
        driver.readings[.pack] = celsius(10)
        driver.press(at: t(.seconds(1)))
        driver.command(.stop, at: t(.seconds(3)))
        #expect(driver.ends.map(\.reason) == [.stoppedEarly])
        #expect(driver.shown == .steady(.off(4)))
    }

    @Test("another press is a new attempt: all LEDs, then its own answer")
    func newAttempt() {
        let driver = CoachDriver(history: History(sessions: [.past(.ice, ended: .hours(1))]), pack: 10)
        driver.press(at: t(.zero))
        driver.latency = { _, _ in .milliseconds(750) }
        driver.press(at: t(.seconds(2)))
        #expect(driver.shown.frame == .all(4))
        driver.advance(to: t(.seconds(7)))
        #expect(driver.refusals == ["0:00.000 rest", "0:02.750 rest"])
        #expect(driver.shown.lit == .first(3, of: 4))
        driver.advance(to: t(.milliseconds(7750)))
        #expect(driver.shown == .steady(.off(4)))
    }
}
