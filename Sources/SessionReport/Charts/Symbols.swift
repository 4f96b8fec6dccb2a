/// Signs and patterns that several pictures of the page use, drawn once; forms differ, not colours alone.
enum Symbols: String {
    case ice = "sign-ice"
    case heat = "sign-heat"
    case run = "sign-run"
    /// Put over a session that safety or a fault ended.
    case grave = "sign-grave"

    /// Around 0, 0.
    private var outline: String {
        switch self {
        case .ice: "M-3.5-3.5h7v7h-7z"
        case .heat: "M-3.5 0a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0z"
        case .run: "M-4.5 3.5h9l-4.5-8z"
        case .grave: "M-5.5-5.5l11 11m0-11l-11 11"
        }
    }

    private static let all: [Symbols] = [.ice, .heat, .run, .grave]

    static func define(in page: inout HTML) {
        page.element(.svg, .class("definitions"), .width(.zero), .height(.zero), .decoration) { page in
            page.element(.defs) { page in
                for symbol in all {
                    page.element(.path, .id(symbol.rawValue), .path(symbol.outline))
                }
                page.element(
                    .pattern, .id("hatching"), .width(.px(7)), .height(.px(7)), .ownUnits
                ) { $0.element(.path, .class("hatch-line"), .path("M0 7l7-7")) }
            }
        }
        page.text("\n")
    }

    func draw(x: Length, y: Length, in page: inout HTML) {
        page.element(.use, .class(rawValue), .link(to: rawValue), .x(x), .y(y))
    }
}
