import CoachCore
import Testing

@testable import SessionReport

@Suite("The line of a chart")
struct TraceTests {
    private let scale = TemperatureScale(common: .ice, height: 60)

    private func columns(_ count: Int, _ seconds: Int64, _ readings: (Int64) -> Int32?) -> TraceColumns {
        var columns = TraceColumns(count: count, over: .seconds(seconds))
        for second in 0..<seconds { columns.take(second * 1000, .pack, readings(second)) }
        return columns
    }

    @Test("no peak is lost, however many readings fall into a column")
    func peaks() {
        let trace = columns(10, 1000) { $0 == 555 ? -17_000 : $0 == 556 ? 39_000 : 5000 }
        #expect(trace.range(of: .pack) == -17.0...39.0)
        #expect(trace.columns(of: .pack)[5] == TraceColumns.Column(low: -17_000, high: 39_000, rises: true))
        #expect(trace.columns(of: .pack)[4] == TraceColumns.Column(low: 5000, high: 5000))
        // 40 °C is at the top, and a degree is ten units.
        #expect(Trace(trace, .pack).data(on: scale) == "M0 350h4l1 220v-560l1 340h3")
    }

    @Test("within a column the line goes the way that the readings went")
    func order() {
        let falling = columns(2, 20) { $0 < 10 ? 10_000 : 9000 - Int32($0) * 100 }
        #expect(falling.columns(of: .pack)[1]?.rises == false)
        #expect(Trace(falling, .pack).data(on: scale) == "M0 300l1 20v9")
        #expect(Trace(falling, .pack).end?.celsius == 7.1)
    }

    @Test("where nothing was read for ten seconds the line is broken, and a lone reading is a dot")
    func gaps() {
        var trace = TraceColumns(count: 100, over: .seconds(100))
        for second in [0, 1, 2, 11, 21, 31, 32] as [Int64] { trace.take(second * 1000, .pack, 0) }
        #expect(Trace(trace, .pack).data(on: scale) == "M0 400h11m10 0h0m10 0h1")
    }

    @Test("a fault is no reading: it stands by itself")
    func faults() {
        let trace = columns(10, 100) { (30..<50).contains($0) ? nil : 1000 }
        #expect(trace.faults == (0..<10).map { (3..<5).contains($0) })
        #expect(Trace.faults(trace, y: 4) == "M3 4h2")
        #expect(trace.range(of: .pack) == 1.0...1.0)
        #expect(columns(10, 100) { _ in nil }.roles.isEmpty)
    }

    @Test("readings after the end of the time stand in the last column")
    func late() {
        var trace = TraceColumns(count: 10, over: .seconds(10))
        trace.take(60_000, .skin, 5)
        #expect(trace.columns(of: .skin).last == TraceColumns.Column(low: 5, high: 5))
        #expect(trace.roles == [.skin])
    }

    @Test("a scale has round temperatures, a handful of them", arguments: [0.0...0.1, -18.0...33, 20...47.5, -60...90])
    func ticks(readings: ClosedRange<Double>) {
        let scale = TemperatureScale(readings: readings, limits: [], height: 200)
        #expect((3...11).contains(scale.ticks.count), "\(scale.ticks)")
        #expect(scale.ticks.allSatisfy { scale.holds(Double($0)) })
        #expect(scale.y(readings.upperBound) > 0 && scale.y(readings.lowerBound) < 200)
    }
}
