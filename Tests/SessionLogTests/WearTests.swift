import CoachCore
import Testing

@testable import SessionLog

@Suite("What a session costs the SD card")
struct WearTests {
    @Test(
        "a session of 20 min with two probes writes far less than 0.5 MB, whole blocks counted, opening and closing too"
    )
    func wear() throws {
        let log = TemporaryLog()
        let disk = try SimulatedDisk(name: "wear")
        // A log that is in use: not the first session, and not an empty write-ahead log.
        var writer: LogWriter? = try log.writer(vfs: disk.name)
        for number in Int64(1)...3 {
            try RecordedSession(number, at: .seconds(number * 10_000)).write(to: #require(writer))
        }
        writer = nil
        let before = disk.wear
        writer = try log.writer(vfs: disk.name)
        try RecordedSession(4, at: .seconds(50_000)).write(to: #require(writer))
        writer = nil
        let after = disk.wear

        #expect(after.bytes - before.bytes < 250_000)
        #expect(after.blockBytes - before.blockBytes < 500_000)
        #expect(try log.reader().samples(of: 4).count == 2402)
    }
}
