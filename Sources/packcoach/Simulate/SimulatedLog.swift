import Glibc

/// The log of `packcoach simulate`: where the person may write, apart from the service's.
enum SimulatedLog {
    /// Below XDG_STATE_HOME, else ~/.local/state.
    /// - Throws: ``Failure`` where neither is set.
    static func path() throws -> String {
        func variable(_ name: String) -> String? {
            getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
        }
        guard let state = variable("XDG_STATE_HOME") ?? variable("HOME").map({ "\($0)/.local/state" }) else {
            throw Failure(
                .inputOutput, "neither XDG_STATE_HOME nor HOME is set: there is no place for the simulated log")
        }
        return "\(state)/packcoach/simulated.db"
    }
}
