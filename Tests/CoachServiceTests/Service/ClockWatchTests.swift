import CoachCore
import SessionLog
import Testing

@testable import CoachService

@Suite("A clock that synchronises without telling anybody")
struct ClockWatchTests {
    @Test(
        "it is noticed within two minutes, whether the probe answers or hangs",
        arguments: [Reading.success(.celsius(1)), nil])
    func noticed(reading: Reading?) {
        let quiet = QuietService(SessionStore.Opened(history: History()), isSynchronised: false)
        quiet.pass(.seconds(200), reading: reading)
        quiet.around.isSynchronised = true
        // The watchdog's wake.
        for _ in 1...2 {
            quiet.pass(.seconds(60), reading: reading)
            quiet.service.wake(at: quiet.now)
        }
        #expect(quiet.told.contains("clock: the wall clock synchronised"))
        #expect(quiet.around.historiesAsked == 1)
    }
}
