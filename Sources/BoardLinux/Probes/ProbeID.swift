/// What the configuration may write for a probe's `id` whatever its source is.
enum ProbeID {
    /// The only probe that fits.
    static let auto = "auto"
}
