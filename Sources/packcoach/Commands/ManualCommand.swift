import ArgumentParser

/// `packcoach manual`: what a package is built with, and nobody needs day by day.
struct ManualCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "manual",
        abstract: "Write the manual page and the completions of bash, zsh and fish below a prefix.",
        discussion: """
            packcoach manual /usr/local    for a program that was built here
            packcoach manual debian/usr    for a package
            """,
        shouldDisplay: false)

    @Argument(help: "Such as /usr/local; files go to share/… in it.")
    var prefix: String

    func validate() throws {
        if prefix.isEmpty { throw ValidationError("give a prefix, such as /usr/local.") }
    }

    func run() throws { try ManualFiles(prefix: prefix).write() }
}
