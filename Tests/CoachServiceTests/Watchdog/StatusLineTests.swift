import Testing

@testable import CoachCore
@testable import CoachService

@Suite("What systemctl status shows in a line")
struct StatusLineTests {
    @Test(
        "SR-23: the state, and every fault with its words",
        arguments: [
            (CoachStatus.State.idle, nil, [], "ready"),
            (.applying, 7, [], "session 7, ice"),
            (.windowOpen, 7, [], "session 7, ice, the window is open"),
            (.removePlanned, 7, [], "session 7, ice: full time, take the pack off"),
            (.removeSafety, 7, [.log], "session 7, ice: ALARM, take the pack off; fault: log: is the disk stuck?"),
            (.fault, nil, [.probe(.pack), .log], "ready; fault: pack probe; fault: log: is the disk stuck?"),
        ] as [(CoachStatus.State, Int64?, [Fault], String)])
    func line(state: CoachStatus.State, session: Int64?, faults: [Fault], expected: String) {
        let status = CoachStatus(
            state: state, isChecking: false, modality: session == nil ? nil : .ice, session: session, probes: [.pack],
            lastSamples: [:], faults: faults, waits: [:], packIsReady: false)
        #expect(StatusLine.text(status, [.log: "is the disk stuck?"]) == expected)
    }
}
