import CoachCore
import Glibc
import Testing

/// All that can happen, tried to a depth, and every step held to an oracle that says the specification once more.
///
/// `Tests/explore` goes deeper: PACKCOACH_EXPLORE is the depth, PACKCOACH_REPLAY a sequence that a failure printed.
@Suite("Everything that can happen")
struct ExplorationTests {
    private static func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }

    /// Seconds in a debug build; two probes have twice the alphabet.
    private static func depth(_ root: ExplorationRoot) -> Int {
        variable("PACKCOACH_EXPLORE").flatMap { Int($0) } ?? (root.probes.count == 1 ? 2 : 1)
    }

    @Test("no rule is broken whatever happens next", arguments: ExplorationRoot.all)
    func everything(root: ExplorationRoot) {
        let depth = Self.depth(root)
        var explorer = Explorer()
        explorer.explore(root, depth: depth)
        let figures = "\(explorer.states) states, \(explorer.transitions) transitions"
        print("explored: \(root.name): depth \(depth), \(figures)")
        #expect(explorer.transitions > 0)
        if let failure = explorer.failure {
            Issue.record("\(root.name): \(failure.sequence.text)\n\(failure.words.joined(separator: "\n"))")
        }
    }

    /// Proof that the oracle can fail, and where it does.
    static let sabotages: [(World.Sabotage, String, Int)] = [
        (.longerCeiling, "ice runs, probe on the pack", 1),
        (.warmerProbe, "ice runs, probe on the skin", 2),
        (.lateStop, "ice runs, probe on the skin", 2),
        (.forgottenRest, "heat is over, probe on the pack", 3),
        (.alarmThatEnds, "too cold on the skin", 1),
        (.forgottenAlarm, "too cold on the skin", 1),
        (.lostHold, "ice runs, probe on the skin", 2),
    ]

    @Test("a coach that breaks a rule is found out, and its sequence fails again", arguments: sabotages)
    func sabotage(course: (sabotage: World.Sabotage, root: String, depth: Int)) throws {
        let root = try #require(ExplorationRoot.all.first { $0.name == course.root })
        var explorer = Explorer()
        explorer.explore(root, depth: course.depth, sabotage: course.sabotage)
        let failure = try #require(explorer.failure, "\(course.sabotage.rawValue) passes")
        var world = World(root.probes, sabotage: course.sabotage)
        for stimulus in try #require([Stimulus](text: failure.sequence.text)) { world.apply(stimulus) }
        #expect(world.violations == failure.words)
    }

    @Test("a sequence that failed is tried again", .enabled(if: variable("PACKCOACH_REPLAY") != nil))
    func replay() throws {
        let parts = (Self.variable("PACKCOACH_REPLAY") ?? "").split(separator: ":", maxSplits: 1).map(String.init)
        let probes = parts.first?.split(separator: "+").compactMap { ProbeRole(rawValue: String($0)) } ?? []
        let sequence = try #require([Stimulus](text: parts.last ?? ""), "PACKCOACH_REPLAY is no sequence")
        var world = World(probes.isEmpty ? [.pack] : probes)
        for stimulus in sequence {
            world.apply(stimulus)
            print("\(world.now.nanoseconds / 1_000_000) ms: \(stimulus): \(world.stage)")
        }
        #expect(world.violations == [])
    }
}
