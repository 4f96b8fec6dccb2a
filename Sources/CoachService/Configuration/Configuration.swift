import BoardHAL
import CoachCore

/// What /etc/packcoach/config.toml says, checked. Whatever it holds is within ``ConfigurableLimits``.
public struct Configuration: Hashable, Sendable {
    /// `board`: "auto", or a GPIO chip's name, label or path.
    public var board = "auto"
    /// `database`: the log's file, an absolute path.
    public var database = "/var/lib/packcoach/packcoach.db"
    /// `[about]`
    public var about = About()
    /// `[button]`
    public var button = Button()
    /// `[leds]`
    public var leds = LEDs()
    /// `[buzzer]`
    public var buzzer = Buzzer()
    /// `[mode-switch]`: nil where none is fitted.
    public var modeSwitch: ModeSwitch?
    /// `[[probe]]`: one, or two with different roles.
    public var probes = [Probe()]
    /// `[ice]`
    public var ice = ConfigurableLimits.ice.standard
    /// `[heat]`
    public var heat = ConfigurableLimits.heat.standard

    /// What stands without any configuration.
    public static let `default` = Configuration()

    init() {}

    /// The times of one modality.
    public func times(of modality: Modality) -> SessionTimes {
        switch modality {
        case .ice: ice
        case .heat: heat
        }
    }
}

extension Configuration {
    /// Who is treated and where: stamped on every session, heads the report.
    public struct About: Hashable, Sendable {
        public var name = ""
        public var site = "hip"
    }

    /// The one button.
    public struct Button: Hashable, Sendable {
        /// The line's offset on the chip.
        public var line = 17
        /// The level while the contact is closed.
        public var active = ActiveLevel.low
        public var bias = Bias.pullUp
        /// How long the contact must rest before an edge counts.
        public var debounce = Duration.milliseconds(30)
    }

    /// The LEDs of the countdown.
    public struct LEDs: Hashable, Sendable {
        /// The lines' offsets on the chip, the first LED first: one to ten.
        public var lines = [5, 6, 13, 19]
        /// The level that lights an LED.
        public var active = ActiveLevel.high
    }

    /// An active buzzer: on is sound.
    public struct Buzzer: Hashable, Sendable {
        /// The line's offset on the chip.
        public var line = 18
        /// The level that sounds.
        public var active = ActiveLevel.high
        public var chirps = Chirps.all
    }

    /// Which of the small sounds are made; warnings and removal alarms always are.
    public enum Chirps: String, CaseIterable, Hashable, Sendable {
        case all
        /// No chirps and no refusals, for the night.
        case none
    }

    /// A slide switch between ice and heat.
    public struct ModeSwitch: Hashable, Sendable {
        /// The line's offset on the chip.
        public var line = 27
        /// The level that means ice.
        public var active = ActiveLevel.low
        public var bias = Bias.pullUp

        public init() {}
    }

    /// One temperature probe.
    public struct Probe: Hashable, Sendable {
        public var role = ProbeRole.pack
        public var source = ProbeSource.w1
        /// "auto" where only one fits; else a w1 id such as `28-0316a2795fff`, or a hwmon chip.
        public var id = "auto"

        public init() {}
    }

    /// Which of the kernel's drivers a probe is read through.
    public enum ProbeSource: String, CaseIterable, Hashable, Sendable {
        /// A DS18B20 on w1_therm.
        case w1
        /// A chip of the hwmon class.
        case hwmon
    }
}
