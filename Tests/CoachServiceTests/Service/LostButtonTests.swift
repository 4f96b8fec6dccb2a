import CoachCore
import SessionLog
import Testing

@testable import CoachService

@Suite("A button whose line is gone")
struct LostButtonTests {
    @Test("a line that cannot be read is not asked again and again without a pause")
    func settles() throws {
        let quiet = QuietService(SessionStore.Opened(history: History()))
        quiet.around.isClosed = nil
        // The first period after the start counts as a train of edges.
        quiet.around.now = quiet.now + .milliseconds(30)
        quiet.service.wake(at: quiet.now)
        let next = try #require(quiet.service.nextDeadline(at: quiet.now))
        #expect(next > quiet.now)
        #expect(quiet.status.obstacle == nil)
    }
}
