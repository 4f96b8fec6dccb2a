import Glibc

/// What the command line asks for.
struct Arguments {
    var days = 1000
    var seed: UInt64 = 1
    /// Every so many lives, from the first on or a later one: for several processes side by side.
    var stride: UInt64 = 1
    var replay: UInt64?
    var lastStep = Int.max
    var defect: Defect?

    static let usage = """
        usage: Tests/soak [--days N] [--seed S] [--jobs J] [--plant DEFECT]
               Tests/soak --replay SEED[:STEP]
        """

    init(_ words: [String]) throws {
        var rest = words[...]
        while let name = rest.popFirst() {
            guard let value = rest.popFirst() else { throw UsageError(words: "\(name) needs a value") }
            switch name {
            case "--days": days = try Self.number(value, name)
            case "--seed": seed = try Self.number(value, name)
            case "--stride": stride = try Self.number(value, name)
            case "--replay":
                let parts = value.split(separator: ":").map(String.init)
                replay = try Self.number(parts.first ?? "", name)
                if parts.count > 1 { lastStep = try Self.number(parts[1], name) }
            case "--plant":
                guard let known = Defect(rawValue: value) else {
                    let names = Defect.allCases.map(\.rawValue).joined(separator: ", ")
                    throw UsageError(words: "there is no defect \(value); there are \(names)")
                }
                defect = known
            default: throw UsageError(words: "there is no option \(name)")
            }
        }
    }

    private static func number<Number: FixedWidthInteger>(_ text: String, _ name: String) throws -> Number {
        guard let number = Number(text) else { throw UsageError(words: "\(name) takes a number, not \(text)") }
        return number
    }
}

struct UsageError: Error {
    var words: String
}
