import CoachCore
import CoachService

/// What packcoach(1) says besides what the commands say of themselves.
enum ManualText {
    typealias Item = (name: String, words: String)

    static let description = [
        """
        A service for a Linux board with a button, LEDs, a buzzer and a temperature probe on a cold or heat pack. \
        Pressing the button starts a session: the probe tells ice from heat, the LEDs count the window down, the buzzer \
        says when the pack is to come off, and a session is cut off when skin is at risk.
        """,
        """
        The same, and all that was logged, is done and read over SSH with the commands below. Those that steer, and \
        status and watch, speak to the service through its control socket; those that read the log do so while it is \
        stopped, too. Every command has --help.
        """,
    ]

    static let environment: [Item] = [
        ("PACKCOACH_CONFIG", "The configuration file, where --config names none."),
        ("PACKCOACH_SOCKET", "The control socket, where --socket names none."),
        ("TZ", "The zone of times for people."),
        ("NO_COLOR", "Where it is set and not empty, no colours are drawn."),
        ("LC_ALL, LC_CTYPE, LANG", "Where they name no UTF-8, charts and LEDs are drawn in ASCII."),
        ("XDG_STATE_HOME", "Where packcoach simulate keeps its log; ~/.local/state where it is not set."),
    ]

    static let files: [Item] = [
        (ConfigurationFile.standardPath, "The configuration; packcoach config show prints what it comes to."),
        (Configuration.default.database, "The log, an SQLite database. Members of group packcoach read it."),
        (ControlPath.standard, "The control socket. It speaks Varlink (interface io.packcoach)."),
    ]

    static let exitStatus: [Item] = [("0", "Fine.")] + ExitStatus.allCases.map { ("\($0.rawValue)", $0.words) }

    static let seeAlso = [("journalctl", 1), ("systemctl", 1), ("varlinkctl", 1)].map {
        (name: $0.0, section: $0.1)
    }

    static let caveats = [
        "Nothing here is medical advice, and this is no medical device. "
            + "With the probe on the pack it cannot feel skin: there the timer is the main protection.",
        SafetyWords.cloth, SafetyWords.takeOff, Advice.sameDay.words, Advice.clinicianFirst.words, SafetyWords.running,
    ]
}
