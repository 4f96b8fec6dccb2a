/// The elements that the report is made of.
enum Tag: String {
    // HTML
    case html, head, meta, title, body, header, main, footer, section, figure, figcaption, div, span
    case h1, h2, h3, p, strong, a, dl, dt, dd, table, caption, thead, tbody, tr, th, td
    // SVG; its `title` is HTML's
    case svg, defs, desc, path, line, rect, circle, text, use, pattern

    /// Its content begins on a line of its own.
    var isBlock: Bool {
        switch self {
        case .html, .head, .body, .header, .main, .footer, .section, .figure, .dl, .table, .thead, .tbody, .svg:
            true
        default: false
        }
    }

    /// Without content it is written as one tag, as HTML has it for a few elements and SVG for all.
    var closesItself: Bool {
        switch self {
        case .meta, .svg, .defs, .desc, .path, .line, .rect, .circle, .text, .use, .pattern: true
        default: false
        }
    }

    /// What follows begins on a line of its own; inside a sentence that would be a space.
    var endsLine: Bool {
        switch self {
        case .span, .strong, .a, .svg: false
        default: true
        }
    }
}
