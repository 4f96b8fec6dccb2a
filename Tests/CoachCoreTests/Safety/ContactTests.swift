import Testing

@testable import CoachCore

@Suite("Contact with the skin")
struct ContactTests {
    @Test("a pack that warms says nothing of the skin: it is told that the skin probe felt nothing")
    func packMoves() {
        let driver = CoachDriver(.standard([.pack, .skin]), pack: 10, skin: 30)
        driver.course = { role, at in role == .pack ? milli(10_000 - Int32((at - t(.zero)).inSeconds) * 10) : nil }
        driver.press(at: t(.zero))
        driver.advance(to: t(.minutes(6)))
        #expect(driver.events(.notice).contains("5:00.000 not-in-contact: skin probe"))
    }

    @Test("it asks to be woken for it")
    func isWoken() {
        var notices = SessionNotices(modality: .ice, probes: [.skin], start: t(.zero))
        _ = notices.take(Sample(role: .skin, at: t(.seconds(1)), reading: celsius(30)))
        _ = notices.take(Sample(role: .skin, at: t(.seconds(296)), reading: celsius(30.1)))
        #expect(notices.nextDeadline == t(.minutes(5)))
    }
}
