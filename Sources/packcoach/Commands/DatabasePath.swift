import CoachService
import Glibc

/// Where the log is: what `--config` or its substitutes name, or the simulator's own.
func databasePath(config: String?, simulated: Bool) throws -> String {
    guard simulated else {
        var source = ConfigurationOption()
        source.file = config
        return try source.load().database
    }
    if let state = getenv("XDG_STATE_HOME") { return String(cString: state) + "/packcoach/simulated.db" }
    guard let home = getenv("HOME") else {
        throw Failure(.usage, "HOME is not set, so the simulator's log cannot be found. Set HOME or XDG_STATE_HOME.")
    }
    return String(cString: home) + "/.local/state/packcoach/simulated.db"
}
