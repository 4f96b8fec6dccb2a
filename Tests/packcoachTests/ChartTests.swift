import CoachCore
import Testing

@testable import packcoach

@Suite("the chart of temperatures")
struct ChartTests {
    private func draw(_ chart: Chart, glyphs: ScreenStyle.Glyphs = .ascii) -> [String] {
        var canvas = ScreenCanvas(width: 60, height: 12, style: ScreenStyle(ink: .none, glyphs: glyphs))
        chart.draw(on: &canvas, rows: 0..<12, columns: 0..<60)
        return canvas.lines()
    }

    private func line(_ values: [(at: Double, celsius: Double?)]) -> Chart.Series {
        Chart.Series(name: "pack", paint: .pack, letter: "p", values: values)
    }

    private func chart(_ values: [(at: Double, celsius: Double?)], limits: [Chart.Limit] = []) -> Chart {
        Chart(
            series: [line(values)], limits: limits, times: 0...100,
            ticks: [.init(at: 0, name: "0"), .init(at: 100, name: "100 s")])
    }

    @Test("the scale holds every value and ends on multiples of 5 °C", arguments: [-18.4, -5, 0, 9.9, 32, 49.9])
    func scale(low: Double) {
        let scale = ChartScale(celsius: low...low + 12, rows: 8)
        #expect(scale.celsius.contains(low) && scale.celsius.contains(low + 12))
        #expect(scale.celsius.lowerBound.remainder(dividingBy: 5) == 0)
        #expect(scale.celsius.upperBound.remainder(dividingBy: 5) == 0)
        #expect(scale.ticks.count >= 2)
        #expect(scale.row(of: scale.celsius.upperBound) == 0)
        #expect(scale.row(of: scale.celsius.lowerBound) == 7)
    }

    @Test("a dot lies in the row of cells that its temperature's label has", arguments: 0...40)
    func dotsAndLabels(celsius: Int) {
        let scale = ChartScale(celsius: 0...40, rows: 9)
        #expect(scale.row(of: Double(celsius), dotsPerRow: 4) / 4 == scale.row(of: Double(celsius)))
    }

    @Test("a steady temperature is one straight line with its name at its end")
    func steady() {
        let lines = draw(chart([(0, 20), (50, 20)]))
        let drawn = lines.filter { $0.contains("pp") }
        #expect(drawn.count == 1)
        #expect(drawn[0].contains("ppp pack"))
    }

    @Test("a fault leaves a gap, never a line down to zero")
    func gap() {
        let lines = draw(chart([(0, 20), (20, 20), (40, nil), (60, 20), (100, 20)]))
        let drawn = lines.filter { $0.contains("ppp") }
        #expect(drawn.count == 1)
        #expect(drawn[0].split(separator: " ").filter { $0.contains("ppp") }.count == 2)
    }

    @Test("limits near the temperatures are drawn with their names, far ones are not")
    func limits() {
        let lines = draw(
            chart(
                [(0, 12), (100, 12)],
                limits: [
                    .init(name: "warn 10", at: .celsius(10)), .init(name: "stop 7", at: .celsius(7)),
                    .init(name: "stop 43", at: .celsius(43)),
                ]))
        #expect(lines.contains { $0.contains("------") && $0.hasSuffix(" warn 10") })
        #expect(lines.contains { $0.hasSuffix(" stop 7") })
        #expect(!lines.joined().contains("stop 43"))
    }

    @Test("the names of two limits in one row stand below each other")
    func crowdedLimits() {
        let lines = draw(
            chart(
                [(0, -10), (100, 50)],
                limits: [.init(name: "stop 43", at: .celsius(43)), .init(name: "warn 42", at: .celsius(42))]))
        let upper = lines.firstIndex { $0.hasSuffix("stop 43") }
        let lower = lines.firstIndex { $0.hasSuffix("warn 42") }
        #expect(upper != nil && lower == upper.map { $0 + 1 })
    }

    @Test("braille dots stand in the corners where the values are")
    func braille() {
        let lines = draw(chart([(0, 10), (100, 20)]), glyphs: .unicode)
        #expect(lines[10].contains("│⣀") || lines[10].contains("┤⡠") || lines[10].contains("┤⣀"))
        #expect(lines.joined().unicodeScalars.contains { (0x2801...0x28ff).contains($0.value) })
    }

    @Test("without a value there are axes and no line")
    func empty() {
        let lines = draw(chart([(0, nil)]))
        #expect(lines.joined().contains("p") == false)
        #expect(lines[11].contains("100 s"))
    }

    @Test("values outside the chart's time are not drawn")
    func outside() {
        #expect(!draw(chart([(-20, 20), (-10, 20)])).joined().contains("p"))
    }
}
