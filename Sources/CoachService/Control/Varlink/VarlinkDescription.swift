/// A Varlink interface: the text that clients are given, and the methods that stand in it.
struct VarlinkDescription: Sendable {
    let text: String
    let interface: String
    /// The names of each method's parameters.
    let methods: [String: Set<String>]

    /// - Parameter text: a well-formed description with each method's parameters on one line.
    init(_ text: String) {
        self.text = text
        var interface = ""
        var methods: [String: Set<String>] = [:]
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ", maxSplits: 1)
            guard words.count == 2 else { continue }
            switch words[0] {
            case "interface": interface = String(words[1])
            case "method":
                let parts = words[1].split(separator: "(", maxSplits: 1)
                guard parts.count == 2 else { continue }
                methods[String(parts[0])] = Self.names(parts[1].prefix { $0 != ")" })
            default: continue
            }
        }
        self.interface = interface
        self.methods = methods
    }

    /// The names in `at: ?string, sore: ?bool`.
    private static func names(_ list: Substring) -> Set<String> {
        Set(list.split(separator: ",").map { field in String(field.prefix { $0 != ":" }.drop { $0 == " " }) })
    }
}
