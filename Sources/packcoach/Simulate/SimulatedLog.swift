import Glibc

/// The log of `packcoach simulate`: where the person may write, apart from the service's.
enum SimulatedLog {
    /// Below XDG_STATE_HOME, else ~/.local/state. One that is no full path counts for nothing.
    /// - Throws: ``Failure`` where neither is set.
    static func path() throws -> String {
        func variable(_ name: String) -> String? {
            getenv(name).map { String(cString: $0) }.flatMap { $0.hasPrefix("/") ? $0 : nil }
        }
        guard let state = variable("XDG_STATE_HOME") ?? variable("HOME").map({ "\($0)/.local/state" }) else {
            throw Failure(
                .inputOutput,
                "neither XDG_STATE_HOME nor HOME is set, so there is no place for the simulated log: "
                    + "set one of them to a directory of yours, by its full path.")
        }
        return "\(state)/packcoach/simulated.db"
    }
}
