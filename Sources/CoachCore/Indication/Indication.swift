/// What LEDs and buzzer show at one instant, and when that next changes by itself.
public struct Indication: Hashable, Sendable {
    /// The LEDs that are on at this instant.
    public var frame: LEDFrame
    /// The LEDs that are on at this instant or blink: what a person would call lit.
    public var lit: LEDFrame
    /// The buzzer sounds.
    public var buzzer: Bool
    /// Nil: it stays so until something happens.
    public var changesAt: Instant?
}

/// What the LEDs show from an instant on.
enum Display: Hashable, Sendable {
    case dark
    /// Lamp test, and the answer to a press while the probe is read.
    case all
    /// Time left of a session; the top LED blinks.
    case countdown(start: Instant, ceiling: Duration)
    /// The window is open: the lit ones blink together.
    case window(start: Instant, opened: Instant, ceiling: Duration)
    case removePlanned(since: Instant)
    case removeSafety(since: Instant)
    /// A code of so many blinks and a pause.
    case code(Int, since: Instant)
    /// The share of a wait that is left.
    case wait(since: Instant, from: Instant, until: Instant, code: Int)
    /// A watched pack is ready; phase from the instant at which it became so.
    case ready(since: Instant)

    func indication(at now: Instant, count: Int) -> Indication {
        switch self {
        case .dark: .steady(.off(count))
        case .all: .steady(.all(count))
        case .countdown(let start, let ceiling):
            count == 1
                ? Self.blocks(at: now, start: start, ceiling: ceiling)
                : Self.countdown(at: now, start: start, ceiling: ceiling, count: count)
        case .window(let start, let opened, let ceiling):
            Share(left: start + ceiling - now, of: ceiling, count: count).indication(at: now) { lit in
                .blinking(.first(lit, of: count), .calm, since: opened, at: now)
            }
        case .removePlanned(let since): .blinking(.all(count), .twoHertz, since: since, at: now)
        case .removeSafety(let since): Self.safety(at: now, since: since, count: count)
        case .code(let blinks, let since): .blinking(.all(count), .blinks(blinks), since: since, at: now)
        case .wait(let since, let from, let until, let code):
            if count == 1 {
                .blinking(.all(1), .blinks(code), since: since, at: now)
            } else {
                Share(left: until - now, of: until - from, count: count).indication(at: now) { lit in
                    .blinking(.first(lit, of: count), .oneHertz, since: since, at: now)
                }
            }
        case .ready(let since): .blinking(.all(count), .readyBlink, since: since, at: now)
        }
    }

    private static func countdown(at now: Instant, start: Instant, ceiling: Duration, count: Int) -> Indication {
        Share(left: start + ceiling - now, of: ceiling, count: count).indication(at: now) { lit in
            let top = LEDFrame.first(lit, of: count).bits & ~LEDFrame.first(max(0, lit - 1), of: count).bits
            var shown = Indication.blinking(LEDFrame(bits: top, count: count), .oneHertz, since: start, at: now)
            shown.frame.bits |= LEDFrame.first(max(0, lit - 1), of: count).bits
            shown.lit = .first(lit, of: count)
            return shown
        }
    }

    /// A single LED tells blocks of 5 minutes left, every 10 s.
    private static func blocks(at now: Instant, start: Instant, ceiling: Duration) -> Indication {
        let block = Duration.minutes(5)
        let count = (ceiling.nanoseconds + block.nanoseconds - 1) / block.nanoseconds
        let share = Share(left: start + ceiling - now, of: block * Int(count), count: Int(count))
        return share.indication(at: now) { blocks in
            .blinking(.all(1), .blinksEachTenSeconds(max(1, blocks)), since: start, at: now)
        }
    }

    private static func safety(at now: Instant, since: Instant, count: Int) -> Indication {
        guard count > 1 else { return .blinking(.all(1), .threeFlashes, since: since, at: now) }
        let first = LEDFrame.first((count + 1) / 2, of: count)
        var shown = Indication.blinking(first, .fourHertz, since: since, at: now)
        if shown.frame != first { shown.frame = LEDFrame(bits: ~first.bits, count: count) }
        shown.lit = .all(count)
        return shown
    }
}

/// A share of LEDs: ceil(count × left / whole), and when it loses the next one.
private struct Share {
    let left: Duration
    let of: Duration
    let count: Int

    /// 0 to `count`.
    var lit: Int {
        let (left, whole) = (left.nanoseconds, max(1, of.nanoseconds))
        guard left > 0 else { return 0 }
        let product = Int64(count) * min(left, whole)
        return Int((product + whole - 1) / whole)
    }

    func indication(at now: Instant, _ show: (Int) -> Indication) -> Indication {
        let lit = lit
        var shown = show(lit)
        guard lit > 0 else { return shown }
        let threshold = Duration.nanoseconds(of.nanoseconds * Int64(lit - 1) / Int64(count))
        let loses = now + (left - threshold)
        shown.changesAt = .earliest(shown.changesAt, loses)
        return shown
    }
}

extension Indication {
    /// `remove-safety` without a coach: for a service that cannot come up.
    public static func removeSafety(since: Instant, at now: Instant, ledCount: Int) -> Indication {
        var shown = Display.removeSafety(since: since).indication(at: now, count: ledCount)
        let (isOn, changesAt) = Sound.safety.rhythm.state(after: now - since)
        shown.buzzer = isOn
        shown.changesAt = .earliest(shown.changesAt, changesAt.map { since + $0 })
        return shown
    }

    /// These LEDs without a change, and silence.
    public static func steady(_ frame: LEDFrame) -> Indication {
        Indication(frame: frame, lit: frame, buzzer: false, changesAt: nil)
    }

    static func blinking(_ frame: LEDFrame, _ rhythm: Rhythm, since: Instant, at now: Instant) -> Indication {
        let (isOn, changesAt) = rhythm.state(after: max(.zero, now - since))
        return Indication(
            frame: isOn ? frame : .off(frame.count), lit: frame, buzzer: false, changesAt: changesAt.map { since + $0 })
    }
}
