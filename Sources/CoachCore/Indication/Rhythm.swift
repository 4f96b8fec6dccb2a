/// On and off in turn, starting with on, once or over and over. Pure: a rhythm knows only how long it has been going.
struct Rhythm: Hashable, Sendable {
    /// Lengths of on, off, on, …
    let segments: [Duration]
    let repeats: Bool

    init(_ milliseconds: [Int64], repeats: Bool) {
        segments = milliseconds.map { .milliseconds($0) }
        self.repeats = repeats
    }

    /// How long all segments take together.
    var length: Duration { segments.reduce(.zero, +) }

    /// Whether it is on after `elapsed`, and how long after its start that next changes; nil: never again.
    func state(after elapsed: Duration) -> (isOn: Bool, changesAt: Duration?) {
        var start = Duration.zero
        if repeats {
            start = .nanoseconds(elapsed.nanoseconds / length.nanoseconds * length.nanoseconds)
        } else if elapsed >= length {
            return (false, nil)
        }
        var index = 0
        while elapsed >= start + segments[index] {
            start += segments[index]
            index += 1
        }
        return (index.isMultiple(of: 2), start + segments[index])
    }
}

extension Rhythm {
    /// `count` short blinks and a pause of 1.5 s.
    static func blinks(_ count: Int) -> Rhythm {
        Rhythm(Array(repeating: [200, 300], count: count).flatMap { $0 }.dropLast() + [1500], repeats: true)
    }

    /// `count` short blinks at the start of every 10 s.
    static func blinksEachTenSeconds(_ count: Int) -> Rhythm {
        let blinks = Array(repeating: [200, 300] as [Int64], count: count).flatMap { $0 }
        return Rhythm(blinks.dropLast() + [10_000 - blinks.dropLast().reduce(0, +)], repeats: true)
    }

    /// 1 Hz: the countdown's top LED, and the share of a wait.
    static let oneHertz = Rhythm([500, 500], repeats: true)
    /// The open window: 1 s on, 1 s off.
    static let calm = Rhythm([1000, 1000], repeats: true)
    /// `remove-planned`.
    static let twoHertz = Rhythm([250, 250], repeats: true)
    /// `remove-safety`: the halves change places 4 times a second and back.
    static let fourHertz = Rhythm([125, 125], repeats: true)
    /// `remove-safety` on a single LED: three flashes and a pause.
    static let threeFlashes = Rhythm([125, 125, 125, 125, 125, 625], repeats: true)
    /// A watched pack is ready.
    static let readyBlink = Rhythm([150, 2850], repeats: true)
}
