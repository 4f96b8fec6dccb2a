import ArgumentParser
import CoachService
import Glibc

/// The manual page and the shells' completions, each where its program looks for it below a prefix.
struct ManualFiles {
    let prefix: String

    /// Path and text of each.
    func all() throws -> [(path: String, text: String)] {
        let page = ManualPage(tree: try HelpTree.ofThisProgram(), version: Release.version, date: Self.date())
        // Debian's zsh looks into other folders below /usr than below /usr/local.
        let isSystem = prefix == "/usr" || prefix.hasSuffix("/usr")
        let zsh = isSystem ? "vendor-completions" : "site-functions"
        return [
            ("share/man/man1/packcoach.1", page.text),
            ("share/bash-completion/completions/packcoach", Packcoach.completionScript(for: .bash)),
            ("share/zsh/\(zsh)/_packcoach", Packcoach.completionScript(for: .zsh)),
            ("share/fish/vendor_completions.d/packcoach.fish", Packcoach.completionScript(for: .fish)),
        ].map { ("\(prefix)/\($0)", $1) }
    }

    /// - Throws: ``Failure`` with the path that cannot be written.
    func write() throws {
        for (path, text) in try all() {
            try makeDirectory(String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)]))
            guard let file = fopen(path, "wb") else { throw failure("write", path) }
            let bytes = Array(text.utf8)
            let count = fwrite(bytes, 1, bytes.count, file)
            guard fclose(file) == 0, count == bytes.count else { throw failure("write", path) }
        }
    }

    private func makeDirectory(_ path: String) throws {
        guard !path.isEmpty, access(path, F_OK) != 0 else { return }
        try makeDirectory(path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "")
        guard mkdir(path, 0o755) == 0 || errno == EEXIST else { throw failure("make the directory", path) }
    }

    private func failure(_ operation: String, _ path: String) -> Failure {
        Failure(
            cannot: "\(operation) \(path)", errno == EACCES ? .permission : .inputOutput,
            advice: "; name a prefix that you may write to")
    }

    /// Of the build: today, or what SOURCE_DATE_EPOCH says where builds are to be the same.
    private static func date() -> String {
        var seconds = getenv("SOURCE_DATE_EPOCH").flatMap { time_t(String(cString: $0)) } ?? time(nil)
        var parts = tm()
        guard gmtime_r(&seconds, &parts) != nil else { return "" }
        let months = [
            "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
            "November", "December",
        ]
        return "\(months[Int(parts.tm_mon)]) \(parts.tm_mday), \(parts.tm_year + 1900)"
    }
}
