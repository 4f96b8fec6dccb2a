import BoardHAL
import CoachCore
import TestSupport
import Testing

@testable import CoachService

/// A board of which the buzzer alone could be had.
private final class BuzzerAlone: AlarmBoard {
    let ledCount = 0
    private(set) var shown = 0

    func show(_ frame: LEDFrame, buzzer: Bool) throws(BoardFault) { shown += 1 }
    var buttonDescriptor: Int32? { nil }
    func buttonEdges(at now: Instant) throws(BoardFault) -> [ButtonEdge] { [] }
    func buttonIsClosed() -> Bool? { nil }
}

@Suite("The alarm without the service, on what is left of a board")
struct FallbackAlarmTests {
    @Test("SR-20: without its button it sounds on, and waits between two changes")
    func withoutButton() throws {
        let directory = try TestDirectory()
        let file = HandoverFile(besides: "\(directory.path)/socket", bootID: try BootClock.bootID())
        try file.write(.standard(.init(.running)))
        let board = BuzzerAlone()
        let alarm = FallbackAlarm(file) { _ in board }
        #expect(try alarm.run(for: .milliseconds(400), staysUntilEnd: false) == .unanswered)
        // LEDs change eight times a second, the buzzer four; a wait that is none makes thousands of it.
        #expect((2...40).contains(board.shown))
    }
}
