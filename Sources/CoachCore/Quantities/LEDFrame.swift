/// Which LEDs are lit at one instant; the first is bit 0. Up to 10 LEDs.
public struct LEDFrame: Hashable, Sendable {
    /// Nothing is set beyond ``count``.
    public var bits: UInt16
    /// How many LEDs the board has, 1 to 10.
    public var count: Int

    public init(bits: UInt16, count: Int) {
        self.bits = bits & ((1 << UInt16(count)) - 1)
        self.count = count
    }

    /// All dark.
    public static func off(_ count: Int) -> LEDFrame { LEDFrame(bits: 0, count: count) }
    /// All lit.
    public static func all(_ count: Int) -> LEDFrame { LEDFrame(bits: .max, count: count) }
    /// The first `lit` of `count` LEDs.
    public static func first(_ lit: Int, of count: Int) -> LEDFrame {
        LEDFrame(bits: (1 << UInt16(lit)) - 1, count: count)
    }

    /// Whether this LED is lit; the first is 0.
    public subscript(index: Int) -> Bool { bits & 1 << UInt16(index) != 0 }

    /// The LEDs from first to last as `1` and `0`.
    public var pattern: String { String((0..<count).map { self[$0] ? "1" : "0" }) }
}
