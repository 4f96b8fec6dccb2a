import ArgumentParser
import CoachService
import Glibc

/// `--config FILE`, for every command that needs the configuration.
struct ConfigurationOption: ParsableArguments {
    @Option(
        name: .customLong("config"),
        help: ArgumentHelp(
            "The configuration file; else PACKCOACH_CONFIG, else /etc/packcoach/config.toml.", valueName: "file"))
    var file: String?

    func validate() throws {
        if file?.isEmpty == true { throw ValidationError("--config: give the file's name.") }
    }

    /// Which file that is.
    var path: String { ConfigurationFile.path(option: file) }

    /// The configuration in that file. With mistakes in it they go to standard error, and the command ends.
    /// - Parameter orDefault: whether the defaults serve where nobody named a file and the standard one is not there.
    /// - Throws: `ExitCode` of ``ExitStatus/configuration``.
    func load(orDefault: Bool = false) throws -> Configuration {
        do {
            return try Configuration.load(path: path)
        } catch {
            if orDefault, error.isMissingFile, path == ConfigurationFile.standardPath { return .default }
            var errors = StandardError()
            print(error, to: &errors)
            throw ExitCode(ExitStatus.configuration.rawValue)
        }
    }
}
