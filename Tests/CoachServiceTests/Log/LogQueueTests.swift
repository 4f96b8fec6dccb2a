import CoachCore
import Testing

@testable import CoachService

private func t(_ duration: Duration) -> Instant { .boot + duration }

private func sample(_ second: Int) -> LogEntry {
    .sample(session: 1, Sample(role: .pack, at: t(.seconds(second)), reading: .success(.celsius(5))))
}

private func event(_ words: String) -> LogEntry {
    .event(LogEvent(session: 1, at: .boot, kind: .notice, detail: words))
}

@Suite("SR-27: what waits for the log")
struct LogQueueTests {
    @Test("samples wait for each other for less than 30 s, all else goes at once and takes them along")
    func waits() {
        var queue = LogQueue()
        queue.add(sample(0), at: t(.zero))
        #expect(queue.nextDeadline == t(.seconds(25)))
        #expect(queue.batch(at: t(.seconds(25)) - .nanoseconds(1)) == nil)
        queue.add(event("a"), at: t(.seconds(3)))
        #expect(queue.batch(at: t(.seconds(3))) == [sample(0), event("a")])
    }

    @Test("a write that fails loses nothing, keeps the order, and is tried again within a minute, for hours")
    func fails() {
        var queue = LogQueue()
        queue.add(event("a"), at: t(.zero))
        var now = t(.zero)
        for turn in 0..<200 {
            #expect(queue.batch(at: now)?.count == turn + 1)
            queue.failed(at: now)
            #expect(queue.isFailing)
            queue.add(event("\(turn)"), at: now)
            let next = queue.nextDeadline ?? now
            #expect(next - now <= .seconds(60) && next > now)
            now = next
        }
        #expect(queue.batch(at: now) == [event("a")] + (0..<200).map { event("\($0)") })
        queue.succeeded(at: now)
        #expect(!queue.isFailing && queue.rest.isEmpty && queue.nextDeadline == nil)
    }

    @Test("what no kill may cost is all but the samples, and of what they came to the last word where the log fails")
    func unlogged() {
        func measured(_ dose: Double) -> LogEntry { .measured(session: 1, minimum: nil, maximum: nil, dose: dose) }
        var queue = LogQueue()
        for entry in [sample(0), measured(1), event("a")] { queue.add(entry, at: t(.zero)) }
        #expect(queue.unlogged == [event("a")])
        _ = queue.batch(at: t(.zero))
        queue.failed(at: t(.zero))
        for entry in [sample(1), measured(2), event("b"), measured(3)] { queue.add(entry, at: t(.seconds(1))) }
        #expect(queue.unlogged == [event("a"), event("b"), measured(3)])
        _ = queue.batch(at: t(.seconds(31)))
        queue.add(event("c"), at: t(.seconds(32)))
        queue.succeeded(at: t(.seconds(33)))
        #expect(queue.unlogged == [event("c")])
    }

    @Test("what comes while it is being written is written next, and not forgotten with it")
    func meanwhile() {
        var queue = LogQueue()
        queue.add(event("a"), at: t(.zero))
        _ = queue.batch(at: t(.zero))
        queue.add(event("b"), at: t(.seconds(1)))
        #expect(queue.batch(at: t(.seconds(2))) == nil)
        queue.succeeded(at: t(.seconds(3)))
        #expect(queue.batch(at: t(.seconds(3))) == [event("b")])
    }

    @Test("a log that stays broken costs samples once there are too many, and never anything else")
    func drops() {
        var queue = LogQueue()
        queue.add(event("first"), at: t(.zero))
        _ = queue.batch(at: t(.zero))
        queue.failed(at: t(.zero))
        for second in 0..<LogQueue.samplesKept * 3 { queue.add(sample(second), at: t(.seconds(second))) }
        queue.add(event("last"), at: t(.hours(40)))
        #expect(queue.rest.count <= 2 * LogQueue.samplesKept + 2)
        #expect(queue.rest.first == event("first"))
        #expect(queue.rest.last == event("last"))
        // The newest are kept.
        #expect(queue.rest.dropLast().last == sample(LogQueue.samplesKept * 3 - 1))
    }
}

@Suite("SR-30: what is assumed of a log that cannot be read")
struct UnknownHistoryTests {
    @Test("both modalities rest as after a session that ended now, no reason passes it before 30 min, and it says why")
    func refuses() {
        let plan = Plan(
            ice: ConfigurableLimits.ice.standard, heat: ConfigurableLimits.heat.standard, probes: [.pack], ledCount: 4,
            chirps: true)
        let rules = WaitRules(plan: plan, history: .unknown(at: t(.hours(1))))
        for modality in Modality.allCases {
            let rest = plan.times(modality).rest
            for overrides in [false, true] {
                let now = t(.hours(1) + .minutes(30)) - .nanoseconds(1)
                #expect(rules.refusal(of: modality, at: now, overridesRest: overrides)?.code == .rest)
            }
            #expect(rules.refusal(of: modality, at: t(.hours(1)) + rest - .nanoseconds(1))?.code == .rest)
            #expect(rules.refusal(of: modality, at: t(.hours(1)) + rest) == nil)
            #expect(rules.refusal(of: modality, at: t(.hours(1)))?.sentence.contains("log cannot be read") == true)
        }
    }
}
