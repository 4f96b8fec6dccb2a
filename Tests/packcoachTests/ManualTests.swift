import Testing

@testable import packcoach

@Suite("The manual")
struct ManualTests {
    private func page() throws -> String {
        ManualPage(tree: try .ofThisProgram(), version: "1.2", date: "May 4, 2026").text
    }

    @Test("it has each command with its options, each exit status and each file")
    func complete() throws {
        let page = try page()
        // The other two are for packages and units.
        for entry in HelpTests.entries.dropFirst() where !["manual", "alarm"].contains(entry.path[1]) {
            #expect(page.contains(".Ss \(entry.testDescription)\n"), "\(entry.testDescription)")
        }
        for status in ExitStatus.allCases { #expect(page.contains(".It Li \(status.rawValue)\n")) }
        #expect(page.contains("Fl \\-override\\-rest Ar reason"))
        #expect(page.contains(".Dd May 4, 2026\n"))
        #expect(page.contains("/var/lib/packcoach/packcoach.db"))
        #expect(!page.contains("manual"), "what packages are built with is nobody's command")
    }

    @Test("it is ASCII without a line that a word has made a macro")
    func harmless() throws {
        for line in try page().split(separator: "\n", omittingEmptySubsequences: false) {
            #expect(line.utf8.allSatisfy { (0x20...0x7e).contains($0) }, "\(line)")
            #expect(!line.hasPrefix("'"))
            guard line.hasPrefix(".") else { continue }
            #expect(line.contains(/^\.(Dd|Dt|Os|Sh|Ss|Nm|Nd|Cm|Op|Ar|Pp|Bl|It|El|Bd|Ed|Xr)( |$)/), "\(line)")
        }
    }

    @Test("words that formatters would take for theirs are made harmless")
    func escapes() {
        var page = MdocPage()
        page.paragraph(".Sh at the start. 'quoted' \\ back — 10 °C")
        page.literal(["packcoach --no-thing"])
        page.macro("Nd", "No In way")
        #expect(
            page.text == """
                .Pp
                \\&.Sh at the start.
                \\&'quoted' \\e back \\[u2014] 10 \\[u00B0]C
                .Pp
                .Bd -literal -offset indent -compact
                packcoach \\-\\-no\\-thing
                .Ed
                .Nd \\&No \\&In way

                """)
    }

    @Test("a discussion is paragraphs and examples")
    func discussion() {
        let discussion = Discussion(
            """
            packcoach one
            ssh pi packcoach two | cat

            Words that go
            on here.

            More.
            packcoach three
            """)
        #expect(
            discussion.blocks == [
                .examples(["packcoach one", "ssh pi packcoach two | cat"]), .paragraph("Words that go on here."),
                .paragraph("More."), .examples(["packcoach three"]),
            ])
        #expect(Discussion("").blocks == [])
    }
}
