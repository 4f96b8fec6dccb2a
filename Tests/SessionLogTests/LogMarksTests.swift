import CoachCore
import Testing

@testable import SessionLog

@Suite("Marks made while the service runs")
struct LogMarksTests {
    let log = TemporaryLog()
    let boot = BootIdentity(bootID: "boot-1")

    private func marks(_ clock: ClockReading) throws -> LogMarks {
        try LogMarks(path: log.path, boot: boot, clock: clock)
    }

    private func history(_ clock: ClockReading) throws -> History {
        try log.reader().history(now: clock, bootID: boot.bootID)
    }

    @Test("a run, an onset and its end go into the log beside the service's own entries")
    func besides() throws {
        let writer = try log.writer()
        try marks(.at(.seconds(5000))).run()
        try writer.write([.started(.ice(1, at: .seconds(5001)))], clock: .at(.seconds(5001)))
        try marks(.at(.seconds(5002))).onset()
        #expect(try history(.at(.seconds(6000))).lastRun == .seconds(5000))
        #expect(try history(.at(.seconds(6000))).onset == .seconds(5002))
        try marks(.at(.seconds(5003))).onsetClear()
        #expect(try history(.at(.seconds(6000))).onset == nil)
        #expect(try log.reader().events().map(\.kind) == ["onset-cleared", "onset", "run"])
    }

    @Test("a time in the past is kept as it was given, and lies where it belongs, before this boot too")
    func past() throws {
        _ = try log.writer()
        try marks(.at(.seconds(600))).run(at: .utc("2026-05-04T10:30:00Z"))
        #expect(try history(.at(.seconds(700))).lastRun == .boot - .minutes(90))
        let event = try #require(try log.reader().events().first)
        #expect(event.at == .utc("2026-05-04T10:30:00Z"))
        #expect(event.givenAt == .utc("2026-05-04T10:30:00Z"))
    }

    @Test("a time from before all clocks is kept as far back as a log goes", arguments: ["0001-01-01", "1700-01-01"])
    func beforeAllClocks(day: String) throws {
        _ = try log.writer()
        try marks(.at(.seconds(600))).run(at: .utc("\(day)T00:00:00Z"))
        let run = try #require(try history(.at(.seconds(700))).lastRun)
        #expect(run < .boot - .hours(24 * 365 * 99))
        #expect(throws: MarkInFuture.self) { try marks(.at(.seconds(600))).run(at: .utc("9999-12-31T23:59:59Z")) }
    }

    @Test("a time to come is refused, but for clocks that differ by a little", arguments: [(60, true), (61, false)])
    func future(seconds: Int64, isTaken: Bool) throws {
        _ = try log.writer()
        let mark = { try marks(.at(.seconds(600))).run(at: .noon + .seconds(600 + seconds)) }
        if isTaken {
            try mark()
            #expect(try history(.at(.seconds(700))).lastRun == .seconds(600))
        } else {
            #expect(throws: MarkInFuture.self) { try mark() }
            #expect(try log.reader().events().isEmpty)
        }
    }

    @Test("after the wall clock jumped, the later of both meanings counts", arguments: [86_400, -10_800])
    func jumped(seconds: Int64) throws {
        let writer = try log.writer()
        try writer.write([], clock: .at(.seconds(10)))
        let clock = ClockReading(
            instant: .seconds(20_000), wall: .noon + .seconds(20_000 + seconds), synchronised: true)
        // An hour ago as the clock was, or as it is.
        for given in [WallTime.noon + .seconds(16_400), clock.wall - .hours(1)] where given < clock.wall {
            try marks(clock).run(at: given)
            let run = try #require(try history(clock).lastRun)
            #expect(run >= .seconds(16_400) && run <= .seconds(20_000))
        }
    }

    @Test("without a clock a mark counts from when it was made, and finds its place when the clock synchronises")
    func unsynchronised() throws {
        let writer = try log.writer()
        let guess = ClockReading(instant: .seconds(600), wall: .utc("1970-01-01T00:10:00Z"), synchronised: false)
        try marks(guess).run(at: .utc("2026-05-04T10:30:00Z"))
        #expect(try history(guess).lastRun == .seconds(600))
        #expect(try log.reader().events().first?.clockSynced == false)

        try writer.write([], clock: .at(.seconds(700)))
        #expect(try history(.at(.seconds(700))).lastRun == .boot - .minutes(90))
        let event = try #require(try log.reader().events().first)
        #expect(event.clockSynced)
        #expect(event.at == .utc("2026-05-04T10:30:00Z"))
    }

    @Test("a mark that turns out to lie in the future counts from when it was made")
    func unsynchronisedFuture() throws {
        let writer = try log.writer()
        let guess = ClockReading(instant: .seconds(600), wall: .utc("1970-01-01T00:10:00Z"), synchronised: false)
        try marks(guess).run(at: .utc("2026-05-04T23:30:00Z"))
        try writer.write([], clock: .at(.seconds(700)))
        #expect(try history(.at(.seconds(700))).lastRun == .seconds(600))
    }

    @Test("without a log there is nothing to mark in, and what to do is said")
    func missing() throws {
        let error = logError { try marks(.at(.seconds(1))) }
        #expect(error?.kind == .missing)
    }
}
