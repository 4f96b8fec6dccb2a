import CoachCore
import Testing

@testable import BoardSim

/// The pack goes on at 0; what the skin's probe says after each of these minutes.
private func skinProbe(
    _ model: PackOnSkin, afterMinutes minutes: [Int64]
) -> [Double] {
    var model = model
    model.isApplied = true
    var past: Int64 = 0
    return minutes.map { minute in
        model.advance(by: .minutes(minute - past))
        past = minute
        return model.skinProbeTemperature.celsius
    }
}

/// The lowest surface temperature in a session of 20 minutes.
private func coldestSkin(_ model: PackOnSkin) -> Double {
    var model = model
    model.isApplied = true
    return (0..<1200).reduce(model.skinTemperature.celsius) { least, _ in
        model.advance(by: .seconds(1))
        return min(least, model.skinTemperature.celsius)
    }
}

@Suite("The model of pack, cloth and skin")
struct PackOnSkinTests {
    struct Published: CustomTestStringConvertible, Sendable {
        var testDescription: String
        var pack: PackKind
        var celsius: Double
        var cloth: Cloth
        var minutes: Int64
        var mean: Double
        var deviation: Double
    }

    static let record = [
        Published(
            testDescription: "Kanlayanaphotporn 2005, ice", pack: .ice, celsius: 0, cloth: .none, minutes: 20,
            mean: 10.2, deviation: 3.5),
        // The trials do not say how the gel was covered; a gel pack is sold with a thin cover.
        Published(
            testDescription: "Kanlayanaphotporn 2005, gel", pack: .gel, celsius: -18, cloth: .thin, minutes: 20,
            mean: 13.9, deviation: 4.1),
        Published(
            testDescription: "Chesterton 2002, gel", pack: .gel, celsius: -18, cloth: .thin, minutes: 20,
            mean: 14.4, deviation: 2.5),
        Published(
            testDescription: "Chesterton 2002, peas as a bag of ice", pack: .ice, celsius: 0, cloth: .none,
            minutes: 20, mean: 10.8, deviation: 2.3),
        Published(
            testDescription: "Tsang 1997, bare", pack: .ice, celsius: 0, cloth: .none, minutes: 30, mean: 12.5,
            deviation: 4.4),
        Published(
            testDescription: "Tsang 1997, dry towel", pack: .ice, celsius: 0, cloth: .dryTowel, minutes: 30,
            mean: 23.5, deviation: 2.9),
        Published(
            testDescription: "crushed ice in a wet towel, 2010", pack: .ice, celsius: 0, cloth: .wetTowel,
            minutes: 20, mean: 6.8, deviation: 1.8),
    ]

    @Test("ends within one standard deviation of the published skin temperature", arguments: record)
    func published(_ point: Published) {
        let model = PackOnSkin(point.pack, at: .celsius(point.celsius), cloth: point.cloth)
        let skin = skinProbe(model, afterMinutes: [point.minutes])[0]
        #expect(abs(skin - point.mean) <= point.deviation, "\(skin)")
    }

    @Test(
        "falls in the first minute as on LaVelle's ankles, to 3 °C",
        arguments: [(Cloth.none, 5.2), (.wetTowel, 5.4), (.dryTowel, 3.8)])
    func firstMinute(cloth: Cloth, published: Double) {
        let rest = PackOnSkin().skinProbeTemperature.celsius
        let fall = rest - skinProbe(PackOnSkin(.ice, at: .celsius(0), cloth: cloth), afterMinutes: [1])[0]
        #expect(abs(fall - published) <= 3, "\(fall)")
    }

    @Test("follows the fit of an ice bag on the skin, to 0.4 °C")
    func iceBagFit() {
        let skin = skinProbe(PackOnSkin(.ice, at: .celsius(0), cloth: .none), afterMinutes: [1, 2, 5, 10, 15, 20])
        for (value, fit) in zip(skin, [27.3, 22.3, 14.6, 11.3, 10.4, 10.0]) {
            #expect(abs(value - fit) <= 0.4, "\(skin)")
        }
    }

    @Test("follows the fit of ice in a dry towel, to 0.3 °C")
    func dryTowelFit() {
        let skin = skinProbe(PackOnSkin(.ice, at: .celsius(0), cloth: .dryTowel), afterMinutes: [5, 10, 15, 20])
        for (value, fit) in zip(skin, [28.1, 26.0, 24.9, 24.2]) {
            #expect(abs(value - fit) <= 0.3, "\(skin)")
        }
    }

    @Test(
        "a gel pack from the freezer takes skin as low as the pack's limits assume, to 1 °C",
        arguments: [(Cloth.none, -2.0), (.thin, 7.0), (.dryTowel, 21.0)])
    func freezerGel(cloth: Cloth, assumed: Double) {
        let least = coldestSkin(PackOnSkin(.gel, at: .celsius(-18), cloth: cloth))
        #expect(abs(least - assumed) <= 1, "\(least)")
    }

    @Test(
        "a pack held at 50 °C takes skin as high as the pack's limits assume, to 1.5 °C",
        arguments: [(0.004, 48.4), (0.068, 41.9)])
    func heldHeat(resistance: Double, assumed: Double) {
        var skin = SkinColumn(restingUnder: 22, resistance: 0.1, vessels: .none)
        for _ in 0..<4800 { _ = skin.step(outside: 50, resistance: resistance) }
        #expect(abs(skin.surface - assumed) <= 1.5, "\(skin.surface)")
    }

