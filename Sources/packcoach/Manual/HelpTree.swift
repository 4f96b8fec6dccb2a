import ArgumentParser
import FoundationEssentials

/// The program's commands and their options, as the argument parser tells them (`--experimental-dump-help`).
struct HelpTree: Decodable {
    /// A command and those below it.
    struct Command: Decodable {
        let commandName: String
        let abstract: String?
        let discussion: String?
        let shouldDisplay: Bool
        let subcommands: [Command]?
        let arguments: [Argument]?
    }

    /// An argument, an option or a flag.
    struct Argument: Decodable {
        enum Kind: String, Decodable { case positional, option, flag }

        struct Name: Decodable {
            enum Kind: String, Decodable { case long, short, longWithSingleDash }

            let kind: Kind
            let name: String
        }

        let kind: Kind
        let shouldDisplay: Bool
        let isOptional: Bool
        let isRepeating: Bool
        let names: [Name]?
        let valueName: String?
        let defaultValue: String?
        let abstract: String?
    }

    let command: Command

    /// - Throws: `DecodingError` where the parser tells it in another form.
    static func ofThisProgram() throws -> HelpTree {
        try JSONDecoder().decode(HelpTree.self, from: Data(Packcoach._dumpHelp().utf8))
    }
}

extension HelpTree.Command {
    /// What a person may choose from, without `help`, which stands in every program.
    var shownSubcommands: [HelpTree.Command] {
        (subcommands ?? []).filter { $0.shouldDisplay && $0.commandName != "help" }
    }

    /// Options after arguments, `--help` left out.
    var shownArguments: [HelpTree.Argument] {
        (arguments ?? []).filter { argument in
            argument.shouldDisplay && !(argument.names ?? []).contains { $0.name == "help" || $0.name == "version" }
        }
    }
}

extension HelpTree.Argument.Name {
    /// With its dashes.
    var spelling: String { kind == .long ? "--\(name)" : "-\(name)" }
}
