/// packcoach(1), in mdoc(7).
struct ManualPage {
    let tree: HelpTree
    let version: String
    /// Such as `November 21, 2026`.
    let date: String

    var text: String {
        var page = MdocPage()
        page.begin(date: date)
        page.macro("Dt", "PACKCOACH 1")
        page.macro("Os", "packcoach \(version)")
        page.macro("Sh", "NAME")
        page.macro("Nm", "packcoach")
        page.macro("Nd", Self.endless(tree.command.abstract ?? ""))
        page.macro("Sh", "SYNOPSIS")
        for command in tree.command.shownSubcommands { synopsis(of: command, path: [command.commandName], in: &page) }
        page.macro("Sh", "DESCRIPTION")
        for paragraph in ManualText.description { page.paragraph(paragraph) }
        page.macro("Sh", "COMMANDS")
        for command in tree.command.shownSubcommands { describe(command, path: [command.commandName], in: &page) }
        page.macro("Sh", "ENVIRONMENT")
        page.list(ManualText.environment.map { ("Ev", $0.name, $0.words) })
        page.macro("Sh", "FILES")
        page.list(ManualText.files.map { ("Pa", $0.name, $0.words) })
        page.macro("Sh", "EXIT STATUS")
        page.list(ManualText.exitStatus.map { ("Li", $0.name, $0.words) })
        page.macro("Sh", "SEE ALSO")
        page.references(ManualText.seeAlso)
        page.macro("Sh", "CAVEATS")
        for paragraph in ManualText.caveats { page.paragraph(paragraph) }
        return page.text
    }

    /// An abstract is a sentence; the name's line is none.
    private static func endless(_ sentence: String) -> String {
        let words = sentence.hasPrefix("A ") ? "a " + sentence.dropFirst(2) : sentence
        return words.hasSuffix(".") ? String(words.dropLast()) : words
    }

    private func synopsis(of command: HelpTree.Command, path: [String], in page: inout MdocPage) {
        let subcommands = command.shownSubcommands
        if subcommands.isEmpty { page.synopsis(path, command.shownArguments) }
        for below in subcommands { synopsis(of: below, path: path + [below.commandName], in: &page) }
    }

    private func describe(_ command: HelpTree.Command, path: [String], in page: inout MdocPage) {
        page.macro("Ss", (["packcoach"] + path).joined(separator: " "))
        if let abstract = command.abstract { page.paragraph(abstract) }
        for block in Discussion(command.discussion ?? "").blocks {
            switch block {
            case .paragraph(let words): page.paragraph(words)
            case .examples(let lines): page.literal(lines)
            }
        }
        page.options(command.shownArguments)
        for below in command.shownSubcommands { describe(below, path: path + [below.commandName], in: &page) }
    }
}

/// A command's discussion: paragraphs, and examples, which are lines that begin with the program's name.
struct Discussion {
    enum Block: Hashable {
        case paragraph(String)
        case examples([String])
    }

    private(set) var blocks: [Block] = []

    init(_ text: String) {
        for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
            let isExample = Self.isExample(line)
            switch blocks.last {
            case .examples(let lines) where isExample: blocks[blocks.count - 1] = .examples(lines + [line])
            case .paragraph(let words) where !isExample && !line.isEmpty && !words.isEmpty:
                blocks[blocks.count - 1] = .paragraph(words + " " + line)
            // An empty line ends a paragraph; the next one begins with an empty one.
            case .paragraph, .examples, nil:
                if !line.isEmpty || !blocks.isEmpty { blocks.append(isExample ? .examples([line]) : .paragraph(line)) }
            }
        }
        blocks.removeAll { $0 == .paragraph("") }
    }

    private static func isExample(_ line: String) -> Bool {
        line.hasPrefix("packcoach ") || line.mentions("; packcoach ") || line.mentions("| packcoach ")
            || line.hasPrefix("ssh ") || line.hasPrefix("varlinkctl ")
    }

    var examples: [String] {
        blocks.flatMap { block in if case .examples(let lines) = block { lines } else { [] as [String] } }
    }
}
