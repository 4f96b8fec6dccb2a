/// One thing that reads from outside, and what has to hold whatever it is given.
struct FuzzTarget: Sendable {
    /// Its folder in `Corpus`, and what `Tests/fuzz` calls it.
    let name: String
    /// Bytes; no longer input is made up.
    var longest = 4096
    /// Files and folders of the repository that are good inputs already.
    var seeds: [String] = []
    /// What a change of an input puts in.
    var words: [String] = []
    /// How many changed inputs one run of the tests tries; what takes long is tried less often.
    var mutants = 400
    /// Throws a ``Finding`` where something does not hold. A trap, a hang and used-up memory are for the caller to see.
    let check: @Sendable ([UInt8]) throws -> Void

    static let all: [FuzzTarget] = [
        .w1Slave, .scratchpad, .hwmonInput, .probeFiles, .configuration, .scenario, .control, .reply, .literals, .keys,
        .log,
    ]
}

/// Something that does not hold.
struct Finding: Error, CustomStringConvertible {
    let description: String
}

/// - Parameter words: what is wrong where it does not hold.
func claim(_ holds: Bool, _ words: @autoclosure () -> String) throws(Finding) {
    guard holds else { throw Finding(description: words()) }
}

/// What people are told: a sentence on one line that steers no terminal.
func claimReadable(_ message: String) throws(Finding) {
    try claimPlain(message)
    try claim(message.split(separator: " ").count >= 3, "this is no sentence: \(message.debugDescription)")
    try claim(message.utf8.count < 4000, "\(message.utf8.count) bytes: \(message.prefix(100).debugDescription)…")
}

/// One line that steers no terminal.
func claimPlain(_ text: String) throws(Finding) {
    try claim(
        !text.unicodeScalars.contains { $0.properties.generalCategory == .control },
        "this holds control characters: \(text.debugDescription)")
}
