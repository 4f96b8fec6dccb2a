import BoardHAL
import CoachCore
import Testing

@testable import BoardSim

private let start = Instant(nanoseconds: 20_000_000_000)

private func board(
    leds: Int = 4, buttonHeld: Bool = false, model: PackOnSkin = PackOnSkin(.ice, at: .celsius(0), cloth: .none)
) -> SimulatedBoard {
    SimulatedBoard(
        leds: leds, probes: [.pack: .w1, .skin: .hwmon], buttonHeld: buttonHeld, model: model, at: start)
}

@Suite("A simulated board")
struct SimulatedBoardTests {
    @Test("the pack's probe begins at the pack's temperature, the skin's at rest")
    func begins() {
        let board = board()
        #expect(board.trueTemperature(.pack) == .celsius(0))
        #expect(board.trueTemperature(.skin) == PackOnSkin().skinProbeTemperature)
        #expect(board.fitted == [.pack, .skin])
    }

    @Test("readings answer in the order of their latency, at instants of this boot")
    func readings() throws {
        let board = board()
        #expect(board.nextAnswer == nil)
        board.beginReading(.pack)
        board.beginReading(.skin)
        var answer = try #require(board.nextAnswer)
        #expect(answer == (.skin, start + .milliseconds(1)))
        board.advance(to: answer.at)
        #expect(board.takeAnswer(.skin).at == start + .milliseconds(1))
        answer = try #require(board.nextAnswer)
        #expect(answer == (.pack, start + .milliseconds(750)))
        board.advance(to: answer.at)
        #expect(
            board.takeAnswer(.pack)
                == Sample(role: .pack, at: start + .milliseconds(750), reading: .success(.celsius(0))))
        #expect(board.nextAnswer == nil)
    }

    @Test("skin cools only while the pack is on it")
    func applied() throws {
        let board = board()
        board.advance(to: start + .minutes(10))
        let before = try #require(board.trueTemperature(.skin))
        #expect(before == PackOnSkin().skinProbeTemperature)
        board.isApplied = true
        board.advance(to: start + .minutes(20))
        let after = try #require(board.trueTemperature(.skin))
        // The fit of the ice bag at 10 min.
        #expect(abs(after.celsius - 11.3) < 0.4)
    }

    @Test("a probe that is not fitted is missing, and nothing can be done to it")
    func notFitted() {
        let board = SimulatedBoard(leds: 1, probes: [.pack: .w1], at: start)
        board.command(.skin, .fault(.crc))
        board.beginReading(.skin)
        #expect(board.nextAnswer == nil)
        #expect(board.trueTemperature(.skin) == nil)
        #expect(board.takeAnswer(.skin).reading == .failure(.missing))
    }

    @Test("records what was shown and when, changes alone")
    func history() throws {
        let board = board()
        try board.show(.all(4), buzzer: true)
        board.advance(to: start + .seconds(1))
        try board.show(.all(4), buzzer: true)
        try board.show(.first(3, of: 4), buzzer: false)
        board.advance(to: start + .seconds(2))
        try board.show(.off(4), buzzer: true)
        try board.show(.first(3, of: 4), buzzer: false)
        board.advance(to: start + .seconds(3))
        try board.show(.off(4), buzzer: true)
        let shown = board.shown
        #expect(shown.shown(at: .zero).frame == .all(4))
        #expect(shown.shown(at: .milliseconds(999)).frame == .all(4))
        #expect(shown.shown(at: .seconds(1)).frame.pattern == "1110")
        #expect(shown.changes.map(\.at) == [.zero, .zero, .seconds(1), .seconds(3)])
        #expect(shown.sounds(in: .zero ... .milliseconds(10)))
        #expect(!shown.sounds(in: .seconds(1) ... .milliseconds(2999)))
        #expect(shown.sounds(in: .seconds(1) ... .seconds(3)))
        #expect(shown.lit(in: .seconds(1) ... .seconds(4)).pattern == "1110")
        #expect(shown.lit(in: .milliseconds(500) ... .seconds(2)).pattern == "1111")
        #expect(shown.lit(in: .seconds(4) ... .seconds(5)) == .off(4))
    }

    @Test("an output that fails throws, and the other one is driven all the same")
    func failingOutput() throws {
        let board = board()
        board.failing = [.leds]
        #expect(throws: BoardFault.self) { try board.show(.all(4), buzzer: true) }
        #expect(board.shown.last.frame == .off(4))
        #expect(board.shown.last.buzzer)
        board.failing = [.buzzer]
        #expect(throws: BoardFault.self) { try board.show(.all(4), buzzer: false) }
        #expect(board.shown.last.frame == .all(4))
        #expect(board.shown.last.buzzer)
        board.failing = []
        try board.show(.off(4), buzzer: false)
        #expect(!board.shown.last.buzzer)
    }

    @Test("a service that dies leaves its outputs dark and its readings unanswered")
    func death() throws {
        let board = board()
        try board.show(.all(4), buzzer: true)
        board.beginReading(.pack)
        board.advance(to: start + .milliseconds(10))
        board.serviceDied()
        #expect(board.nextAnswer == nil)
        #expect(board.shown.last == .init(at: .milliseconds(10), frame: .off(4), buzzer: false))
    }

    @Test("a power cut is a new boot in the same world")
    func powerCut() throws {
        let board = board()
        board.isApplied = true
        board.advance(to: start + .minutes(5))
        board.command(.pack, .value(.celsius(12), over: .minutes(10)))
        board.hold()
        board.cutPower(for: .minutes(5))
        #expect(board.now == .boot)
        #expect(board.elapsed == .minutes(10))
        #expect(board.isButtonClosed)
        #expect(board.takeEdges() == [])
        #expect(board.trueTemperature(.pack) == .celsius(6))
        #expect(abs(try #require(board.trueTemperature(.skin)).celsius - 11.3) < 0.4)
        board.advance(to: .boot + .seconds(1))
        board.release()
        #expect(board.nextEdge == .boot + .seconds(1))
        #expect(board.takeEdges() == [ButtonEdge(closed: false, at: .boot + .seconds(1))])
        #expect(board.instant(atElapsed: .minutes(10) + .seconds(1)) == board.now)
    }

    @Test("a button held before the service came up is closed from the start")
    func held() {
        let board = board(buttonHeld: true)
        #expect(board.isButtonClosed)
        #expect(board.nextEdge == nil)
    }

    @Test("pack and cloth can be changed under way")
    func changes() throws {
        let board = board()
        board.advance(to: start + .minutes(1))
        board.lay(.gel, at: .celsius(-18), cloth: .twoTowels)
        #expect(board.cloth == .twoTowels)
        board.cloth = .none
        board.isApplied = true
        board.advance(to: start + .minutes(6))
        #expect(board.currentModel().skinTemperature < .celsius(2))
    }
}
