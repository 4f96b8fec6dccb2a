import Testing

@testable import CoachService

@Suite("Lines of keys in a TOML text")
struct SourceLinesTests {
    private let document = TOMLPath.document

    @Test("keys, tables and list elements are found on their lines")
    func finds() {
        let lines = SourceLines(
            #"""
            # board = "comment"
            board = "x = [1] # no comment"   # comment
            about.name = "n"

            [leds]   # [button]
            lines = [
                5, 6, # 7,
                13,
                "a,]",
            ]
            'active' = '''
            line = 3
            '''
            "odd key" = """a
            [ice]
            \""""
            [[probe]]
            role = "skin"
            [[probe]]
            role = "pack"
            [probe.more]
            deep = { a = 1, b = [ { c = 2 } ] }
            [ice]
            ceiling = "7m"
            """#)
        #expect(lines.line(of: document["board"]) == 2)
        #expect(lines.line(of: document["about"]["name"]) == 3)
        #expect(lines.line(of: document["leds"]) == 5)
        #expect(lines.line(of: document["leds"]["lines"]) == 6)
        #expect((0..<5).map { lines.line(of: document["leds"]["lines"][$0]) } == [7, 7, 8, 9, nil])
        #expect(lines.line(of: document["leds"]["active"]) == 11)
        #expect(lines.line(of: document["leds"]["odd key"]) == 14)
        #expect(lines.line(of: document["leds"]["line"]) == nil)
        #expect(lines.line(of: document["probe"][0]) == 17)
        #expect(lines.line(of: document["probe"][0]["role"]) == 18)
        #expect(lines.line(of: document["probe"][1]["role"]) == 20)
        #expect(lines.line(of: document["probe"][1]["more"]["deep"]["b"][0]["c"]) == 22)
        #expect(lines.line(of: document["ice"]) == 23)
        #expect(lines.line(of: document["ice"]["ceiling"]) == 24)
    }

    @Test("a key that is not written stands where its table does")
    func nearest() {
        let lines = SourceLines("board = \"auto\"\n[[probe]]\n[[probe]]\nid = \"x\"\n")
        #expect(lines.line(at: document["probe"][1]["role"]) == 3)
        #expect(lines.line(of: document["probe"][1]["role"]) == nil)
        #expect(lines.line(at: document["heat"]["rest"]) == nil)
    }

    @Test("line ends of Windows and a byte order mark change no line")
    func windows() {
        let lines = SourceLines("\u{FEFF}board = \"auto\"\r\n\r\n[ice]\r\nceiling = \"7m\"\r\n")
        #expect(lines.line(of: document["board"]) == 1)
        #expect(lines.line(of: document["ice"]["ceiling"]) == 4)
    }

    @Test("paths are written as people write them")
    func paths() {
        #expect(document["probe"][1]["role"].description == "probe[1].role")
        #expect(document["a b"]["c.d"].description == "\"a b\".\"c.d\"")
        #expect(document[""].description == "\"\"")
    }
}
