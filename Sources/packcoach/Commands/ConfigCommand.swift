import ArgumentParser
import CoachService

/// `packcoach config`: what the service would go by.
struct ConfigCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config",
        abstract: "The configuration: check it, or show what it comes to.",
        subcommands: [Check.self, Show.self],
        defaultSubcommand: Check.self)

    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Check the configuration file; every mistake is named with file and line.",
            discussion: """
                packcoach config check
                packcoach config check --config new.toml
                """)

        @OptionGroup var source: ConfigurationOption

        func run() throws {
            print(try source.load().summary(of: source.path))
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show the effective configuration as TOML, defaults included.",
            discussion: """
                packcoach config show
                """)

        @OptionGroup var source: ConfigurationOption

        func run() throws {
            print(try source.load().text, terminator: "")
        }
    }
}
