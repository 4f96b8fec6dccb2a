/// Writes a page, element by element, into memory; ``take()`` hands on what is there.
///
/// What it writes is HTML and well-formed XML at once, so that any parser can check it. All text and all values of
/// attributes are escaped here and nowhere else; and since ``Attribute`` knows no address but a place in the page
/// itself, nothing that is written can make a browser load anything.
struct HTML {
    private var markup = ""

    mutating func element(
        _ tag: Tag, _ attributes: Attribute..., content: (inout HTML) throws -> Void
    ) rethrows {
        open(tag, attributes)
        if tag.isBlock { markup += "\n" }
        try content(&self)
        close(tag)
    }

    mutating func element(_ tag: Tag, _ attributes: Attribute..., text: String) {
        open(tag, attributes)
        markup.append(escaping: text)
        close(tag)
    }

    /// An element that holds nothing.
    mutating func element(_ tag: Tag, _ attributes: Attribute...) {
        open(tag, attributes, closesItself: tag.closesItself)
        if !tag.closesItself { close(tag) }
    }

    mutating func text(_ text: String) {
        markup.append(escaping: text)
    }

    /// All that was written since the last time.
    mutating func take() -> String {
        defer { markup.removeAll(keepingCapacity: true) }
        return markup
    }

    // MARK: The document

    /// All up to where the page itself begins.
    mutating func beginDocument(title: String, generator: String) {
        markup += "<!DOCTYPE html>\n"
        open(.html, [.lang("en")])
        element(.head) { head in
            head.element(.meta, .charset("utf-8"))
            head.element(.meta, .name("viewport"), .content("width=device-width, initial-scale=1"))
            head.element(.meta, .name("color-scheme"), .content("light dark"))
            // Says once more what this page is: whatever got into it, a browser loads and runs nothing.
            head.element(
                .meta, .httpEquivalent("Content-Security-Policy"),
                .content("default-src 'none'; style-src 'unsafe-inline'"))
            head.element(.meta, .name("generator"), .content(generator))
            head.element(.title, text: title)
            // This program's own; CSS is not escaped in HTML.
            head.markup += "<style>\n\(StyleSheet.css)</style>\n"
        }
        open(.body, [])
        open(.main, [])
        markup += "\n"
    }

    mutating func endDocument(footer: String) {
        close(.main)
        element(.footer, text: footer)
        close(.body)
        close(.html)
    }

    private mutating func open(_ tag: Tag, _ attributes: [Attribute], closesItself: Bool = false) {
        markup += "<"
        markup += tag.rawValue
        for attribute in attributes {
            markup += " "
            markup += attribute.name
            markup += "=\""
            markup.append(escaping: attribute.value)
            markup += "\""
        }
        markup += closesItself ? "/>" : ">"
        if closesItself, tag.endsLine { markup += "\n" }
    }

    private mutating func close(_ tag: Tag) {
        markup += "</"
        markup += tag.rawValue
        markup += tag.endsLine ? ">\n" : ">"
    }
}

extension String {
    /// Adds a text so that a browser shows it as it is, between tags and in quotation marks alike.
    ///
    /// Control characters, which neither HTML nor XML can hold, become U+FFFD.
    fileprivate mutating func append(escaping text: String) {
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": self += "&amp;"
            case "<": self += "&lt;"
            case ">": self += "&gt;"
            case "\"": self += "&quot;"
            case "'": self += "&#39;"
            case "\t", "\n": unicodeScalars.append(scalar)
            case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{FFFE}", "\u{FFFF}": self += "\u{FFFD}"
            default: unicodeScalars.append(scalar)
            }
        }
    }
}
