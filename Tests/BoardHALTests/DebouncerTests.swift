import BoardHAL
import CoachCore
import TestSupport
import Testing

private let period = Duration.milliseconds(30)

private func at(_ milliseconds: Int64, _ nanoseconds: Int64 = 0) -> Instant {
    Instant(nanoseconds: milliseconds * 1_000_000 + nanoseconds)
}

private func closing(_ milliseconds: Int64, _ nanoseconds: Int64 = 0) -> ButtonEdge {
    ButtonEdge(closed: true, at: at(milliseconds, nanoseconds))
}

private func opening(_ milliseconds: Int64, _ nanoseconds: Int64 = 0) -> ButtonEdge {
    ButtonEdge(closed: false, at: at(milliseconds, nanoseconds))
}

/// A debouncer that has seen an open line for a second.
private func settledOpen() -> Debouncer {
    var debouncer = Debouncer(period: period, closed: false, at: .boot)
    _ = debouncer.settle(closed: false, at: at(1000))
    return debouncer
}

@Suite("The debouncer")
struct DebouncerTests {
    @Test("reports a press at its first closing edge, without waiting for the bounce")
    func eager() {
        var debouncer = settledOpen()
        #expect(debouncer.edge(closing(2000)) == .pressed(at: at(2000)))
        #expect(debouncer.isClosed)
        #expect(debouncer.edge(opening(2003)) == nil)
        #expect(debouncer.edge(closing(2004)) == nil)
        #expect(debouncer.settlesAt == at(2034))
        #expect(debouncer.settle(closed: true, at: at(2034)) == nil)
        #expect(debouncer.settlesAt == nil)
    }

    @Test("reports a release when the line has been open for the period, dated by its opening edge")
    func release() {
        var debouncer = settledOpen()
        #expect(debouncer.changes([closing(2000)]) == [.pressed(at: at(2000))])
        #expect(debouncer.settle(closed: true, at: at(2030)) == nil)
        #expect(debouncer.changes([opening(3000), closing(3002), opening(3005)]) == [])
        #expect(debouncer.isClosed)
        #expect(debouncer.settle(closed: false, at: at(3035)) == .released(at: at(3005)))
        #expect(!debouncer.isClosed)
    }

    @Test("counts a press shorter than the period once")
    func shortPress() {
        var debouncer = settledOpen()
        #expect(debouncer.changes([closing(2000), opening(2001)]) == [.pressed(at: at(2000))])
        #expect(debouncer.settle(closed: false, at: at(2031)) == .released(at: at(2001)))
        #expect(debouncer.settlesAt == nil)
    }

    @Test("takes a contact that breaks for an instant under the finger for one press")
    func brokenHold() {
        var debouncer = settledOpen()
        #expect(debouncer.changes([closing(2000)]) == [.pressed(at: at(2000))])
        #expect(debouncer.settle(closed: true, at: at(2030)) == nil)
        #expect(debouncer.changes([opening(2500), closing(2501)]) == [])
        #expect(debouncer.settle(closed: true, at: at(2531)) == nil)
        #expect(debouncer.isClosed)
    }

    @Test(
        "keeps a second closing in the train before the period is over and takes it for a press from then on",
        arguments: [(-1, false), (0, true), (1, true)])
    func periodBoundary(offset: Int64, isPress: Bool) {
        var debouncer = settledOpen()
        let second = ButtonEdge(closed: true, at: at(2050, offset) + period)
        let changes = debouncer.changes([closing(2000), opening(2050), second])
        let two: [ButtonChange] = [.pressed(at: at(2000)), .released(at: at(2050)), .pressed(at: second.at)]
        #expect(changes == (isPress ? two : [.pressed(at: at(2000))]))
    }

    @Test("does not settle before the period is over", arguments: [(-1, false), (0, true), (1, true)])
    func settleBoundary(offset: Int64, settles: Bool) {
        var debouncer = settledOpen()
        _ = debouncer.changes([closing(2000), opening(2050)])
        let change = debouncer.settle(closed: false, at: at(2050, offset) + period)
        #expect(change == (settles ? .released(at: at(2050)) : nil))
    }

    @Test("asked for one change, lets the press stand for the release that nobody asked for in time")
    func lateSingleEdge() {
        var debouncer = settledOpen()
        #expect(debouncer.edge(closing(2000)) == .pressed(at: at(2000)))
        #expect(debouncer.edge(opening(2080)) == nil)
        #expect(debouncer.edge(closing(2400)) == .pressed(at: at(2400)))
        #expect(debouncer.edge(opening(2480)) == nil)
        #expect(debouncer.settle(closed: false, at: at(2510)) == .released(at: at(2480)))
    }

    @Test("takes a button closed from the start for no press, and its release for a release")
    func closedAtStart() {
        var debouncer = Debouncer(period: period, closed: true, at: at(1000))
        #expect(debouncer.isClosed)
        #expect(debouncer.settle(closed: true, at: at(1030)) == nil)
        #expect(debouncer.changes([opening(5000), closing(5001), opening(5002)]) == [])
        #expect(debouncer.settle(closed: false, at: at(5032)) == .released(at: at(5002)))
    }

    @Test("makes no press of a line that bounces open while the service starts")
    func bounceAtStart() {
        var debouncer = Debouncer(period: period, closed: false, at: at(1000))
        #expect(debouncer.changes([closing(1002), opening(1003)]) == [])
        #expect(debouncer.settle(closed: false, at: at(1033)) == nil)
        #expect(!debouncer.isClosed)
    }

