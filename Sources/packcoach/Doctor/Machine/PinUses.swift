/// Which GPIO lines of a Raspberry Pi's header something other than packcoach uses, from config.txt.
struct PinUses: Hashable, Sendable {
    struct Use: Hashable, Sendable {
        let pin: Int
        /// `dtoverlay=gpio-ir`
        let what: String
        /// Of config.txt.
        let line: Int
    }

    let uses: [Use]

    init(_ config: BootConfig) {
        var uses: [Use] = []
        for overlay in config.active {
            for (parameter, standard) in Self.parameters(of: overlay.name) {
                guard let pin = overlay.parameters[parameter].map({ Int($0) }) ?? standard else { continue }
                uses.append(Use(pin: pin, what: "dtoverlay=\(overlay.name)", line: overlay.line))
            }
            if Self.soundCards.contains(where: overlay.name.hasPrefix) {
                uses += Self.i2s.map { Use(pin: $0, what: "dtoverlay=\(overlay.name)", line: overlay.line) }
            }
        }
        for (name, pins) in Self.switched {
            guard let setting = config.setting(name), ["on", "1", "true", "yes"].contains(setting.value) else {
                continue
            }
            uses += pins.map { Use(pin: $0, what: "\(name)=\(setting.value)", line: setting.line) }
        }
        self.uses = uses
    }

    func use(of pin: Int) -> Use? { uses.first { $0.pin == pin } }

    /// The overlays' parameters that name a line, with the line they mean where nothing is said.
    /// Source: the README of Raspberry Pi's overlays.
    private static func parameters(of overlay: String) -> [(name: String, standard: Int?)] {
        switch overlay {
        case "w1-gpio", "w1-gpio-pi5": [("gpiopin", 4)]
        case "w1-gpio-pullup", "w1-gpio-pullup-pi5": [("gpiopin", 4), ("extpullup", 5)]
        case "gpio-shutdown": [("gpio_pin", 3)]
        case "gpio-poweroff": [("gpiopin", 26)]
        case "gpio-fan": [("gpiopin", 12)]
        case "gpio-ir", "gpio-ir-tx", "pwm-ir-tx": [("gpio_pin", 18)]
        case "gpio-key": [("gpio", 3)]
        case "gpio-led": [("gpio", 19)]
        case "dht11": [("gpiopin", 4)]
        case "pps-gpio": [("gpiopin", 18)]
        case "pwm", "pwm-pi5": [("pin", 18)]
        case "pwm-2chan": [("pin", 18), ("pin2", 19)]
        default: []
        }
    }

    private static let i2s = [18, 19, 20, 21]
    private static let soundCards = ["hifiberry-", "iqaudio", "justboom-", "googlevoicehat", "i2s-"]

    /// Settings that take lines when they are on.
    private static let switched: [(name: String, pins: [Int])] = [
        ("spi", [7, 8, 9, 10, 11]), ("i2s", i2s), ("i2c_arm", [2, 3]), ("i2c", [2, 3]), ("enable_uart", [14, 15]),
    ]

    /// Held up by a resistor from power-on until somebody sets them otherwise; 9 to 27 are held down.
    /// Source: BCM2835 ARM peripherals, alternative function table; RP1 starts alike.
    static let pulledUpAtStart = 0...8

    /// The place of a line on the 40-pin header.
    static func headerPin(ofLine line: Int) -> Int? {
        [
            2: 3, 3: 5, 4: 7, 14: 8, 15: 10, 17: 11, 18: 12, 27: 13, 22: 15, 23: 16, 24: 18, 10: 19, 9: 21, 25: 22,
            11: 23, 8: 24, 7: 26, 0: 27, 1: 28, 5: 29, 6: 31, 12: 32, 13: 33, 19: 35, 16: 36, 26: 37, 20: 38, 21: 40,
        ][line]
    }
}
