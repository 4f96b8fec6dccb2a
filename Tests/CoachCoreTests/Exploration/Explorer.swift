import CoachCore
import Testing

/// Tries everything that can happen, to a depth, from one beginning.
struct Explorer {
    /// A sequence of stimuli that leads to something that must not be.
    struct Failure {
        var sequence: [Stimulus]
        var words: [String]
    }

    private(set) var states = 0
    private(set) var transitions = 0
    private(set) var failure: Failure?
    /// How much further each state that was reached has been looked into.
    private var seen: [Int: Int] = [:]

    /// Depth first, so that a state costs no memory but its fingerprint; a state that was looked into at least as far is
    /// not looked into again. Stops at the first failure.
    mutating func explore(_ root: ExplorationRoot, depth: Int, sabotage: World.Sabotage? = nil) {
        var world = World(root.probes, sabotage: sabotage)
        for stimulus in root.before { world.apply(stimulus) }
        visit(world, root.before, depth)
    }

    private mutating func visit(_ world: World, _ path: [Stimulus], _ depth: Int) {
        if !world.violations.isEmpty {
            failure = failure ?? Failure(sequence: path, words: world.violations)
            return
        }
        let fingerprint = world.fingerprint
        if let before = seen[fingerprint] {
            guard before < depth else { return }
        } else {
            states += 1
        }
        seen[fingerprint] = depth
        guard depth > 0 else { return }
        for stimulus in world.alphabet {
            var next = world
            next.apply(stimulus)
            transitions += 1
            visit(next, path + [stimulus], depth - 1)
            if failure != nil { return }
        }
    }
}

/// Where an exploration begins: what had happened before.
struct ExplorationRoot: Sendable, CustomTestStringConvertible {
    var name: String
    var probes: [ProbeRole]
    var before: [Stimulus]

    var testDescription: String { name }

    static let all: [ExplorationRoot] = [
        ExplorationRoot(name: "nothing had happened", probes: [.pack], before: []),
        ExplorationRoot(name: "ice runs, probe on the pack", probes: [.pack], before: [.press, .wait(2500)]),
        ExplorationRoot(name: "ice runs, two probes", probes: [.pack, .skin], before: [.press, .wait(2500)]),
        ExplorationRoot(name: "ice runs, probe on the skin", probes: [.skin], before: [.press, .wait(2500)]),
        ExplorationRoot(
            name: "heat runs, two probes", probes: [.pack, .skin],
            before: [.reads(.pack, 40_000), .reads(.skin, 38_000), .press, .wait(2500)]),
        ExplorationRoot(
            name: "heat is over, probe on the pack", probes: [.pack],
            before: [.reads(.pack, 40_000), .press, .wait(2500), .toCeiling(0), .wait(4000), .press]),
        ExplorationRoot(
            name: "full time, skin cold", probes: [.skin],
            before: [.press, .wait(2500), .toCeiling(-8000), .reads(.skin, 7499), .toCeiling(0)]),
        ExplorationRoot(
            name: "too cold on the skin", probes: [.skin],
            before: [.press, .wait(2500), .reads(.skin, 2500), .wait(1000)]),
        ExplorationRoot(
            name: "too cold on the pack", probes: [.pack],
            before: [.press, .wait(2500), .reads(.pack, -9500), .wait(1000)]),
        ExplorationRoot(
            name: "stopped early, skin cool", probes: [.skin],
            before: [.press, .wait(2500), .reads(.skin, 7499), .wait(3000), .stop]),
        ExplorationRoot(
            name: "after a power cut", probes: [.pack],
            before: [.press, .wait(60_000), .powerCut(60, synchronised: false)]),
        ExplorationRoot(
            name: "after SIGTERM in a session", probes: [.pack], before: [.press, .wait(60_000), .terminate]),
    ]
}
