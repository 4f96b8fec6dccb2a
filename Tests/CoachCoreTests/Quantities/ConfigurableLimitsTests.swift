import CoachCore
import Testing

@Suite("What configuration may change")
struct ConfigurableLimitsTests {
    @Test("the defaults are the specified ones")
    func defaults() {
        #expect(ConfigurableLimits.times(of: .ice).standard == .ice)
        #expect(ConfigurableLimits.times(of: .heat).standard == .heat)
    }

    @Test("a ceiling goes from 5 to 20 minutes, a rest from its least to 24 hours")
    func ranges() {
        for modality in Modality.allCases {
            let limits = ConfigurableLimits.times(of: modality)
            #expect(limits.ceiling == .minutes(5) ... .minutes(20))
            #expect(limits.rest == (modality == .ice ? .hours(2) : .hours(1)) ... .hours(24))
        }
        #expect(ConfigurableLimits.ledCount == 1...10)
        #expect(ConfigurableLimits.probeCount == 1...2)
        #expect(ConfigurableLimits.debounce == .milliseconds(1) ... .milliseconds(100))
    }

    @Test("a minimum goes from 15 minutes to the ceiling, and a ceiling below takes it along")
    func minimum() {
        for modality in Modality.allCases {
            let limits = ConfigurableLimits.times(of: modality)
            #expect(limits.minimum(under: .minutes(20)) == .minutes(15) ... .minutes(20))
            #expect(limits.minimum(under: .minutes(8)) == .minutes(8) ... .minutes(8))
            #expect(limits.standardMinimum(under: .minutes(8)) == .minutes(8))
            #expect(limits.standardMinimum(under: .minutes(20)) == limits.standard.minimum)
        }
    }
}
