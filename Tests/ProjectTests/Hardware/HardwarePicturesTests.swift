import TestSupport
import Testing

/// The pictures, as files: what they show is read from them, and not from what draws them.
@Suite("Hardware/pictures")
struct HardwarePicturesTests {
    private static let paths = ProjectFiles.all(under: ["Hardware/pictures"], ext: ".svg").map(\.path)

    @Test(
        "pictures and tables are what Hardware/draw makes of pins.toml and card.toml",
        .enabled(if: Shell.has("python3"), "python3 is not installed"))
    func drawn() {
        let ending = Shell.run("python3", "\(Files.project)/Hardware/draw", "--check")
        #expect(ending.status == 0, "\(ending.output)")
    }

    @Test("there is one for each board, one of the probes and the card")
    func all() throws {
        let boards = try PinTable.read().boards.map { "Hardware/pictures/wiring-\($0.id).svg" }
        #expect(Set(Self.paths) == Set(boards + ["Hardware/pictures/placement.svg", "Hardware/pictures/card.svg"]))
    }

    @Test("each is a white A4 page with a title and a description", arguments: paths)
    func page(path: String) throws {
        let picture = Picture(try #require(ProjectFiles.text(of: path)))
        let head = try #require(picture.lines.first)
        let size = (Picture.attribute("width", of: head), Picture.attribute("height", of: head))
        #expect(size == ("210mm", "297mm") || size == ("297mm", "210mm"))
        #expect(picture.lines.contains { $0.hasPrefix("<title id=\"title\">packcoach") })
        #expect(picture.lines.contains { $0.hasPrefix("<desc id=\"description\">") })
        let paper = try #require(picture.lines.first { $0.hasPrefix("<rect") })
        #expect(Picture.attribute("fill", of: paper) == "#ffffff")
        #expect(Picture.attribute("width", of: paper).map { "\($0)mm" } == size.0)
        // Nothing is loaded and nothing runs.
        #expect(!picture.lines.contains { $0.contains("href") || $0.contains("<script") || $0.contains("<style") })
    }

    @Test("every wire begins at its pin's middle, and there its number and name stand")
    func wires() throws {
        let table = try PinTable.read()
        let pages = table.boards.map { ($0, "Hardware/pictures/wiring-\($0.id).svg") }
        for (board, path) in pages + [(table.boards[0], "Hardware/wiring.svg")] {
            let picture = Picture(try #require(ProjectFiles.text(of: path)))
            for wire in table.wires {
                let pin = try #require(table.pin(of: wire))
                let id = "wire-\(wire.part)-\(wire.at)".filter { $0 != "." }.replacing(" ", with: "-")
                let path = try #require(picture.group(id).last, "\(board.id): no \(id)")
                let beginning = Picture.attribute("d", of: path)?.dropFirst().prefix { $0 != "L" }.split(separator: " ")

                let contact = picture.group("pin-\(pin)")
                let shape = try #require(contact.first, "\(board.id): no pin \(pin)")
                #expect(beginning?.compactMap { Double($0) } == Self.middle(of: shape), "\(board.id): \(id)")

                let function = table.function(of: wire)
                let words = Picture.words(contact)
                if board.chip.isEmpty {
                    #expect(words == [function.replacing("GPIO", with: "line")], "\(board.id): pin \(pin)")
                } else {
                    #expect(words == ["\(pin)", function], "\(board.id): pin \(pin)")
                }
            }
        }
    }

    @Test("on a Raspberry Pi all 40 pins have their numbers and names, two in a row from the top")
    func header() throws {
        let table = try PinTable.read()
        for board in table.boards where !board.chip.isEmpty {
            let picture = Picture(try #require(ProjectFiles.text(of: "Hardware/pictures/wiring-\(board.id).svg")))
            let middles = try (1...40).map { pin in
                let contact = picture.group("pin-\(pin)")
                #expect(Picture.words(contact) == ["\(pin)", table.header[pin - 1]])
                return try #require(contact.first.flatMap { Self.middle(of: $0) })
            }
            for row in 0..<20 {
                let (left, right) = (middles[2 * row], middles[2 * row + 1])
                #expect(left[0] < right[0] && left[1] == right[1])
                if row > 0 { #expect(left[0] == middles[0][0] && left[1] > middles[2 * row - 2][1]) }
            }
            // The one square contact is pin 1's.
            #expect(picture.group("pin-1").first?.hasPrefix("<rect") == true)
            #expect((2...40).allSatisfy { picture.group("pin-\($0)").first?.hasPrefix("<circle") == true })
        }
    }

    @Test("each names its board's chip, the line for config.txt and the values of its parts")
    func values() throws {
        let table = try PinTable.read()
        for board in table.boards {
            let words = Picture.words(
                Picture(try #require(ProjectFiles.text(of: "Hardware/pictures/wiring-\(board.id).svg"))).lines)
            let leds = table.lines(of: "led-").count
            var wanted = try [table.ohms("led-resistor"): leds]
            for key in ["base-resistor", "base-pulldown", "probe-pullup"] {
                try wanted[table.ohms(key), default: 0] += 1
            }
            for led in 1...leds { wanted["LED \(led)"] = 1 }
            for (value, count) in wanted {
                #expect(words.filter { $0 == value }.count == count, "\(board.id): \(value)")
            }
            #expect(words.contains("packcoach doctor"))
            let line = "dtoverlay=w1-gpio,gpiopin=\(table.lines(of: "probe").first ?? -1)"
            #expect(words.contains(line) == !board.chip.isEmpty && (board.chip.isEmpty || words.contains(board.chip)))
        }
    }

    /// Of a contact: a circle, or a square.
    private static func middle(of shape: Substring) -> [Double]? {
        if let x = Picture.number("cx", of: shape), let y = Picture.number("cy", of: shape) { return [x, y] }
        guard let x = Picture.number("x", of: shape), let y = Picture.number("y", of: shape),
            let width = Picture.number("width", of: shape), let height = Picture.number("height", of: shape)
        else { return nil }
        return [((x + width / 2) * 100).rounded() / 100, ((y + height / 2) * 100).rounded() / 100]
    }
}
