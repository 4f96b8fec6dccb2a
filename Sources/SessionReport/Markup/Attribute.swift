/// One attribute of an element. There is none that names another address: no `src`, no `href` beyond the page.
struct Attribute {
    let name: String
    let value: String

    private init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }

    // MARK: HTML

    static func id(_ id: String) -> Attribute { Attribute("id", id) }
    static func `class`(_ name: String) -> Attribute { Attribute("class", name) }
    static func lang(_ language: String) -> Attribute { Attribute("lang", language) }
    static func charset(_ name: String) -> Attribute { Attribute("charset", name) }
    static func name(_ name: String) -> Attribute { Attribute("name", name) }
    static func httpEquivalent(_ name: String) -> Attribute { Attribute("http-equiv", name) }
    static func content(_ content: String) -> Attribute { Attribute("content", content) }
    /// To a place of this page.
    static func link(to id: String) -> Attribute { Attribute("href", "#" + id) }

    enum Scope: String {
        case column = "col"
        case row
    }
    static func scope(_ scope: Scope) -> Attribute { Attribute("scope", scope.rawValue) }

    // MARK: Accessibility

    /// A picture as a whole, described by its title and description.
    static let picture = Attribute("role", "img")
    static func labelled(by ids: String...) -> Attribute { Attribute("aria-labelledby", ids.joined(separator: " ")) }
    /// Says nothing that the text beside it does not say.
    static let decoration = Attribute("aria-hidden", "true")

    // MARK: SVG

    static func x(_ x: Length) -> Attribute { Attribute("x", x.text) }
    static func y(_ y: Length) -> Attribute { Attribute("y", y.text) }
    static func x1(_ x: Length) -> Attribute { Attribute("x1", x.text) }
    static func y1(_ y: Length) -> Attribute { Attribute("y1", y.text) }
    static func x2(_ x: Length) -> Attribute { Attribute("x2", x.text) }
    static func y2(_ y: Length) -> Attribute { Attribute("y2", y.text) }
    static func dx(_ x: Length) -> Attribute { Attribute("dx", x.text) }
    static func dy(_ y: Length) -> Attribute { Attribute("dy", y.text) }
    static func cx(_ x: Length) -> Attribute { Attribute("cx", x.text) }
    static func cy(_ y: Length) -> Attribute { Attribute("cy", y.text) }
    static func radius(_ radius: Length) -> Attribute { Attribute("r", radius.text) }
    static func width(_ width: Length) -> Attribute { Attribute("width", width.text) }
    static func height(_ height: Length) -> Attribute { Attribute("height", height.text) }
    static func path(_ data: String) -> Attribute { Attribute("d", data) }
    /// Units of its own, from 0 on.
    static func viewBox(_ width: Int, _ height: Int) -> Attribute { Attribute("viewBox", "0 0 \(width) \(height)") }
    /// These units fill the picture, whatever its sides.
    static let stretched = Attribute("preserveAspectRatio", "none")
    static let ownUnits = Attribute("patternUnits", "userSpaceOnUse")

    enum Anchor: String { case start, middle, end }
    static func anchor(_ anchor: Anchor) -> Attribute { Attribute("text-anchor", anchor.rawValue) }
}

/// A length in a picture: pixels of CSS, or a share of the picture's width, so that pictures follow the page's width
/// and their letters do not.
enum Length {
    case pixels(Double)
    case percent(Double)

    static func px(_ pixels: Double) -> Length { .pixels(pixels) }
    static let whole = Length.percent(100)
    static let zero = Length.pixels(0)

    var text: String {
        switch self {
        case .pixels(let value): decimal(value, places: 1)
        case .percent(let value): decimal(value, places: 2) + "%"
        }
    }
}