    @Test("vessels that open carry heat away, those that do not leave the skin hotter")
    func vasodilation() {
        let open = skinProbe(PackOnSkin(.heat, at: .celsius(50), cloth: .thin, vessels: .full), afterMinutes: [10])
        let closed = skinProbe(PackOnSkin(.heat, at: .celsius(50), cloth: .thin, vessels: .none), afterMinutes: [10])
        #expect(closed[0] - open[0] > 0.5, "\(closed[0]) \(open[0])")
    }

    @Test("blood flow turns at 23, 33, 35 and 42 °C")
    func bloodFlow() {
        let flow = [20, 23, 28, 33, 35, 38.5, 42, 50].map { Vasodilation.full.flow(at: $0) }
        for (value, expected) in zip(flow, [0.3, 0.3, 0.65, 1, 1, 3.5, 6, 6]) { #expect(abs(value - expected) < 1e-9) }
        #expect(Vasodilation.none.flow(at: 42) == 1)
        #expect(Vasodilation.none.flow(at: 28) == flow[2])
    }

    @Test("skin at rest stays at rest")
    func rest() {
        var skin = SkinColumn(restingUnder: 22, resistance: 0.1, vessels: .full)
        let before = skin.surface
        for _ in 0..<14_400 { _ = skin.step(outside: 22, resistance: 0.1) }
        #expect(abs(skin.surface - before) < 1e-6)
        #expect((33.0...33.6).contains(before))
    }

    @Test("a pack on the table keeps its temperature until it was on, then goes to the room's")
    func table() {
        var model = PackOnSkin(.gel, at: .celsius(-18), cloth: .dryTowel)
        model.advance(by: .hours(3))
        #expect(model.packTemperature == .celsius(-18))
        model.isApplied = true
        model.advance(by: .minutes(1))
        let takenOff = model.packTemperature
        #expect(takenOff > .celsius(-18))
        model.isApplied = false
        // "Thaw first: about half an hour."
        model.advance(by: .minutes(30))
        #expect((-8.0...(-4)).contains(model.packTemperature.celsius))
        model.advance(by: .hours(30))
        #expect(abs((model.packTemperature - PackOnSkin.room).millidegrees) < 62)
    }

    @Test("skin rewarms once the pack is off, and its probe follows late")
    func rewarming() {
        var model = PackOnSkin(.ice, at: .celsius(0), cloth: .wetTowel)
        model.isApplied = true
        model.advance(by: .minutes(20))
        model.isApplied = false
        model.advance(by: .minutes(1))
        #expect(model.skinTemperature - model.skinProbeTemperature > .celsius(2))
        model.advance(by: .minutes(19))
        #expect((20.8...33).contains(model.skinTemperature.celsius))
        model.advance(by: .hours(6))
        #expect(abs((model.skinTemperature - PackOnSkin().skinTemperature).millidegrees) < 62)
    }

    @Test("ice holds its temperature, a heat pack cools into skin and room")
    func packs() {
        var ice = PackOnSkin(.ice, at: .celsius(-2), cloth: .none)
        ice.isApplied = true
        ice.advance(by: .minutes(20))
        #expect(ice.packProbeTemperature == .celsius(-2))
        var heat = PackOnSkin(.heat, at: .celsius(48), cloth: .dryTowel)
        heat.isApplied = true
        heat.advance(by: .minutes(20))
        #expect((38.0...44).contains(heat.packTemperature.celsius))
    }

    @Test("a pack laid in the place of another reaches its probe with a lag of 60 s")
    func lag() {
        var model = PackOnSkin(.ice, at: .celsius(0))
        model.lay(.ice, at: .celsius(10))
        model.advance(by: .seconds(60))
        // 1 − 1/e, to the error of the explicit step.
        #expect(abs(model.packProbeTemperature.celsius - 6.321) < 0.02)
    }

    @Test("the state depends on the time that passed, not on how it was cut")
    func cuts() {
        var whole = PackOnSkin(.gel, at: .celsius(-10), cloth: .thin)
        whole.isApplied = true
        var cut = whole
        whole.advance(by: .seconds(90))
        for _ in 0..<1800 { cut.advance(by: .milliseconds(50)) }
        #expect(cut.skinProbeTemperature == whole.skinProbeTemperature)
        #expect(cut.packTemperature == whole.packTemperature)
        cut.advance(by: .seconds(-5))
        #expect(cut.skinProbeTemperature == whole.skinProbeTemperature)
    }

    @Test("cloth and pack may change while all is at rest")
    func wakesFromRest() {
        var model = PackOnSkin(.ice, at: .celsius(0), cloth: .dryTowel)
        model.isApplied = true
        model.advance(by: .hours(48))
        let behindTowel = model.skinTemperature
        model.cloth = .none
        model.advance(by: .minutes(10))
        #expect(model.skinTemperature < behindTowel)
        model.isApplied = false
        model.advance(by: .hours(48))
        model.lay(.heat, at: .celsius(45))
        model.advance(by: .minutes(10))
        #expect(model.packProbeTemperature > .celsius(44))
    }
}
