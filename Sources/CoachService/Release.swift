/// What this program calls itself.
public enum Release {
    public static let name = "packcoach"
    public static let version = "0.1.0"
}
