/// The layers under the pack and the figures of the heat equation, cut into cells.
///
/// Source of every figure: the layer table of the thermal model; blood and core as there. Units are SI throughout.
struct Tissue: Sendable {
    static let shared = Tissue()

    /// Arterial blood and the deep boundary, °C.
    static let core = 36.8
    /// Cell size, m.
    static let cell = 0.5e-3
    /// One explicit step, s. Stable: the diffusion number of muscle is 0.13, the limit is 0.5.
    static let step = 0.25

    private struct Layer {
        var millimetres: Double
        /// W/mK
        var conductivity: Double
        /// kg/m³
        var density: Double
        /// J/kgK
        var heat: Double
        /// Millilitres of blood a minute for each kg of tissue.
        var perfusion: Double
    }

    private static let skin = Layer(millimetres: 2, conductivity: 0.37, density: 1109, heat: 3391, perfusion: 106)
    private static let fat = Layer(millimetres: 10, conductivity: 0.21, density: 911, heat: 2348, perfusion: 33)
    private static let muscle = Layer(millimetres: 30, conductivity: 0.49, density: 1090, heat: 3421, perfusion: 37)
    /// Density of blood times its heat capacity, J/m³K.
    private static let bloodHeat = 1050.0 * 3617.0

    /// How many of the cells, from the outside, are skin, whose vessels react to temperature.
    let skinCells: Int
    /// From the middle of the outermost cell to the surface, m²K/W.
    let surfaceResistance: Double
    /// From each cell to the next one below, the last to the deep boundary, W/m²K.
    let conductance: [Double]
    /// What one step of 1 W/m² into a cell warms it by, K.
    let warming: [Double]
    /// Blood heat flow of each cell at rest, W/m²K.
    let bloodFlow: [Double]

    var cells: Int { conductance.count }

    private init() {
        let cell = Self.cell
        let layers = [Self.skin, Self.fat, Self.muscle].flatMap { layer in
            Array(repeating: layer, count: Int((layer.millimetres / 1000 / cell).rounded()))
        }
        let half = layers.map { cell / 2 / $0.conductivity }
        skinCells = Int((Self.skin.millimetres / 1000 / cell).rounded())
        surfaceResistance = half[0]
        conductance = half.indices.map { $0 + 1 < half.count ? 1 / (half[$0] + half[$0 + 1]) : 1 / half[$0] }
        warming = layers.map { Self.step / (cell * $0.density * $0.heat) }
        bloodFlow = layers.map { layer in
            let perSecond = layer.perfusion * 1e-6 / 60 * layer.density
            return perSecond * Self.bloodHeat * cell
        }
    }
}

/// How far the skin's vessels open in the warmth.
public enum Vasodilation: Hashable, Sendable {
    /// Blood flow of the skin rises linearly from 1 to 6 times its rest value over 35 to 42 °C: a healthy person.
    case full
    /// It stays at 1: poor circulation, the worst case for a burn and the one to judge heat by.
    case none

    /// Blood flow of skin at this temperature (°C) as a multiple of its rest value; falls linearly to 0.3 over 33 to
    /// 23 °C in the cold, whatever the case.
    func flow(at temperature: Double) -> Double {
        if temperature < 33 { return max(0.3, 1 - 0.7 * (33 - temperature) / 10) }
        guard self == .full, temperature > 35 else { return 1 }
        return min(6, 1 + 5 * (temperature - 35) / 7)
    }
}
