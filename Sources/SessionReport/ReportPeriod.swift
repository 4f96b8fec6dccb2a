import CoachCore
import SessionLog

/// The days that a report is about: whole ones, where the board stands, but for the last.
public struct ReportPeriod: Sendable {
    /// From here on.
    public let start: WallTime
    /// When the report is made.
    public let end: WallTime
    let time: LocalTime
    let first: LocalDay
    let last: LocalDay

    /// The last so many days, today among them.
    /// - Parameter days: at least 1.
    public init(days: Int, until now: WallTime, time: LocalTime) {
        let today = time.day(of: now).day
        self.init(from: time.start(of: today - (max(1, days) - 1)), until: now, time: time)
    }

    /// From a moment on.
    /// - Parameter start: before `now`.
    public init(from start: WallTime, until now: WallTime, time: LocalTime) {
        (self.start, end, self.time) = (start, now, time)
        (first, last) = (time.day(of: start).day, time.day(of: now).day)
    }

    /// How many days of the calendar it touches.
    public var days: Int { max(1, last - first + 1) }

    /// The place of a moment in a picture with a column for each day: in percent of its width, and what the clock shows
    /// then; nil outside its days.
    func place(_ moment: WallTime) -> (day: Int, x: Double, clock: Duration)? {
        let (day, clock) = time.day(of: moment)
        let column = day - first
        // Later today, too: a clock may have been ahead.
        guard moment >= start, column < days else { return nil }
        return (column, (Double(column) + 0.5) / Double(days) * 100, clock)
    }
}
