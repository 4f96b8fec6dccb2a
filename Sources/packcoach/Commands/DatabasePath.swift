import CoachService
import Glibc

/// Where the log is: what `--config` or its substitutes name, or the simulator's own.
///
/// Where nobody configured a service yet, the simulator's log is the only one there can be: somebody who has just tried
/// `simulate` finds the sessions without knowing more.
func databasePath(config: String?, simulated: Bool) throws -> String {
    if simulated { return try SimulatedLog.path() }
    var source = ConfigurationOption()
    source.file = config
    let database = try source.load(orDefault: true).database
    let isConfigured = access(source.path, F_OK) == 0 || config != nil
    if !isConfigured, access(database, F_OK) != 0, let path = try? SimulatedLog.path(), access(path, F_OK) == 0 {
        var errors = StandardError()
        print("No service is set up here; this is the log of packcoach simulate, \(path).", to: &errors)
        return path
    }
    return database
}
