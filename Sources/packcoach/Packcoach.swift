import ArgumentParser
import FoundationEssentials

@main
struct Packcoach: ParsableCommand {
    func run() throws {
        print(try String(decoding: JSONEncoder().encode(["a": 1]), as: UTF8.self))
    }
}
