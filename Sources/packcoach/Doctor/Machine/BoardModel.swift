/// What kind of board this is, as its device tree says.
struct BoardModel: Hashable, Sendable {
    /// Families whose files and chips differ.
    enum Family: Hashable, Sendable {
        case pi5, pi4, pi3, zero2W
        /// A Raspberry Pi before those, or after.
        case otherPi
        case other
    }

    let family: Family
    /// `Raspberry Pi 5 Model B Rev 1.0`; nil where the machine does not say.
    let name: String?

    init(_ files: SystemFiles) {
        name = files.line("/proc/device-tree/model")
        family = Self.family(of: name ?? "")
    }

    var isPi: Bool { family != .other }

    /// The label of the chip behind its 40-pin header; nil where that is not known.
    var headerLabel: String? {
        switch family {
        case .pi5: "pinctrl-rp1"
        case .pi4: "pinctrl-bcm2711"
        case .pi3, .zero2W: "pinctrl-bcm2835"
        case .otherPi, .other: nil
        }
    }

    /// The filters of config.txt that hold on this board, without `[all]`. Source: Raspberry Pi's documentation of
    /// conditional filters.
    var filters: Set<String> {
        switch family {
        case .pi5: ["pi5", "cm5", "pi500"]
        case .pi4: ["pi4", "cm4", "cm4s", "pi400"]
        case .pi3: ["pi3", "pi3+", "cm3", "cm3+"]
        case .zero2W: ["pi02", "pi0", "pi0w"]
        case .otherPi: ["pi0", "pi0w", "pi1", "pi2", "cm1", "cm0"]
        case .other: []
        }
    }

    private static func family(of name: String) -> Family {
        guard name.hasPrefix("Raspberry Pi") else { return .other }
        let rest = name.dropFirst("Raspberry Pi".count)
        for (beginning, family) in [
            (" 5", Family.pi5), (" Compute Module 5", .pi5), (" 4", .pi4), (" Compute Module 4", .pi4), (" 3", .pi3),
            (" Compute Module 3", .pi3), (" Zero 2", .zero2W),
        ] where rest.hasPrefix(beginning) {
            return family
        }
        return .otherPi
    }
}
