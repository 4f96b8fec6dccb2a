import Testing

@testable import CoachCore
@testable import CoachService

@Suite("The watchdog is fed after full turns alone")
struct WatchdogTests {
    private static let begin = Instant.after(.seconds(1000))
    private var watchdog = Watchdog(interval: .seconds(150), at: begin)

    /// A turn so long after the beginning.
    private mutating func turn(_ seconds: Double, guarding: Bool = false, full: Bool = true) -> [ServiceManager.Notice]
    {
        watchdog.turned(isGuarding: guarding, isFull: { full }, at: Self.begin + .milliseconds(Int64(seconds * 1000)))
    }

    @Test("SR-22: idle it is fed at most every quarter of its interval, and there is a turn at the half")
    mutating func idle() {
        #expect(watchdog.nextDeadline == Self.begin + .seconds(75))
        #expect(turn(37.4) == [])
        #expect(turn(37.5) == [.watchdog])
        #expect(watchdog.nextDeadline == Self.begin + .seconds(112.5))
        #expect(turn(38) == [])
    }

    @Test("SR-22: in a session systemd waits for 15 s, from its first full turn to its end")
    mutating func session() {
        #expect(turn(1, guarding: true) == [.watchdogInterval(.seconds(15)), .watchdog])
        #expect(turn(2, guarding: true) == [])
        #expect(turn(4.75, guarding: true) == [.watchdog])
        #expect(watchdog.nextDeadline == Self.begin + .seconds(12.25))
        #expect(turn(5, guarding: false) == [.watchdogInterval(.seconds(150)), .watchdog])
        #expect(turn(9, guarding: false) == [])
    }

    @Test("SR-22: turns that are not full feed nothing, however many there are, and are looked at again each second")
    mutating func stuck() {
        _ = turn(1, guarding: true)
        for second in 5...40 {
            #expect(turn(Double(second), guarding: true, full: false) == [])
            #expect(watchdog.nextDeadline == Self.begin + .seconds(second + 1))
        }
        #expect(turn(41, guarding: true) == [.watchdog])
    }

    @Test("SR-22: a unit that waits for less than 15 s keeps its own interval in a session")
    mutating func shorter() {
        watchdog = Watchdog(interval: .seconds(8), at: Self.begin)
        #expect(turn(1, guarding: true) == [])
        #expect(turn(2, guarding: true) == [.watchdog])
    }

    @Test("SR-22: the service is back or its alarm sounds before a session without samples would have ended")
    func beforeTheStop() {
        #expect(Watchdog.sessionInterval < SafetyLimits.silenceStop)
    }
}

@Suite("Whether the turns of late made a whole one")
struct FullTurnTests {
    private let now = Instant.after(.seconds(1000))

    private func status(_ samples: [ProbeRole: Sample], isRunning: Bool = true) -> CoachStatus {
        CoachStatus(
            state: isRunning ? .applying : .idle, isChecking: false, elapsed: isRunning ? .seconds(60) : nil,
            probes: [.pack, .skin], lastSamples: samples, faults: [], waits: [:], packIsReady: false)
    }

    private func sample(_ role: ProbeRole, age: Duration, _ reading: Reading = .success(.celsius(5))) -> Sample {
        Sample(role: role, at: now - age, reading: reading)
    }

    @Test(
        "SR-22: in a session every probe was heard within 6 s", arguments: [-1, 0, 1] as [Int64], ProbeRole.allCases)
    func heard(offset: Int64, role: ProbeRole) {
        let other: ProbeRole = role == .pack ? .skin : .pack
        let age = Duration.milliseconds(6000 + offset)
        let full = status([role: sample(role, age: age), other: sample(other, age: .zero)])
        #expect(full.hasHeardProbes(at: now) == (offset <= 0))
        #expect(!status([other: sample(other, age: .zero)]).hasHeardProbes(at: now), "one was never heard")
    }

    @Test("SR-22: a bad reading is one, too; of a reader that hangs its judgement is enough, for ever")
    func judged() {
        let bad = sample(.pack, age: .seconds(1), .failure(.crc))
        let hung = sample(.skin, age: .hours(1), .failure(.hung))
        #expect(status([.pack: bad, .skin: hung]).hasHeardProbes(at: now))
        let stale = sample(.skin, age: .seconds(7), .failure(.stale))
        #expect(!status([.pack: bad, .skin: stale]).hasHeardProbes(at: now), "hung is due by now")
    }

    @Test("SR-22: without a session the probes do not matter")
    func idle() {
        #expect(status([:], isRunning: false).hasHeardProbes(at: now))
    }
}
