/// Skin, fat and muscle under one point of the pack: temperatures of a column of cells, outermost first.
///
/// Solves the one-dimensional Pennes equation with explicit steps of ``Tissue/step``.
struct SkinColumn: Sendable {
    /// °C
    private var cells: [Double]
    /// The outermost surface, °C.
    private(set) var surface: Double
    /// How much the fastest cell moved in the last step, K.
    private(set) var lastMove = Double.infinity
    private let vessels: Vasodilation

    /// Skin at rest under an outside of `outside` °C behind `resistance` m²K/W.
    init(restingUnder outside: Double, resistance: Double, vessels: Vasodilation) {
        self.vessels = vessels
        cells = Self.steady(outside: outside, resistance: resistance, vessels: vessels)
        let tissue = Tissue.shared
        let flux = (outside - cells[0]) / (resistance + tissue.surfaceResistance)
        surface = cells[0] + flux * tissue.surfaceResistance
    }

    /// One step with `outside` °C behind `resistance` m²K/W.
    /// - Returns: what flows into the skin, W/m².
    mutating func step(outside: Double, resistance: Double) -> Double {
        let tissue = Tissue.shared
        let intoSkin = (outside - cells[0]) / (resistance + tissue.surfaceResistance)
        surface = cells[0] + intoSkin * tissue.surfaceResistance
        lastMove = 0
        var fromAbove = intoSkin
        // In place: a cell's neighbour below is still that of the step before, the flow from above is kept.
        for index in cells.indices {
            let temperature = cells[index]
            let below = index + 1 < cells.count ? cells[index + 1] : Tissue.core
            let down = (temperature - below) * tissue.conductance[index]
            let flow = index < tissue.skinCells ? vessels.flow(at: temperature) : 1
            let blood = flow * tissue.bloodFlow[index] * (Tissue.core - temperature)
            let move = (fromAbove - down + blood) * tissue.warming[index]
            cells[index] = temperature + move
            lastMove = max(lastMove, abs(move))
            fromAbove = down
        }
        return intoSkin
    }

    /// The state in which nothing moves any more: a tridiagonal system, solved again until the vessels agree with it.
    private static func steady(outside: Double, resistance: Double, vessels: Vasodilation) -> [Double] {
        let tissue = Tissue.shared
        let surface = 1 / (resistance + tissue.surfaceResistance)
        var cells = Array(repeating: Tissue.core, count: tissue.cells)
        for _ in 0..<50 {
            // Thomas' algorithm: eliminate downwards, substitute upwards.
            var ratio = cells
            var value = cells
            for index in cells.indices {
                let above = index == 0 ? surface : tissue.conductance[index - 1]
                let below = tissue.conductance[index]
                let flow = index < tissue.skinCells ? vessels.flow(at: cells[index]) : 1
                let blood = flow * tissue.bloodFlow[index]
                var known = blood * Tissue.core
                var diagonal = above + below + blood
                if index == 0 {
                    known += above * outside
                } else {
                    diagonal -= above * ratio[index - 1]
                    known += above * value[index - 1]
                }
                ratio[index] = below / diagonal
                value[index] = known / diagonal
            }
            var deeper = Tissue.core
            for index in cells.indices.reversed() {
                deeper = value[index] + ratio[index] * deeper
                cells[index] = deeper
            }
        }
        return cells
    }
}
