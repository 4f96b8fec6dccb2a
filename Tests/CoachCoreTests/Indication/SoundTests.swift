import Testing

@testable import CoachCore

@Suite("Sounds")
struct SoundTests {
    /// On and off in milliseconds, until it ends or `limit` is over.
    private func heard(_ sound: Sound, until limit: Int64 = 2000) -> [Int64] {
        var changes: [Int64] = []
        var elapsed = Duration.zero
        while elapsed < .milliseconds(limit), let next = sound.rhythm.state(after: elapsed).changesAt {
            changes.append(next.milliseconds)
            elapsed = next
        }
        return changes
    }

    @Test("each sound is on first, and changes as it should")
    func rhythms() {
        #expect(heard(.chirp) == [100])
        #expect(heard(.twoChirps) == [100, 250, 350])
        #expect(heard(.refusal) == [800])
        #expect(heard(.warning) == [250, 500, 750])
        #expect(heard(.goodbye) == [300, 500, 800, 1000, 1300])
        #expect(heard(.planned, until: 31_000) == [300, 500, 800, 1000, 1300, 30_000, 30_300, 30_500, 30_800, 31_000])
        #expect(heard(.safety, until: 1000) == [250, 500, 750, 1000])
        for sound in [Sound.chirp, .twoChirps, .refusal, .warning, .goodbye, .planned, .safety] {
            #expect(sound.rhythm.state(after: .zero).isOn)
        }
    }

    @Test("SR-19: chirps = none silences chirps and refusals, never warnings or removal alarms")
    func night() {
        let driver = CoachDriver(.standard(chirps: false), pack: 0)
        driver.course = { _, at in at > t(.minutes(6)) ? celsius(-3) : nil }
        driver.press(at: t(.zero))
        driver.press(at: t(.seconds(1232)))
        driver.press(at: t(.seconds(1240)))
        driver.advance(to: t(.seconds(1250)))
        #expect(driver.refusals == ["20:40.000 rest"])
        #expect(driver.events(.windowOpen).count == 1)
        #expect(
            driver.buzzes == [
                "6:31.000 on", "6:31.250 off", "6:31.500 on", "6:31.750 off",
                "20:00.000 on", "20:00.300 off", "20:00.500 on", "20:00.800 off", "20:01.000 on", "20:01.300 off",
                "20:30.000 on", "20:30.300 off", "20:30.500 on", "20:30.800 off", "20:31.000 on", "20:31.300 off",
            ])
    }

    @Test("a chirp never cuts a warning short, a warning does cut a chirp")
    func warningFirst() {
        let driver = CoachDriver(pack: 0)
        // Below −1.5 °C from 4:29.7 on: the warning comes at 4:59.7, the skin check at 5:00.
        driver.latency = { _, _ in .milliseconds(700) }
        driver.course = { _, at in at > t(.seconds(269)) ? celsius(-3) : nil }
        driver.press(at: t(.zero))
        driver.advance(to: t(.seconds(310)))
        #expect(
            driver.buzzes(from: .seconds(200)) == [
                "4:59.700 on", "4:59.950 off", "5:00.200 on", "5:00.450 off",
            ])
        #expect(driver.events(.skinCheck).count == 1)

        let other = CoachDriver(pack: 0)
        other.latency = { _, _ in .milliseconds(50) }
        other.course = { _, at in at > t(.seconds(270)) ? celsius(-3) : nil }
        other.press(at: t(.zero))
        other.advance(to: t(.seconds(310)))
        #expect(
            other.buzzes(from: .seconds(200)) == [
                "5:00.000 on", "5:00.300 off", "5:00.550 on", "5:00.800 off",
            ])
    }

    @Test("SR-32: skin checks chirp once, the window opens with two, a resumed session chirps")
    func chirps() {
        let driver = CoachDriver(pack: 10)
        driver.press(at: t(.zero))
        driver.press(at: t(.minutes(14)))
        driver.press(at: t(.minutes(14) + .seconds(10)))
        driver.advance(to: t(.minutes(16)))
        #expect(
            driver.buzzes == [
                "0:00.000 on", "0:00.100 off", "5:00.000 on", "5:00.100 off", "10:00.000 on", "10:00.100 off",
                "14:10.000 on", "14:10.100 off", "15:00.000 on", "15:00.100 off", "15:00.250 on", "15:00.350 off",
            ])
    }
}
