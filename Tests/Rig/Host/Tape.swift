import BoardHAL
import BoardSim
import CoachCore
import CoachService
import CoachSimulation

/// What the player in the guest does to one board, boot after boot: the scenario with all that can be known before it
/// is played worked out, so that the guest needs to know nothing of scenarios.
///
/// Text, a statement a line; times in microseconds since the service was first ready. `Tests/Rig/README.md` has them.
struct Tape {
    /// One run of the kernel.
    struct Boot {
        /// When the service is ready in this boot.
        var zero: Duration
        var wall: WallTime
        var isSynchronised: Bool
        /// How things stand when the service comes up: contact, switch, probes.
        var standing: [String]
        var actions: [(at: Duration, words: String)] = []
        /// When the player has done all; after a power cut nothing is collected.
        var end: Duration
    }

    /// Which lines the player moves.
    var header: [String]
    var boots: [Boot]

    /// The log lies on a disk that fails or outlives the kernel.
    var needsDisk: Bool {
        boots.count > 1 || boots.contains { $0.actions.contains { $0.words.hasPrefix("disk ") } }
    }

    var text: String {
        var lines = header
        for boot in boots {
            lines.append(
                "boot \(boot.zero.us) \(boot.wall.milliseconds) \(boot.isSynchronised ? "synchronised" : "unsynchronised")"
            )
            lines += boot.standing
            lines += boot.actions.map { "at \($0.at.us) \($0.words)" }
            lines.append("end \(boot.end.us)")
        }
        return lines.joined(separator: "\n") + "\n"
    }
}

extension Duration {
    fileprivate var us: Int64 { nanoseconds / 1000 }
}

/// A scenario that this world cannot play, and why.
struct NotHere: Error {
    var reason: String
}
