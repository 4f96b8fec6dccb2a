import CoachCore

/// What LEDs and buzzer have shown, and when: the answer to what a person would have seen and heard.
///
/// Times are durations since the board was made, so that they go on through a power cut.
public struct OutputHistory: Hashable, Sendable {
    /// From this time on the outputs were like this.
    public struct Change: Hashable, Sendable {
        public var at: Duration
        public var frame: LEDFrame
        public var buzzer: Bool

        public init(at: Duration, frame: LEDFrame, buzzer: Bool) {
            self.at = at
            self.frame = frame
            self.buzzer = buzzer
        }
    }

    /// Oldest first, each different from the one before; never empty.
    public private(set) var changes: [Change]

    /// All off.
    public init(leds: Int) {
        changes = [Change(at: .zero, frame: .off(leds), buzzer: false)]
    }

    /// What the outputs show now.
    public var last: Change { changes[changes.count - 1] }

    /// Adds what the outputs show from this time on; times must not decrease.
    public mutating func record(_ frame: LEDFrame, buzzer: Bool, at: Duration) {
        // A state that lasted no time was not there.
        if last.at == at, changes.count > 1 { changes.removeLast() }
        guard frame != last.frame || buzzer != last.buzzer else { return }
        changes.append(Change(at: at, frame: frame, buzzer: buzzer))
    }

    /// Keeps what they show now, and nothing from before.
    mutating func forget() { changes.removeFirst(changes.count - 1) }

    /// What the outputs showed at this time; at a change, what it changed to.
    public func shown(at time: Duration) -> Change { changes[index(at: time)] }

    /// Every state there was in this time, the one at its beginning included.
    public func shown(in times: ClosedRange<Duration>) -> ArraySlice<Change> {
        changes[index(at: times.lowerBound)...index(at: times.upperBound)]
    }

    /// The buzzer was on at some instant of this time.
    public func sounds(in times: ClosedRange<Duration>) -> Bool {
        shown(in: times).contains { $0.buzzer }
    }

    /// The LEDs that were lit at some instant of this time; for blinking ones take a whole blink.
    public func lit(in times: ClosedRange<Duration>) -> LEDFrame {
        let states = shown(in: times)
        return LEDFrame(bits: states.reduce(0) { $0 | $1.frame.bits }, count: last.frame.count)
    }

    /// The last change at or before this time, the first one for times before that.
    private func index(at time: Duration) -> Int {
        var low = 0
        var high = changes.count
        while low < high {
            let middle = (low + high) / 2
            if changes[middle].at <= time { low = middle + 1 } else { high = middle }
        }
        return max(0, low - 1)
    }
}
