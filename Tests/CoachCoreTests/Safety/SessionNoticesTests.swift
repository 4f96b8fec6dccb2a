import Testing

@testable import CoachCore

@Suite("Notices of a session")
struct SessionNoticesTests {
    private func take(
        _ notices: inout SessionNotices, _ role: ProbeRole, _ reading: Reading, after duration: Duration
    ) -> [String] {
        let at = t(duration)
        return (notices.due(at: at) + notices.take(Sample(role: role, at: at, reading: reading))).map {
            "\($0.notice.rawValue) \($0.role.rawValue)"
        }
    }

    private func due(_ notices: inout SessionNotices, at duration: Duration) -> [String] {
        notices.due(at: t(duration)).map { "\($0.notice.rawValue) \($0.role.rawValue)" }
    }

    struct Contact: Sendable {
        var modality: Modality
        var readings: [Int32]
        var isTold: Bool
    }

    /// From the highest value for ice, from the lowest for heat.
    static let contacts = [
        Contact(modality: .ice, readings: [30_000, 28_001], isTold: true),
        Contact(modality: .ice, readings: [30_000, 28_000], isTold: false),
        Contact(modality: .ice, readings: [30_000, 27_999], isTold: false),
        Contact(modality: .ice, readings: [28_000, 30_000, 28_000], isTold: false),
        Contact(modality: .ice, readings: [28_000, 30_000], isTold: true),
        Contact(modality: .heat, readings: [30_000, 30_999], isTold: true),
        Contact(modality: .heat, readings: [30_000, 31_000], isTold: false),
        Contact(modality: .heat, readings: [31_000, 30_000, 31_000], isTold: false),
        Contact(modality: .heat, readings: [31_000, 30_000], isTold: true),
    ]

    @Test("SR-33: a skin probe that has not moved within 5 minutes is not in contact", arguments: contacts)
    func contact(contact: Contact) {
        var notices = SessionNotices(modality: contact.modality, probes: [.skin], start: t(.zero))
        for (second, reading) in contact.readings.enumerated() {
            #expect(take(&notices, .skin, milli(reading), after: .seconds(Int64(second))) == [])
        }
        // Slight changes keep the probe from looking frozen.
        let last = contact.readings[contact.readings.count - 1]
        let away: Int32 = contact.modality == .ice ? 1 : -1
        #expect(take(&notices, .skin, milli(last + away), after: .seconds(299)) == ["no-sample skin"])
        #expect(due(&notices, at: .minutes(5) - .tick) == [])
        #expect(due(&notices, at: .minutes(5)) == (contact.isTold ? ["not-in-contact skin"] : []))
        #expect(due(&notices, at: .minutes(5) + .tick) == [])
    }

    @Test("a pack probe alone is never asked for contact")
    func noContactOfPack() {
        var notices = SessionNotices(modality: .ice, probes: [.pack], start: t(.zero))
        for second in 0...400 {
            #expect(
                take(&notices, .pack, milli(second.isMultiple(of: 2) ? 0 : 62), after: .seconds(Int64(second))) == [])
        }
    }

    @Test(
        "a pack is spent past 20 °C for ice and below 33 °C for heat, by the raw reading, told once",
        arguments: [
            (.ice, 19_999, false), (.ice, 20_000, false), (.ice, 20_001, true), (.heat, 33_001, false),
            (.heat, 33_000, false), (.heat, 32_999, true),
        ] as [(Modality, Int32, Bool)])
    func spent(modality: Modality, millidegrees: Int32, isSpent: Bool) {
        var notices = SessionNotices(modality: modality, probes: [.pack], start: t(.zero))
        #expect(take(&notices, .pack, milli(millidegrees), after: .seconds(1)) == (isSpent ? ["pack-spent pack"] : []))
        #expect(take(&notices, .pack, milli(millidegrees), after: .seconds(2)) == [])
    }

    @Test("SR-06: no valid sample for 10 s is told, each time anew", arguments: ProbeRole.allCases)
    func noSample(role: ProbeRole) {
        var notices = SessionNotices(modality: .ice, probes: [role], start: t(.zero))
        #expect(take(&notices, role, celsius(15), after: .seconds(1)) == [])
        #expect(take(&notices, role, .failure(.crc), after: .seconds(2)) == [])
        #expect(notices.nextDeadline == t(.seconds(11)))
        #expect(due(&notices, at: .seconds(11) - .tick) == [])
        #expect(due(&notices, at: .seconds(11)) == ["no-sample \(role.rawValue)"])
        #expect(due(&notices, at: .seconds(12)) == [])
        #expect(take(&notices, role, celsius(16), after: .seconds(20)) == [])
        #expect(due(&notices, at: .seconds(30)) == ["no-sample \(role.rawValue)"])
    }

    @Test("the same value for 5 minutes is told as frozen and stays valid; a new value starts over")
    func frozen() {
        var notices = SessionNotices(modality: .ice, probes: [.pack], start: t(.zero))
        var told: [String] = []
        for second in 0...700 {
            let reading = milli(second < 350 ? 0 : 62)
            told += take(&notices, .pack, reading, after: .seconds(Int64(second))).map { "\(second) \($0)" }
        }
        #expect(told == ["300 frozen pack", "650 frozen pack"])
    }

    @Test("a probe that never gave a value is silent, not frozen")
    func neverFrozen() {
        var notices = SessionNotices(modality: .ice, probes: [.pack], start: t(.zero))
        #expect(due(&notices, at: .seconds(10)) == ["no-sample pack"])
        #expect(notices.nextDeadline == nil)
        #expect(due(&notices, at: .minutes(6)) == [])
    }

    @Test("a probe that is not fitted says nothing")
    func notFitted() {
        var notices = SessionNotices(modality: .ice, probes: [.pack], start: t(.zero))
        #expect(take(&notices, .skin, celsius(50), after: .seconds(1)) == [])
    }
}
