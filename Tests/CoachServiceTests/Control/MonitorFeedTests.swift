import CoachCore
import Testing

@testable import CoachService

@Suite("When those who watch are told")
struct MonitorFeedTests {
    private let begin = Instant.boot + .seconds(100)
    private var idle: Coach {
        var coach = Coach(plan: Configuration.default.plan, history: History())
        _ = coach.handle(.began(Beginning()), at: begin)
        return coach
    }
    private var running: Coach {
        var coach = idle
        _ = coach.handle(.pressed(at: begin + .seconds(2)), at: begin + .seconds(2))
        _ = coach.handle(.historyUnavailable, at: begin + .seconds(2))
        let sample = Sample(role: .pack, at: begin + .seconds(3), reading: .success(.celsius(5)))
        _ = coach.handle(.sample(sample), at: sample.at)
        return coach
    }

    @Test("once at first, then at each change, and not because time passes")
    func changes() {
        var coach = idle
        var feed = MonitorFeed()
        func isDue(_ seconds: Int64, isSynchronised: Bool = false) -> Bool {
            let now = begin + .seconds(seconds)
            return feed.isDue(
                coach.status(at: now), lit: coach.indication(at: now).lit, clockIsSynchronised: isSynchronised, at: now)
        }
        #expect(isDue(0))
        #expect(!isDue(0))
        #expect(isDue(1), "the lamp test is over")
        #expect(!isDue(50))
        #expect(feed.nextBeat == nil)
        let sample = Sample(role: .pack, at: begin + .seconds(55), reading: .success(.celsius(5)))
        _ = coach.handle(.sample(sample), at: sample.at)
        #expect(isDue(55) && !isDue(56))
        #expect(isDue(57, isSynchronised: true) && !isDue(58, isSynchronised: true))
        _ = coach.handle(.fault(.log, isThere: true, words: "full"), at: begin + .seconds(60))
        #expect(isDue(60, isSynchronised: true))
        feed.rest()
        #expect(isDue(61, isSynchronised: true))
    }

    @Test("LEDs that go on or off for good are news, and their blinking is none")
    func leds() {
        var coach = idle
        var feed = MonitorFeed()
        func isDue(_ milliseconds: Int64) -> Bool {
            let now = begin + .milliseconds(milliseconds)
            return feed.isDue(
                coach.status(at: now), lit: coach.indication(at: now).lit, clockIsSynchronised: false, at: now)
        }
        _ = coach.handle(.command(.start(.heat, overrideReason: nil), ticket: 1), at: begin + .seconds(2))
        _ = coach.handle(.historyUnavailable, at: begin + .seconds(2))
        let sample = Sample(role: .pack, at: begin + .seconds(2), reading: .success(.celsius(5)))
        _ = coach.handle(.sample(sample), at: sample.at)
        #expect(isDue(2000))
        #expect(!isDue(2100) && !isDue(2300) && !isDue(2600), "the refusal blinks")
        #expect(isDue(7000), "it is not shown any more")
    }

    @Test("in a session at each whole second of it, and a sample in between does not count twice")
    func seconds() {
        var coach = running
        var feed = MonitorFeed()
        let start = begin + .seconds(2)
        func isDue(_ time: Duration) -> Bool {
            let now = start + time
            return feed.isDue(
                coach.status(at: now), lit: coach.indication(at: now).lit, clockIsSynchronised: false, at: now)
        }
        #expect(isDue(.milliseconds(1200)))
        #expect(feed.nextBeat == start + .seconds(2))
        let sample = Sample(role: .pack, at: start + .milliseconds(1700), reading: .success(.celsius(4)))
        _ = coach.handle(.sample(sample), at: sample.at)
        #expect(!isDue(.milliseconds(1700)))
        #expect(isDue(.seconds(2)))
        #expect(feed.nextBeat == start + .seconds(3))
        #expect(!isDue(.milliseconds(2999)))
        #expect(isDue(.milliseconds(3400)), "late, for whatever reason")
        #expect(feed.nextBeat == start + .seconds(4))
        _ = coach.handle(.command(.stop, ticket: 1), at: start + .milliseconds(3500))
        #expect(isDue(.milliseconds(3500)))
        #expect(feed.nextBeat == nil)
    }
}
