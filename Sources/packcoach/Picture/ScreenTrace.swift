import CoachCore

/// What was measured and what happened: readings, chart and log.
extension Screen {
    /// What the probes read and what the model says. `isShort`: with the names that stand in the chart.
    static func readings(
        of picture: BoardPicture, isShort: Bool = false
    ) -> [(name: String, words: String, paint: Paint, value: Paint)] {
        var readings: [(name: String, words: String, paint: Paint, value: Paint)] = []
        let pack = picture.packReading.map(Guidance.words(for:)) ?? "not read yet"
        readings.append((isShort ? "pack" : "pack probe", pack, .pack, valuePaint(picture.packReading)))
        let skin = picture.skinReading.map(Guidance.words(for:)) ?? "not fitted"
        readings.append((isShort ? "skin" : "skin probe", skin, .skin, valuePaint(picture.skinReading)))
        if let modelled = picture.bench?.modelledSkin {
            readings.append((isShort ? "model" : "modelled skin", Guidance.words(for: modelled), .model, .strong))
        }
        return readings
    }

    private static func valuePaint(_ reading: Reading?) -> Paint {
        switch reading {
        case nil: .faint
        case .success: .strong
        case .failure: .warning
        }
    }

    static func drawReadings(
        _ picture: BoardPicture, on canvas: inout ScreenCanvas, row: Int, columns: Range<Int>
    ) {
        let readings = readings(of: picture, isShort: columns.count < 76)
        let step = min(columns.count / max(readings.count, 1), 28)
        for (index, reading) in readings.enumerated() {
            let start = columns.lowerBound + index * step
            let end = index == readings.count - 1 ? columns.upperBound : start + step - 1
            let value = canvas.put(reading.name, row: row, column: start, reading.paint, end: end) + 1
            let words = reading.value == .warning ? "! \(reading.words)" : reading.words
            canvas.put(words, row: row, column: value, reading.value, end: end)
        }
    }

    static func drawChart(
        _ picture: BoardPicture, on canvas: inout ScreenCanvas, rows: Range<Int>, columns: Range<Int>
    ) {
        let (start, times, ticks, mark) = timeAxis(of: picture)
        func values(_ value: (BoardPicture.Point) -> Double?) -> [(at: Double, celsius: Double?)] {
            picture.points.map { (($0.at - start).inSeconds, value($0)) }
        }
        let chart = Chart(
            series: [
                .init(
                    name: "model", paint: .model, letter: "m", isDotted: true, values: values { $0.modelledSkin }),
                .init(name: "pack", paint: .pack, letter: "p", values: values { $0.pack }),
                .init(name: "skin", paint: .skin, letter: "s", values: values { $0.skin }),
            ], limits: picture.limits, times: times, ticks: ticks, mark: mark)
        chart.draw(on: &canvas, rows: rows, columns: columns)
    }

    /// Where the chart's time 0 lies, and its axis from there in seconds.
    private static func timeAxis(
        of picture: BoardPicture
    ) -> (start: Instant, times: ClosedRange<Double>, ticks: [Chart.Tick], mark: Double?) {
        switch picture.span {
        case .last(let length):
            let minutes = Int(length.inSeconds / 60)
            let step = minutes > 60 ? 30 : minutes > 30 ? 10 : 5
            let ticks = stride(from: step, through: minutes, by: step).map {
                Chart.Tick(at: Double(-$0 * 60), name: "−\($0)")
            }
            return (picture.now, -length.inSeconds...0, [Chart.Tick(at: 0, name: "now")] + ticks, nil)
        case .session(let start, let minimum, let ceiling):
            let end = max(ceiling.inSeconds, (picture.now - start).inSeconds, 1)
            // After the ceiling the axis goes on in whole minutes, so that the line does not creep.
            let length = end > ceiling.inSeconds ? (end / 60).rounded(.up) * 60 : end
            let last = Int(length / 60)
            let step = last > 60 ? 30 : last > 30 ? 10 : 5
            let ticks = stride(from: 0, through: last, by: step).map {
                Chart.Tick(at: Double($0 * 60), name: $0 + step > last ? "\($0) min" : "\($0)")
            }
            return (start, 0...length, ticks, minimum.inSeconds)
        }
    }

    static func drawLog(
        _ picture: BoardPicture, on canvas: inout ScreenCanvas, rows: Range<Int>, columns: Range<Int>
    ) {
        let lines = picture.log.suffix(rows.count)
        // The newest line stands at the bottom.
        for (row, line) in zip(rows.suffix(lines.count), lines) {
            let words = canvas.put(line.time, row: row, column: columns.lowerBound, .faint, end: columns.upperBound)
            canvas.put(line.words, row: row, column: words + 2, end: columns.upperBound)
        }
    }
}
