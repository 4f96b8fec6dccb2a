import TestSupport
import Testing

/// An input that was worth keeping: a fixture, or one that once found something.
struct CorpusFile: Sendable, CustomTestStringConvertible {
    let target: FuzzTarget
    let name: String
    let bytes: [UInt8]

    var testDescription: String { "\(target.name)/\(name)" }

    /// All that `Corpus` holds.
    static let all: [CorpusFile] = FuzzTarget.all.flatMap { of($0) }

    static func of(_ target: FuzzTarget) -> [CorpusFile] {
        files("\(Files.project)/Tests/Fuzzing/Corpus/\(target.name)", of: target)
    }

    /// Those, and what the target names besides.
    static func withSeeds(of target: FuzzTarget) -> [CorpusFile] {
        of(target) + target.seeds.flatMap { files("\(Files.project)/\($0)", of: target) }
    }

    /// The folders that there are.
    static var folders: [String] { Files.names(in: "\(Files.project)/Tests/Fuzzing/Corpus") }

    /// The files of a folder, or the file itself.
    private static func files(_ path: String, of target: FuzzTarget) -> [CorpusFile] {
        let names = Files.names(in: path)
        let paths = names.isEmpty ? [path] : names.map { "\(path)/\($0)" }
        return paths.compactMap { path in
            (try? Files.contents(of: path)).map { bytes in
                CorpusFile(target: target, name: String(path.split(separator: "/").last ?? ""), bytes: bytes)
            }
        }
    }
}
