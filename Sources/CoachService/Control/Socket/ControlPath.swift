import Glibc

/// Where the control socket is.
public enum ControlPath {
    /// Of the service as systemd runs it.
    public static let standard = "/run/packcoach/\(name)"
    /// As systemd names sockets: by their interface.
    private static let name = "io.packcoach"

    /// The path that the service and its clients mean: the option, else `PACKCOACH_SOCKET`, else in the runtime
    /// directory that systemd gives the service, else ``standard``.
    public static func path(option: String? = nil) -> String {
        if let option { return option }
        if let path = variable("PACKCOACH_SOCKET") { return path }
        // systemd.exec(5): several directories are separated by colons.
        let directory = variable("RUNTIME_DIRECTORY")?.split(separator: ":").first
        return directory.map { "\($0)/\(name)" } ?? standard
    }

    /// An environment variable that is there and not empty.
    private static func variable(_ name: String) -> String? {
        let value = getenv(name).map { String(cString: $0) }
        return value == "" ? nil : value
    }
}
