import CoachCore
import Testing

/// The pages of Hardware/: where their links lead, and the figures that stand in the code.
@Suite("Hardware, the pages")
struct HardwarePagesTests {
    private static let pages = ProjectFiles.all(under: ["Hardware"], ext: ".md").map(\.path)

    @Test("every link leads to a file of the project, or to a heading of one", arguments: pages)
    func links(path: String) throws {
        let text = try #require(ProjectFiles.text(of: path))
        for target in text.split(separator: "](").dropFirst().map({ $0.prefix { $0 != ")" } }) {
            guard !target.hasPrefix("http") else { continue }
            let parts = target.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
            let file = parts[0].isEmpty ? path : "Hardware/\(parts[0])"
            #expect(ProjectFiles.exists(file), "\(path): \(target)")
            guard parts.count > 1 else { continue }
            let headings = ProjectFiles.text(of: file)?.split(separator: "\n").filter { $0.hasPrefix("#") } ?? []
            let anchors = headings.map { heading in
                heading.drop { $0 == "#" || $0 == " " }.lowercased().replacing(" ", with: "-").filter {
                    $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_"
                }
            }
            #expect(anchors.contains(String(parts[1])), "\(path): \(target)")
        }
    }

    @Test("every file here is named in Hardware/README.md, or lies in a folder that is")
    func index() throws {
        let text = try #require(ProjectFiles.text(of: "Hardware/README.md"))
        for path in ProjectFiles.all(under: ["Hardware"]).map(\.path) {
            let parts = path.split(separator: "/").dropFirst()
            guard let name = parts.first, name != "README.md", name != "drawing" else { continue }
            #expect(text.contains("](\(name)"), "\(path)")
        }
    }

    @Test("what makes a pack ice, heat, too cold or too hot is what the code says")
    func packs() throws {
        let text = try #require(ProjectFiles.text(of: "Hardware/probes.md"))
        let degrees = { (value: Temperature) in
            "\(value.celsius < 0 ? "−" : "")\(Int(value.celsius.magnitude)) °C"
        }
        let warning = try #require(SafetyLimits.heatOnPack.first { $0.action == .warn })
        #expect(text.contains("ice is what reads \(degrees(CoachRules.iceAtMost)) or less"))
        #expect(text.contains("heat is what reads \(degrees(CoachRules.heatAtLeast)) or more"))
        #expect(text.contains("below \(degrees(SafetyLimits.coldestPack.threshold)) a start is refused"))
        #expect(text.contains("from \(degrees(warning.threshold)) on it warns"))
        #expect(text.contains("from \(degrees(SafetyLimits.hottestPack.threshold)) on a start is refused"))
        #expect(
            SafetyLimits.tolerance == .celsius(0.5) && text.contains("with the probe's ±0.5 °C counted against you"))
    }
}
