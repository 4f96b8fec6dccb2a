/// What this program calls itself.
public enum Release {
    /// Of the program, its service and its group.
    public static let name = "packcoach"
    /// Of the whole project.
    public static let version = "0.1.0"
}
