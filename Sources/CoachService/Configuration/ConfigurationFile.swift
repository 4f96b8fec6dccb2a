import CoachCore
import Glibc

/// The file that configuration is read from.
public enum ConfigurationFile {
    /// Where it is unless something else is said.
    public static let standardPath = "/etc/packcoach/config.toml"
    /// The environment variable that says something else.
    public static let variable = "PACKCOACH_CONFIG"

    /// Which file: the option, else the variable, else the standard one. An empty variable says nothing.
    /// - Parameters:
    ///   - option: What was given as `--config`.
    ///   - variable: The value of `PACKCOACH_CONFIG`.
    public static func path(option: String?, variable: String?) -> String {
        if let option { return option }
        if let variable, !variable.isEmpty { return variable }
        return standardPath
    }

    /// Which file, with `PACKCOACH_CONFIG` taken from the environment.
    public static func path(option: String?) -> String {
        path(option: option, variable: getenv(variable).map { String(cString: $0) })
    }
}

extension Configuration {
    /// Reads and checks a file.
    /// - Throws: ``ConfigurationError``; ``ConfigurationError/isMissingFile`` tells a file that is not there from one
    ///   that is wrong.
    public static func load(path: String) throws(ConfigurationError) -> Configuration {
        try Configuration(parsing: try text(of: path), file: path)
    }

    /// The file's text.
    static func text(of path: String) throws(ConfigurationError) -> String {
        let bytes: [UInt8]
        do {
            bytes = try wholeFile(path)
        } catch {
            throw ConfigurationError(unreadable: path, error)
        }
        guard bytes.count <= largestFile else {
            throw ConfigurationError(file: path, "is longer than \(largestFile) bytes; is it a configuration?")
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            let broken = lines.firstIndex { String(validating: $0, as: UTF8.self) == nil }
            throw ConfigurationError(
                file: path,
                [
                    ConfigurationMistake(
                        file: path, line: broken.map { $0 + 1 }, "is no UTF-8 text; save it as UTF-8 in the editor")
                ])
        }
        return text
    }

    /// The database that a file names, even if the file is broken elsewhere: by its line alone, not as TOML. For finding a
    /// session that is open while the configuration cannot be read.
    public static func database(namedIn path: String) -> String? {
        guard let bytes = try? wholeFile(path) else { return nil }
        for line in bytes.split(separator: UInt8(ascii: "\n")) {
            let text = String(decoding: line, as: UTF8.self)
            let words = text.split(separator: "=", maxSplits: 1)
            guard words.count == 2, words[0].filter({ !$0.isWhitespace && !"\"'".contains($0) }) == "database" else {
                continue
            }
            if let table = try? ConfigurationSyntax.parse(text, lines: SourceLines(text), file: path),
                let value = table["database"]?.string
            {
                return value.hasPrefix("/") ? value : nil
            }
            let quoted = words[1].drop { $0 != "\"" }.dropFirst()
            let value = quoted.prefix { $0 != "\"" }
            if value.first == "/" { return String(value) }
        }
        return nil
    }

    /// More than any configuration, and little enough to read a wrong file without harm.
    private static let largestFile = 256 * 1024

    /// The file's bytes, and one more than ``largestFile`` at most.
    private static func wholeFile(_ path: String) throws(SystemFailure) -> [UInt8] {
        let file = try OwnedDescriptor(open(path, O_RDONLY | O_CLOEXEC), "open")
        var bytes: [UInt8] = []
        while bytes.count <= largestFile {
            let more = try file.read(upTo: largestFile + 1 - bytes.count)
            if more.isEmpty { break }
            bytes += more
        }
        return bytes
    }
}

extension ConfigurationError {
    fileprivate init(file: String, _ message: String) {
        self.init(file: file, [ConfigurationMistake(file: file, message)])
    }

    fileprivate init(unreadable file: String, _ failure: SystemFailure) {
        let remedy =
            switch failure.code {
            case ENOENT, ENOTDIR:
                "copy the example there, config.toml of Hardware/ or /usr/share/doc/packcoach/examples/, or name "
                    + "another file with --config or \(ConfigurationFile.variable)"
            case EACCES:
                isHidden(file)
                    ? "a directory on the way to it is closed; namei -l \(file) shows which, sudo chmod a+x opens it"
                    : "it holds no secrets, so let everybody read it: sudo chmod a+r \(file)"
            default:
                "name a file with --config or \(ConfigurationFile.variable)"
            }
        self.init(file: file, "cannot be read: \(failure.reason); \(remedy)")
        isMissingFile = failure.code == ENOENT || failure.code == ENOTDIR
    }
}

/// Whether it is not even to be seen.
private func isHidden(_ file: String) -> Bool {
    var status = stat()
    return stat(file, &status) != 0
}
