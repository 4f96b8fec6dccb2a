import ArgumentParser
import CoachService
import Glibc
import SessionLog

/// `packcoach config`: what the service would go by.
struct ConfigCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config",
        abstract: "The configuration: check it, or show what it comes to.",
        discussion: """
            packcoach config check                      every mistake, with its line
            packcoach config check --config new.toml    before it is installed
            packcoach config show                       every value and its source
            """,
        subcommands: [Check.self, Show.self],
        defaultSubcommand: Check.self)

    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Check the configuration file; every mistake is named with file, line and key.",
            discussion: """
                packcoach config check
                packcoach config check --config new.toml
                packcoach config check --json

                Exit status: 0 it is right, 78 it has mistakes.
                """)

        @OptionGroup var source: ConfigurationOption
        @Flag(help: "As JSON.") var json = false

        func run() throws {
            guard json else { return print(try source.load().summary(of: source.path)) }
            do {
                _ = try Configuration.load(path: source.path)
                print(try LogJSON.text(ConfigurationVerdict(file: source.path, mistakes: [])))
            } catch let error as ConfigurationError {
                print(try LogJSON.text(ConfigurationVerdict(file: source.path, mistakes: error.mistakes)))
                throw ExitCode(ExitStatus.configuration.rawValue)
            }
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show the effective configuration as TOML: defaults, where each value comes from, fixed limits.",
            discussion: """
                packcoach config show
                packcoach config show --json
                packcoach config show | sudo tee /etc/packcoach/config.toml   to begin with

                Exit status: 0, or 78 where the file has mistakes.
                """)

        @OptionGroup var source: ConfigurationOption
        @Flag(help: "As JSON.") var json = false

        func run() throws {
            let effective: EffectiveConfiguration
            do {
                effective = try EffectiveConfiguration(path: source.path)
            } catch {
                var errors = StandardError()
                print(error, to: &errors)
                throw ExitCode(ExitStatus.configuration.rawValue)
            }
            if json {
                print(try LogJSON.text(ConfigurationJSON(effective)))
            } else {
                let style = Console.style
                for line in ConfigurationText.lines(effective) { print(style.spell(line)) }
            }
        }
    }
}