    @Test("does not lose a press that falls into the first period and stays")
    func pressAtStart() {
        var debouncer = Debouncer(period: period, closed: false, at: at(1000))
        #expect(debouncer.changes([closing(1002)]) == [])
        #expect(debouncer.settle(closed: true, at: at(1032)) == .pressed(at: at(1002)))
    }

    @Test("mends a lost opening edge with the line's real level")
    func lostOpening() {
        var debouncer = settledOpen()
        #expect(debouncer.changes([closing(2000)]) == [.pressed(at: at(2000))])
        #expect(debouncer.settle(closed: false, at: at(2030)) == .released(at: at(2000)))
    }

    @Test("mends a lost closing edge with the line's real level: found closed, it is a press")
    func lostClosing() {
        var debouncer = settledOpen()
        #expect(debouncer.changes([opening(2003)]) == [])
        #expect(debouncer.settle(closed: true, at: at(2033)) == .pressed(at: at(2003)))
    }

    @Test("takes the closing after a bounce that was called an opening for a press, dated by the train's first edge")
    func misnamedFirstEdges() {
        var debouncer = settledOpen()
        #expect(debouncer.changes([opening(2000), opening(2010), closing(2020)]) == [.pressed(at: at(2000))])
        #expect(debouncer.changes([opening(2040), closing(2045), opening(2050)]) == [])
        #expect(debouncer.settle(closed: false, at: at(2080)) == .released(at: at(2050)))
    }

    @Test("makes no press of a pulse that was over before the kernel looked")
    func misnamedPulse() {
        var debouncer = settledOpen()
        #expect(debouncer.changes([opening(2000), opening(2001)]) == [])
        #expect(debouncer.settle(closed: false, at: at(2031)) == nil)
        #expect(debouncer.settlesAt == nil)
    }

    @Test("makes nothing of a settle on a stable line")
    func idleSettle() {
        var debouncer = settledOpen()
        #expect(debouncer.settle(closed: true, at: at(9000)) == nil)
        #expect(!debouncer.isClosed)
    }

    @Test("never goes back in time for an edge stamped before the one ahead of it")
    func disorder() {
        var debouncer = settledOpen()
        #expect(debouncer.changes([closing(2000), opening(1990)]) == [.pressed(at: at(2000))])
        #expect(debouncer.settlesAt == at(2030))
    }
}

@Suite("Over thousands of seeded presses the debouncer")
struct DebouncerPropertyTests {
    private static let presses = 1000

    @Test("gives one press and one release each, bouncing for 1 to 30 ms", arguments: 1...30)
    func neitherDoublesNorLoses(bounceMilliseconds: Int64) {
        var generator = SeededGenerator(seed: UInt64(bounceMilliseconds))
        var train = ContactTrain(from: at(5000))
        // Shorter than the period a hold may join the two bounces into one train; that has its own test.
        for _ in 0..<Self.presses {
            train.press(
                held: .microseconds(Int64.random(in: 31_000...900_000, using: &generator)),
                bounce: .milliseconds(bounceMilliseconds) - .nanoseconds(1),
                rest: .microseconds(Int64.random(in: 31_000...900_000, using: &generator)), using: &generator)
        }
        var prompt = settledOpen()
        #expect(play(train, into: &prompt, drainEvery: .nanoseconds(1)) == train.meant)
        var late = settledOpen()
        #expect(play(train, into: &late, drainEvery: .seconds(2)) == train.meant)
    }

    @Test("gives one press and one release each for holds shorter than the period", arguments: 1...10)
    func shortHolds(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var train = ContactTrain(from: at(5000))
        for _ in 0..<Self.presses {
            train.press(
                held: .microseconds(Int64.random(in: 1...29_000, using: &generator)), bounce: .milliseconds(10),
                rest: .microseconds(Int64.random(in: 31_000...900_000, using: &generator)), using: &generator)
        }
        var debouncer = settledOpen()
        #expect(play(train, into: &debouncer, drainEvery: .nanoseconds(1)) == train.meant)
    }

    @Test(
        "gives one press and one release each when the kernel loses all but the first edge of trains", arguments: 1...10
    )
    func lostEdges(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var train = ContactTrain(from: at(5000))
        var seen: [ButtonEdge] = []
        var expected: [(change: ButtonChange, latest: Instant)] = []
        for _ in 0..<Self.presses {
            let before = train.edges.count
            train.press(
                held: .microseconds(Int64.random(in: 61_000...900_000, using: &generator)), bounce: .milliseconds(30),
                rest: .microseconds(Int64.random(in: 61_000...900_000, using: &generator)), using: &generator)
            let edges = train.edges[before...]
            expected += train.meant.suffix(2).map { ($0, edges[edges.endIndex - 1].at) }
            // A full buffer drops the newest edges, so each train's first one is always there.
            let middle = edges.firstIndex { $0.at - edges[before].at > .milliseconds(30) } ?? edges.endIndex
            for bounce in [edges[..<middle], edges[middle...]] {
                seen += bounce.prefix(Int.random(in: 1...bounce.count, using: &generator))
            }
        }
        var debouncer = settledOpen()
        let changes = play(train, seen: seen, into: &debouncer, drainEvery: .nanoseconds(1))
        #expect(changes.count == expected.count)
        for (change, (meant, latest)) in zip(changes, expected) {
            switch (change, meant) {
            case (.pressed(let at), .pressed(let first)): #expect(at == first)
            case (.released(let at), .released): #expect(at <= latest)
            default: Issue.record("\(change) where \(meant) was meant")
            }
        }
    }
}
