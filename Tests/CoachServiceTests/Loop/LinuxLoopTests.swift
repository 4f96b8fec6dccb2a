import BoardHAL
import CoachCore
import Glibc
import TestSupport
import Testing

@testable import CoachService

/// A board whose mode switch fails after its first reading: its line is gone, and stays readable for ever.
private final class BoardWithoutSwitch: Board {
    private(set) var switchReadings = 0
    private let quiet: [Int32]
    private let gone: Int32
    private var frames: [LEDFrame] = []

    init() {
        var ends: [Int32] = [-1, -1]
        pipe(&ends)
        quiet = ends
        pipe(&ends)
        close(ends[1])
        gone = ends[0]
    }

    deinit { for descriptor in quiet + [gone] { close(descriptor) } }

    func show(_ frame: LEDFrame, buzzer: Bool) throws(BoardFault) {
        frames.append(frame)
        // The lamp test is over: a stop signal for this thread alone, which has it blocked.
        if frames.count == 2 { raise(SIGTERM) }
    }

    var buttonDescriptor: Int32 { quiet[0] }
    func buttonEdges(at now: Instant) throws(BoardFault) -> [ButtonEdge] { [] }
    func buttonIsClosed() throws(BoardFault) -> Bool { false }
    var switchDescriptor: Int32? { gone }

    func switchPosition() throws(BoardFault) -> Modality? {
        switchReadings += 1
        guard switchReadings == 1 else { throw BoardFault("Cannot read the mode switch: No such device.") }
        return .ice
    }
}

@Suite("The loop on a board that fails")
struct LinuxLoopTests {
    @Test("SR-26: a mode switch that is gone is a fault of the board, and not asked again and again without a pause")
    func modeSwitch() throws {
        let directory = try TestDirectory()
        var configuration = Configuration.default
        configuration.database = "\(directory.path)/packcoach.db"
        configuration.modeSwitch = Configuration.ModeSwitch()
        let board = BoardWithoutSwitch()
        let loop = try LinuxLoop(
            configuration: configuration, probes: [:], controlPath: "\(directory.path)/socket", file: nil,
            isSimulated: true
        ) { board }
        try loop.run()
        #expect(board.switchReadings == 2)
    }
}
