/// A page taken apart as strictly as XML asks for, so that every browser must read it the same way.
struct Markup {
    final class Element {
        let name: String
        let attributes: [String: String]
        fileprivate(set) var children: [Element] = []
        /// Its own text and that of all below it.
        fileprivate(set) var text = ""

        fileprivate init(name: String, attributes: [String: String]) {
            self.name = name
            self.attributes = attributes
        }

        /// It and all below it, in the order of the page.
        var all: [Element] { [self] + children.flatMap(\.all) }

        func all(_ name: String) -> [Element] { all.filter { $0.name == name } }
    }

    struct Mistake: Error, CustomStringConvertible {
        let description: String
    }

    let root: Element

    /// - Throws: ``Mistake`` for the first thing that is not well-formed.
    init(_ page: String) throws {
        var parser = Parser(page)
        root = try parser.document()
    }

    private struct Parser {
        private let scalars: [Unicode.Scalar]
        private var index = 0
        private var open: [Element] = []

        init(_ text: String) { scalars = Array(text.unicodeScalars) }

        mutating func document() throws -> Element {
            try expect("<!DOCTYPE html>\n")
            var root: Element?
            while index < scalars.count {
                if scalars[index] != "<" {
                    try takeText()
                } else if scalars[index + 1] == "/" {
                    try takeEnd()
                } else if let element = try takeStart() {
                    guard root == nil else { throw mistake("a second root") }
                    root = element
                }
            }
            guard let root, open.isEmpty else { throw mistake("\(open.map(\.name)) never closed") }
            return root
        }

        /// - Returns: the element where it has no parent.
        private mutating func takeStart() throws -> Element? {
            try expect("<")
            let name = try takeName()
            var attributes: [String: String] = [:]
            while scalars[index] == " " {
                index += 1
                let key = try takeName()
                try expect("=\"")
                guard attributes.updateValue(try takeText(until: "\""), forKey: key) == nil else {
                    throw mistake("\(key) twice")
                }
                try expect("\"")
            }
            let element = Element(name: name, attributes: attributes)
            let parent = open.last
            parent?.children.append(element)
            if scalars[index] == "/" { index += 1 } else { open.append(element) }
            try expect(">")
            return parent == nil ? element : nil
        }

        private mutating func takeEnd() throws {
            try expect("</")
            let name = try takeName()
            try expect(">")
            guard let element = open.popLast(), element.name == name else { throw mistake("</\(name)> closes another") }
            open.last?.text += element.text
        }

        private mutating func takeText() throws {
            let text = try takeText(until: "<")
            if let last = open.last { last.text += text } else if text != "\n" { throw mistake("text outside") }
        }

        private mutating func takeText(until end: Unicode.Scalar) throws -> String {
            var text = String.UnicodeScalarView()
            while index < scalars.count, scalars[index] != end {
                switch scalars[index] {
                case "<": throw mistake("a bare <")
                case "&": text.append(try takeEntity())
                case let scalar where scalar.value < 0x20 && scalar != "\n" && scalar != "\t":
                    throw mistake("a control character")
                case let scalar:
                    text.append(scalar)
                    index += 1
                }
            }
            return String(text)
        }

        private mutating func takeEntity() throws -> Unicode.Scalar {
            for (name, scalar) in ["&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": "\"", "&#39;": "'"]
                as [String: Unicode.Scalar] where scalars[index...].starts(with: name.unicodeScalars)
            {
                index += name.unicodeScalars.count
                return scalar
            }
            throw mistake("a bare &")
        }

        private mutating func takeName() throws -> String {
            let start = index
            while "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-".unicodeScalars
                .contains(scalars[index])
            {
                index += 1
            }
            guard index > start else { throw mistake("a name is missing") }
            return String(String.UnicodeScalarView(scalars[start..<index]))
        }

        private mutating func expect(_ text: String) throws {
            guard scalars[index...].starts(with: text.unicodeScalars) else { throw mistake("no \(text)") }
            index += text.unicodeScalars.count
        }

        private func mistake(_ words: String) -> Mistake {
            let around = scalars[max(0, index - 60)..<min(scalars.count, index + 60)]
            return Mistake(description: "\(words) at \(index): …\(String(String.UnicodeScalarView(around)))…")
        }
    }
}
