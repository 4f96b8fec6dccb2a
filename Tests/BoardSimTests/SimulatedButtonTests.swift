import BoardHAL
import CoachCore
import Testing

@testable import BoardSim

private let start = Instant(nanoseconds: 5_000_000_000)
private let late = start + .seconds(100)

@Suite("A simulated button")
struct SimulatedButtonTests {
    @Test("a press is 100 ms closed")
    func press() {
        var button = SimulatedButton()
        button.press(at: start)
        #expect(button.nextEdge == start)
        let edges = button.takeEdges(through: late)
        #expect(
            edges == [ButtonEdge(closed: true, at: start), ButtonEdge(closed: false, at: start + .milliseconds(100))])
        #expect(button.nextEdge == nil)
    }

    @Test(
        "bounce lasts as long as asked, alternates, and leaves 100 ms closed",
        arguments: [
            Duration.microseconds(20), .milliseconds(1), .milliseconds(12), .milliseconds(25),
        ])
    func bouncing(bounce: Duration) throws {
        for seed in UInt64(0)..<50 {
            var button = SimulatedButton(seed: seed)
            button.press(at: start, bounce: bounce)
            let edges = button.takeEdges(through: late)
            #expect(edges.count >= 6)
            for (index, edge) in edges.enumerated() {
                #expect(edge.closed == index.isMultiple(of: 2))
                #expect(index == 0 || edges[index - 1].at < edge.at)
            }
            #expect(edges.first?.at == start)
            #expect(edges.contains(ButtonEdge(closed: true, at: start + bounce)))
            let opening = start + bounce + .milliseconds(100)
            #expect(edges.contains(ButtonEdge(closed: false, at: opening)))
            #expect(edges.last == ButtonEdge(closed: false, at: opening + bounce))
        }
    }

    @Test("the debouncer makes one press and one release of every train", arguments: UInt64(0)..<100)
    func debounced(seed: UInt64) {
        var button = SimulatedButton(seed: seed)
        var debouncer = Debouncer(period: .milliseconds(30), closed: false, at: start - .seconds(1))
        _ = debouncer.settle(closed: false, at: start - .milliseconds(500))
        button.press(at: start, bounce: .milliseconds(12))
        var changes = debouncer.changes(button.takeEdges(through: late))
        if let last = debouncer.settle(closed: button.isClosed, at: late) { changes.append(last) }
        #expect(changes == [.pressed(at: start), .released(at: start + .milliseconds(124))])
    }

    @Test("the same seed bounces the same way, another seed another way")
    func seeded() {
        func edges(_ seed: UInt64) -> [ButtonEdge] {
            var button = SimulatedButton(seed: seed)
            button.press(at: start, bounce: .milliseconds(12))
            return button.takeEdges(through: late)
        }
        #expect(edges(7) == edges(7))
        #expect(edges(7) != edges(8))
    }

    @Test("edges come when their time has come, and the level with them")
    func inTime() {
        var button = SimulatedButton()
        button.press(at: start)
        #expect(button.takeEdges(through: start - .nanoseconds(1)) == [])
        #expect(!button.isClosed)
        #expect(button.takeEdges(through: start).count == 1)
        #expect(button.isClosed)
        #expect(button.takeEdges(through: start + .milliseconds(100)).count == 1)
        #expect(!button.isClosed)
    }

    @Test("holding a held button and releasing a released one does nothing")
    func heldTwice() {
        var button = SimulatedButton(closed: true)
        button.hold(at: start)
        #expect(button.nextEdge == nil)
        button.release(at: start)
        button.release(at: start + .seconds(1))
        #expect(button.takeEdges(through: late) == [ButtonEdge(closed: false, at: start)])
    }

    @Test("presses on top of each other still alternate and keep their order")
    func overlapping() {
        var button = SimulatedButton()
        button.press(at: start, bounce: .milliseconds(12))
        button.press(at: start + .milliseconds(5), bounce: .milliseconds(12))
        let edges = button.takeEdges(through: late)
        for (index, edge) in edges.enumerated() {
            #expect(edge.closed == index.isMultiple(of: 2))
            #expect(index == 0 || edges[index - 1].at < edge.at)
        }
        #expect(!button.isClosed)
    }
}
