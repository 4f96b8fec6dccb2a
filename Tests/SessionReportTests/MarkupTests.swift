import Testing

@testable import SessionReport

@Suite("Markup")
struct MarkupTests {
    @Test("text and attributes are escaped, and nothing else needs to be")
    func escaping() {
        var page = HTML()
        page.element(.p, .class("a\"b<c"), text: "<b> & 'c' \"d\"\u{1}\u{7f}é😀")
        #expect(
            page.take()
                == "<p class=\"a&quot;b&lt;c\">&lt;b&gt; &amp; &#39;c&#39; &quot;d&quot;\u{FFFD}\u{FFFD}é😀</p>\n")
        #expect(page.take().isEmpty)
    }

    @Test("an empty element closes itself where HTML and SVG have it so, and else has an end")
    func emptyElements() {
        var page = HTML()
        page.element(.td)
        page.element(.line, .x1(.zero), .x2(.whole))
        #expect(page.take() == "<td></td>\n<line x1=\"0\" x2=\"100%\"/>\n")
    }

    @Test(
        "numbers have no more digits than they need",
        arguments: [
            (12.0, 2, "12"), (12.5, 2, "12.5"), (12.345, 2, "12.35"), (-0.04, 1, "0"), (-3.25, 2, "-3.25"),
            (0.05, 2, "0.05"), (99.999, 2, "100"), (1.25e17, 2, "1.25e+17"),
        ])
    func decimals(value: Double, places: Int, text: String) {
        #expect(decimal(value, places: places) == text)
    }

    @Test(
        "figures of a column have as many decimals as the others",
        arguments: [(3.0, 1, "3.0"), (2.95, 2, "2.95"), (2.5, 2, "2.50"), (7.0, 0, "7"), (1e20, 2, "1e+20")])
    func fixedDecimals(value: Double, places: Int, text: String) {
        #expect(fixed(value, places: places) == text)
    }
}
