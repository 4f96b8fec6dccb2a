import CLibFuzzer
import Glibc

/// libFuzzer on one target, for `Tests/fuzz`:
///
///     fuzz --list               every target with the length of its inputs, and how often one run of the tests tries it
///     fuzz --seeds TARGET       files and folders of the repository that are inputs already
///     fuzz --words TARGET       its words as a dictionary of libFuzzer's
///     fuzz TARGET ARGUMENT...   tries; the arguments are libFuzzer's
@main
enum Fuzz {
    /// libFuzzer's callback can carry nothing along.
    private static let target: FuzzTarget = {
        let name = CommandLine.arguments.dropFirst().first { !$0.hasPrefix("--") } ?? ""
        guard let target = FuzzTarget.all.first(where: { $0.name == name }) else {
            print("there is no target ‘\(name)’, but: \(FuzzTarget.all.map(\.name).joined(separator: ", "))")
            exit(64)
        }
        return target
    }()

    static func main() {
        switch CommandLine.arguments.dropFirst().first {
        case "--list": for target in FuzzTarget.all { print(target.name, target.longest, target.mutants) }
        case "--seeds": for seed in target.seeds { print(seed) }
        case "--words": for word in target.words { print(quoted(word)) }
        default: tryInputs()
        }
    }

    private static func tryInputs() {
        // Before the first input, whose time is measured.
        _ = target
        let arguments = ["fuzz"] + CommandLine.arguments.dropFirst(2)
        var count = Int32(arguments.count)
        // For good: the driver may keep them, and never comes back.
        var pointers: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
        let status = pointers.withUnsafeMutableBufferPointer { buffer in
            var first = buffer.baseAddress
            return LLVMFuzzerRunDriver(&count, &first) { data, size in
                Fuzz.tryInput(UnsafeBufferPointer(start: data, count: size))
                return 0
            }
        }
        exit(status)
    }

    /// A ``Finding`` ends the process as a trap does, so that libFuzzer keeps the input.
    private static func tryInput(_ bytes: UnsafeBufferPointer<UInt8>) {
        do {
            try target.check(Array(bytes))
        } catch {
            let words = "FOUND in \(target.name): \(error)\n"
            _ = write(STDERR_FILENO, words, words.utf8.count)
            abort()
        }
    }

    /// As libFuzzer reads it: all in hexadecimal.
    private static func quoted(_ word: String) -> String {
        "\"" + word.utf8.map { "\\x" + ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() + "\""
    }
}
