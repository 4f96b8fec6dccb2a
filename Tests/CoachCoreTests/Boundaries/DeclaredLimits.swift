import Glibc
import Testing

/// The limits that the code declares, found in its text: nothing in Swift tells the static members of a type.
enum DeclaredLimits {
    /// The files of limits, with the types whose members are limits.
    private static let files = [
        "SafetyLimits.swift": ["SafetyLimits"], "CoachRules.swift": ["CoachRules"],
        "ConfigurableLimits.swift": ["ConfigurableLimits", "SessionTimeLimits"],
    ]

    /// Their names, as `CoachRules.checkTimeout`.
    static func all() throws -> Set<String> {
        try files.reduce(into: []) { names, file in names.formUnion(try limits(in: file.key, of: file.value)) }
    }

    private static func limits(in file: String, of types: [String]) throws -> Set<String> {
        var names: Set<String> = []
        var type: String?
        for line in try text(of: file).split(separator: "\n") {
            let words = line.split { !($0.isLetter || $0.isNumber) }.map(String.init)
            if !line.hasPrefix(" "), words.contains("enum") || words.contains("struct") {
                type = words.first { types.contains($0) }
            }
            // Members stand one step in; what is deeper is a body, and what is private is no limit of its own.
            guard let type, line.hasPrefix("    public "), !line.hasPrefix("     "), let name = name(in: words) else {
                continue
            }
            names.insert("\(type).\(name)")
        }
        try #require(!names.isEmpty, "no limit was found in \(file)")
        return names
    }

    /// `public static let NAME`, `public static func NAME`, `public let NAME`.
    private static func name(in words: [String]) -> String? {
        guard let index = words.firstIndex(where: { ["let", "var", "func"].contains($0) }), index + 1 < words.count
        else { return nil }
        return words[index + 1]
    }

    private static func text(of file: String) throws -> String {
        let root = #filePath.split(separator: "/").dropLast(4).reduce("") { "\($0)/\($1)" }
        let path = "\(root)/Sources/CoachCore/Limits/\(file)"
        let stream = try #require(fopen(path, "r"), "cannot read \(path)")
        defer { fclose(stream) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while case let count = fread(&buffer, 1, buffer.count, stream), count > 0 { bytes += buffer[..<count] }
        return String(decoding: bytes, as: UTF8.self)
    }
}
