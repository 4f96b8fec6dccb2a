import CoachCore
import Testing

@testable import SessionLog

@Suite("How long ago a session of the log ended")
struct ProvenTimeTests {
    /// What happens between the end of a session and the question how long ago that was.
    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var synchronised = true
        var then: @Sendable (Machine) throws -> Void
        var proven: Duration
        var unproven = false
    }

    static let cases: [Case] = [
        Case(
            testDescription: "in the same boot the exact time has passed, synchronised or not", synchronised: false,
            then: { $0.pass(.milliseconds(7_200_001)) }, proven: .milliseconds(7_200_001)),
        Case(
            testDescription: "over a power cut synchronised clocks tell how long it was",
            then: { machine in
                try machine.powerCut(.hours(3))
                machine.pass(.seconds(5))
            }, proven: .hours(3) + .seconds(5)),
        Case(
            testDescription: "without a synchronised clock in this boot only its own running time counts",
            then: { machine in
                try machine.powerCut(.hours(3), synchronised: false)
                machine.pass(.minutes(7))
            }, proven: .minutes(7), unproven: true),
        Case(
            testDescription: "and the rest of the boot before, as far as it is known to have run",
            then: { machine in
                machine.pass(.minutes(30))
                try machine.note()
                try machine.powerCut(.hours(3), synchronised: false)
                machine.pass(.minutes(7))
            }, proven: .minutes(37), unproven: true),
        Case(
            testDescription: "when the clock synchronises later in this boot, all of it counts",
            then: { machine in
                try machine.powerCut(.hours(3), synchronised: false)
                machine.pass(.minutes(7))
                machine.synchronised = true
                try machine.note()
            }, proven: .hours(3) + .minutes(7)),
        Case(
            testDescription: "the reader sees that, before the writer has noted it",
            then: { machine in
                try machine.powerCut(.hours(3), synchronised: false)
                machine.pass(.minutes(7))
                machine.synchronised = true
            }, proven: .hours(3) + .minutes(7)),
        Case(
            testDescription:
                "a session in a boot that never synchronised is as old as this boot, though this one knows the time",
            synchronised: false,
            then: { machine in
                try machine.powerCut(.hours(3))
                machine.pass(.minutes(7))
            }, proven: .minutes(7), unproven: true),
        Case(
            testDescription: "a synchronised boot in between proves the time up to its own end",
            then: { machine in
                try machine.powerCut(.hours(2))
                machine.pass(.minutes(20))
                try machine.note()
                try machine.powerCut(.hours(5), synchronised: false)
                machine.pass(.minutes(7))
            }, proven: .hours(2) + .minutes(27), unproven: true),
        Case(
            testDescription: "a day by which the clock was put forward in a boot in between is no time that passed",
            then: { machine in
                try machine.powerCut(.hours(1))
                machine.pass(.minutes(10))
                machine.clockError += .hours(24)
                try machine.note()
                try machine.powerCut(.hours(1))
                machine.pass(.minutes(7))
            }, proven: .hours(2) + .minutes(17)),
        Case(
            testDescription: "and what it was put back by in a boot in between is not counted either",
            then: { machine in
                try machine.powerCut(.hours(1))
                machine.pass(.minutes(10))
                machine.clockError -= .hours(3)
                try machine.note()
                try machine.powerCut(.hours(1))
                machine.pass(.minutes(7))
            }, proven: .hours(1) + .minutes(17)),
        Case(
            testDescription: "boots in between count for as long as they are known to have run",
            synchronised: false,
            then: { machine in
                for _ in 1...3 {
                    try machine.powerCut(.hours(1), synchronised: false)
                    machine.pass(.minutes(10))
                    try machine.note()
                }
            }, proven: .minutes(30), unproven: true),
        Case(
            testDescription:
                "after a session without a clock, two later boots with one still prove what lies between them",
            synchronised: false,
            then: { machine in
                try machine.powerCut(.hours(1))
                machine.pass(.minutes(10))
                try machine.note()
                try machine.powerCut(.hours(4))
                machine.pass(.minutes(5))
            }, proven: .hours(4) + .minutes(15), unproven: true),
        Case(
            testDescription: "a wall clock that jumped a day ahead after the session shortens nothing",
            then: { machine in
                machine.clockError = .hours(24)
                machine.pass(.minutes(1))
                try machine.note()
                machine.pass(.minutes(9))
            }, proven: .minutes(10)),
        Case(
            testDescription: "nor when the next boot believes it",
            then: { machine in
                machine.clockError = .hours(24)
                machine.pass(.minutes(1))
                try machine.note()
                try machine.powerCut(.minutes(30))
                machine.pass(.minutes(9))
            }, proven: .minutes(40)),
        Case(
            testDescription: "nor a jump in this boot after it was dated",
            then: { machine in
                try machine.powerCut(.minutes(30))
                machine.pass(.minutes(9))
                machine.clockError = .hours(24)
                try machine.note()
                machine.pass(.minutes(1))
            }, proven: .minutes(40)),
        Case(
            testDescription: "a clock set back three hours by the next boot makes the rest longer, never shorter",
            then: { machine in
                machine.clockError = .hours(-3)
                try machine.powerCut(.hours(4))
                machine.pass(.minutes(9))
            }, proven: .hours(1) + .minutes(9)),
        Case(
            testDescription: "and never more than back to this boot and the proven rest of the one before",
            then: { machine in
                machine.pass(.minutes(2))
                try machine.note()
                machine.clockError = .hours(-3)
                try machine.powerCut(.minutes(30))
                machine.pass(.minutes(9))
            }, proven: .minutes(11)),
        Case(
            testDescription:
                "a clock that says 1970 and claims to be right does not make a session come from the future",
            then: { machine in
                machine.clockError = .hours(-24 * 365 * 56)
                try machine.powerCut(.hours(4))
                machine.pass(.minutes(9))
            }, proven: .minutes(9)),
    ]

    @Test("SR-25: only time that provably passed counts", arguments: cases)
    func age(given: Case) throws {
        let machine = try Machine(synchronised: given.synchronised)
        machine.pass(.hours(1))
        try machine.session()
        try given.then(machine)
        #expect(try machine.age() == given.proven)
        #expect(try machine.history().unproven == given.unproven)
    }
}
