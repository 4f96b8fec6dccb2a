import CoachCore
import Testing

@Suite("Answering a start")
struct StartCheckTests {
    /// A driver whose probes are answered by hand.
    private func silent(_ probes: [ProbeRole] = [.pack]) -> CoachDriver {
        let driver = CoachDriver(.standard(probes), pack: 10, skin: 30)
        driver.advance(to: t(.zero) - .tick)
        driver.latency = { _, _ in nil }
        return driver
    }

    private func answer(_ driver: CoachDriver, _ role: ProbeRole, _ reading: Reading, at duration: Duration) {
        driver.advance(to: t(duration))
        driver.send(.sample(Sample(role: role, at: t(duration), reading: reading)))
    }

    @Test("a press is answered at once: all LEDs, and the probe and the log are asked")
    func atOnce() {
        let driver = silent()
        driver.logAnswers = false
        driver.advance(to: t(.zero))
        #expect(driver.send(.pressed(at: t(.zero))) == [.readHistory, .read(.pack)])
        #expect(driver.shown == .steady(.all(4)))
    }

    @Test("one valid sample of each probe decides")
    func oneSampleEach() {
        let driver = silent([.pack, .skin])
        driver.press(at: t(.zero))
        answer(driver, .pack, celsius(10), at: .milliseconds(750))
        #expect(driver.starts == [])
        answer(driver, .skin, celsius(30), at: .milliseconds(800))
        #expect(driver.starts == [.begun(probes: [.pack, .skin])])
        #expect(driver.logged.map(\.role) == [.pack, .skin])
    }

