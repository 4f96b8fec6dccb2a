import TOMLKit
import Testing

/// `Hardware/pins.toml`: what is wired to which pin.
struct PinTable: Decodable {
    struct Wire: Decodable {
        var part: String
        var at: String
        var gpio: Int?
        var pin: Int?
        /// The kind of current, where it is a line's.
        var ma: String?
    }

    struct Board: Decodable {
        var id: String
        var name: String
        /// What the device tree of some of them says.
        var models: [String]
        /// The label of the header's chip; empty where that differs.
        var chip: String
    }

    /// The functions of pins 1 to 40.
    var header: [String]
    var wires: [Wire]
    var parts: [String: String]
    /// Volts, ohms and milliamperes.
    private var electrics: [String: Figure]
    var boards: [Board]

    static func read() throws -> PinTable {
        try TOMLDecoder().decode(PinTable.self, from: ProjectFiles.text(of: "Hardware/pins.toml") ?? "")
    }

    /// TOML tells whole numbers from others, and we do not.
    private struct Figure: Decodable {
        var value: Double

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            value = try (try? container.decode(Int.self)).map(Double.init) ?? container.decode(Double.self)
        }
    }

    /// A figure of `[electrics]`: volts, ohms or milliamperes.
    func figure(_ key: String) throws -> Double { try #require(electrics[key]?.value, "[electrics] \(key)") }

    /// As people write it: `470 Ω`, `4.7 kΩ`.
    func ohms(_ key: String) throws -> String {
        let ohms = try figure(key)
        guard ohms >= 1000 else { return "\(Int(ohms)) Ω" }
        let tenths = Int(ohms / 100)
        return tenths.isMultiple(of: 10) ? "\(tenths / 10) kΩ" : "\(tenths / 10).\(tenths % 10) kΩ"
    }

    /// The pin on which a wire ends.
    func pin(of wire: Wire) -> Int? {
        wire.pin ?? wire.gpio.flatMap { header.firstIndex(of: "GPIO \($0)") }.map { $0 + 1 }
    }

    func function(of wire: Wire) -> String { pin(of: wire).map { header[$0 - 1] } ?? "no such pin" }

    /// The lines of a part, by its name or the beginning of it.
    func lines(of part: String) -> [Int] { wires.filter { $0.part.hasPrefix(part) }.compactMap(\.gpio) }

    /// The part on a line.
    func part(onLine line: Int) -> String? { wires.first { $0.gpio == line }.flatMap { parts[$0.part] } }
}
