import CoachCore
import CoachService
import Glibc

/// The self-test: shows, asks, waits and reads, a step after the other.
///
/// The service shows LEDs and buzzer for 3 s at a time; whatever ends this program gives them back.
struct SelfTest {
    let client: ControlClient
    let configuration: Configuration?
    let dialogue: Dialogue

    private static let ledShownMilliseconds = 900
    private static let beepMilliseconds = 200
    private static let beeps = 3
    /// How long a press is waited for.
    static let patience = Duration.seconds(30)
    private static let lookMilliseconds = 100

    /// LEDs as the service has them, all off.
    private func off() throws -> LEDFrame { .off(try client.status().leds.utf8.count) }

    // MARK: LEDs and buzzer

    func leds() throws -> SelfTestResult {
        let count = try off().count
        let lines = configuration?.leds.lines ?? []
        let words = count == 1 ? "the one LED" : "1 to \(count), one after the other"
        dialogue.say("LEDs       \(words)")
        while true {
            for index in 0..<count {
                try show(LEDFrame(bits: 1 << UInt16(index), count: count), buzzer: false)
                pause(Self.ledShownMilliseconds)
            }
            try show(.off(count), buzzer: false)
            let question = count == 1 ? "Did it light?" : "Did each light in its turn, and no other?"
            switch try dialogue.ask(question, keep: { try show(.off(count), buzzer: false) }) {
            case .again: continue
            case .yes: return SelfTestResult(step: .leds, message: "each lights in its turn", advice: nil)
            case .nobody: return SelfTestResult(step: .leds, message: "shown; nobody was asked", advice: nil)
            case .no:
                let places = lines.enumerated().map { index, line in place(of: line, "LED \(index + 1)") }
                return SelfTestResult(
                    step: .leds, message: "not each lights in its turn",
                    advice: "Check their order and wiring: \(places.joined(separator: ", ")); each through 330 Ω. "
                        + "Lit while they should be dark: leds.active is the other level.")
            }
        }
    }

    func buzzer() throws -> SelfTestResult {
        let off = try off()
        dialogue.say("Buzzer     \(Self.beeps) beeps")
        while true {
            for _ in 0..<Self.beeps {
                try show(off, buzzer: true)
                pause(Self.beepMilliseconds)
                try show(off, buzzer: false)
                pause(Self.beepMilliseconds)
            }
            switch try dialogue.ask("Did it sound \(Self.beeps) times?", keep: { try show(off, buzzer: false) }) {
            case .again: continue
            case .yes: return SelfTestResult(step: .buzzer, message: "sounds", advice: nil)
            case .nobody: return SelfTestResult(step: .buzzer, message: "sounded; nobody was asked", advice: nil)
            case .no:
                let line = configuration.map { place(of: $0.buzzer.line, "the buzzer") } ?? "its line"
                return SelfTestResult(
                    step: .buzzer, message: "not heard as it should be",
                    advice: "Check its transistor and polarity: \(line). One that only clicks is a passive one; it "
                        + "takes an active one. One that never stops: buzzer.active is the other level.")
            }
        }
    }

    // MARK: Button

    func button() throws -> SelfTestResult {
        let off = try off()
        let wiring = configuration.map { place(of: $0.button.line, "the button") } ?? "its line"
        let before = try show(off, buzzer: false)
        guard !before.isClosed else {
            return SelfTestResult(
                step: .button, message: "reads as pressed, although nobody was asked to press it",
                advice: "Check its wiring to ground: \(wiring). Or button.active or button.bias is the other one.")
        }
        dialogue.say("Button     press it now (\(Self.patience.words))")
        let end = BootClock.now() + Self.patience
        while BootClock.now() < end {
            let now = try show(off, buzzer: false)
            if now.presses > before.presses {
                dialogue.say("           seen")
                return try pressed(now.presses - before.presses, off)
            }
            pause(Self.lookMilliseconds)
        }
        return SelfTestResult(
            step: .button, message: "no press came within \(Self.patience.words)",
            advice: "Check its wiring to ground: \(wiring).")
    }

    /// Answers with all LEDs, as a start does, and looks whether it is let go.
    private func pressed(_ presses: Int, _ off: LEDFrame) throws -> SelfTestResult {
        for _ in 0..<20 {
            pause(Self.lookMilliseconds)
            guard try show(.all(off.count), buzzer: false).isClosed else {
                return SelfTestResult(
                    step: .button, message: presses == 1 ? "pressed" : "pressed \(presses) times", advice: nil)
            }
        }
        return SelfTestResult(step: .button, message: "pressed, and still held", advice: nil)
    }

    // MARK: Parts

    @discardableResult
    private func show(_ frame: LEDFrame, buzzer: Bool) throws -> (presses: Int, isClosed: Bool) {
        try client.test(leds: frame, buzzer: buzzer)
    }

    /// `LED 1 on GPIO 5 (header pin 29)`
    private func place(of line: Int, _ name: String) -> String {
        "\(name) on GPIO \(line)" + (PinUses.headerPin(ofLine: line).map { " (header pin \($0))" } ?? "")
    }

    private func pause(_ milliseconds: Int) { usleep(UInt32(milliseconds) * 1000) }
}