    @Test("one bad read is survived, two refuse", arguments: ProbeFault.allCases)
    func twoBadReads(fault: ProbeFault) {
        let survives = silent()
        survives.press(at: t(.zero))
        answer(survives, .pack, .failure(fault), at: .milliseconds(750))
        #expect(survives.told.last?.effect == .read(.pack))
        answer(survives, .pack, celsius(10), at: .milliseconds(1500))
        #expect(survives.starts.count == 1)

        let refused = silent()
        refused.press(at: t(.zero))
        answer(refused, .pack, .failure(fault), at: .milliseconds(750))
        answer(refused, .pack, .failure(fault), at: .milliseconds(1500))
        #expect(refused.refusals == ["0:01.500 probe-fault"])
        let remedy =
            fault == .several ? "more than one would fit, so give it an id in the configuration" : "check its cable"
        #expect(
            refused.events(.refused) == [
                "0:01.500 probe-fault: the pack probe gives no temperature (\(fault.rawValue)): \(remedy)"
            ])
    }

    @Test("bad reads of two probes are counted apart, and a good one is kept")
    func countedApart() {
        let driver = silent([.pack, .skin])
        driver.press(at: t(.zero))
        answer(driver, .pack, .failure(.crc), at: .milliseconds(200))
        answer(driver, .skin, .failure(.crc), at: .milliseconds(300))
        answer(driver, .pack, celsius(10), at: .milliseconds(400))
        // A bad one after the good one takes nothing away.
        answer(driver, .pack, .failure(.crc), at: .milliseconds(1450))
        answer(driver, .skin, celsius(30), at: .milliseconds(1500))
        #expect(driver.starts.count == 1)
        #expect(driver.refusals == [])
    }

    @Test("1.8 s without a valid sample refuse, to the millisecond", arguments: [-1, 0, 1] as [Int64])
    func timeout(milliseconds: Int64) {
        let driver = silent()
        driver.press(at: t(.zero))
        answer(driver, .pack, celsius(10), at: .milliseconds(1800 + milliseconds))
        #expect(driver.refusals == (milliseconds < 0 ? [] : ["0:01.800 probe-fault"]))
        #expect(driver.starts.count == (milliseconds < 0 ? 1 : 0))
    }

    @Test("the 1.8 s count from the press's first edge")
    func timeoutFromTheEdge() {
        let driver = silent()
        driver.advance(to: t(.milliseconds(30)))
        driver.send(.pressed(at: t(.zero)))
        driver.advance(to: t(.seconds(3)))
        #expect(driver.refusals == ["0:01.800 probe-fault"])
        #expect(
            driver.events(.refused)[0].hasSuffix("the pack probe gives no temperature (no answer): check its cable"))
    }

    @Test("the probe that is missing is named; of two the first")
    func whichProbe() {
        let skin = silent([.pack, .skin])
        skin.press(at: t(.zero))
        answer(skin, .pack, celsius(10), at: .milliseconds(750))
        skin.advance(to: t(.seconds(2)))
        #expect(skin.events(.refused)[0].contains("the skin probe"))
        #expect(skin.coach.status(at: skin.now).faults == [.probe(.skin)])
        let both = silent([.pack, .skin])
        both.press(at: t(.zero))
        both.advance(to: t(.seconds(2)))
        #expect(both.events(.refused)[0].contains("the pack probe"))
    }

    @Test("a reading that was under way at the press serves the start")
    func underWay() {
        let driver = CoachDriver(pack: 10)
        driver.latency = { _, _ in .milliseconds(750) }
        // Idle it is read once a minute: at −10 s, and then at 50 s.
        driver.press(at: t(.milliseconds(50_200)))
        driver.advance(to: t(.seconds(51)))
        #expect(driver.starts.map(\.at) == [t(.milliseconds(50_200))])
        #expect(driver.logged.map(\.at) == [t(.milliseconds(50_750))])
    }

    @Test("a log that does not answer is waited for, but not past the 1.8 s")
    func logDoesNotAnswer() {
        let driver = CoachDriver(pack: 10)
        driver.logAnswers = false
        driver.press(at: t(.zero))
        driver.advance(to: t(.milliseconds(1799)))
        #expect(driver.starts == [])
        driver.advance(to: t(.milliseconds(1800)))
        #expect(driver.starts == [.begun()])
    }

    @Test("a log that cannot be asked stops no start; what is known counts")
    func logUnavailable() {
        let driver = CoachDriver(history: History(sessions: [.past(.ice, ended: .hours(1))]), pack: 10)
        driver.log = nil
        driver.press(at: t(.zero))
        #expect(driver.refusals == ["0:00.000 rest"])
        let free = CoachDriver(pack: 10)
        free.log = nil
        free.press(at: t(.zero))
        #expect(free.starts.count == 1)
    }

    @Test("the log's answer counts: what was marked elsewhere, and numbers that only grow")
    func logAnswers() {
        let driver = CoachDriver(history: History(nextSessionID: 5), pack: 40)
        driver.log = History(lastRun: t(.zero - .hours(1)), nextSessionID: 3)
        driver.press(at: t(.zero))
        #expect(driver.refusals == ["0:00.000 heat-after-run"])
        driver.log = History(nextSessionID: 3)
        driver.press(at: t(.seconds(10)))
        #expect(driver.starts.map(\.id) == [5])
    }

    @Test("a session that the log has not got yet counts all the same")
    func ownSessions() {
        let driver = CoachDriver(pack: 10)
        driver.press(at: t(.zero))
        driver.press(at: t(.minutes(16)))
        driver.log = History()
        driver.press(at: t(.minutes(20)))
        #expect(driver.refusals == ["20:00.000 rest"])
        driver.press(at: t(.hours(4)))
        #expect(driver.starts.map(\.id) == [1, 2])
    }

    @Test("a start while the probes are read is refused already-running")
    func startWhileChecking() {
        let driver = silent()
        driver.press(at: t(.zero))
        guard case .refused(let refusal) = driver.start(at: t(.milliseconds(100))) else {
            Issue.record("it must be refused")
            return
        }
        #expect(refusal.code == .alreadyRunning && refusal.sentence == "a start is under way")
        #expect(driver.command(.stop) == .impossible("no session is running, so there is nothing to stop"))
        answer(driver, .pack, celsius(10), at: .milliseconds(750))
        #expect(driver.starts.count == 1)
    }

    @Test("a start by command is answered when it is decided")
    func answered() {
        let driver = CoachDriver(pack: 10)
        driver.latency = { _, _ in .milliseconds(750) }
        #expect(driver.start(at: t(.zero)) == nil)
        driver.advance(to: t(.seconds(1)))
        #expect(driver.answer(to: 1) == .done(session: 1))
        #expect(driver.story.contains("0:00.750 answer 1: done #1"))
    }
}
