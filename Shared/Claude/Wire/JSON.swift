/// A JSON value that is written as it stands: members keep their order.
///
/// Claude answers a schema's fields in the order in which the schema has them, and its cache
/// compares prompts byte by byte; an encoder that orders members as it likes breaks both.
package indirect enum JSON: Sendable, Hashable {
    case null
    case boolean(Bool)
    case integer(Int)
    case number(Double)
    case text(String)
    case list([JSON])
    case record([Member])

    package struct Member: Sendable, Hashable {
        package let name: String
        package let value: JSON

        package init(_ name: String, _ value: JSON) {
            self.name = name
            self.value = value
        }
    }

    /// As RFC 8259 writes it, without spaces.
    package var rendered: String {
        var writer = Writer()
        writer.write(self)
        return writer.text
    }

    private struct Writer {
        var text = ""

        mutating func write(_ value: JSON) {
            switch value {
            case .null: text += "null"
            case .boolean(let isTrue): text += isTrue ? "true" : "false"
            case .integer(let number): text += String(number)
            // JSON has no words for what is not a number.
            case .number(let number): text += number.isFinite ? "\(number)" : "null"
            case .text(let words): quote(words)
            case .list(let values): join(values, "[", "]") { $0.write($1) }
            case .record(let members):
                join(members, "{", "}") { writer, member in
                    writer.quote(member.name)
                    writer.text += ":"
                    writer.write(member.value)
                }
            }
        }

        private mutating func join<Item>(
            _ items: [Item], _ opening: String, _ closing: String,
            _ write: (inout Writer, Item) -> Void
        ) {
            text += opening
            for (index, item) in items.enumerated() {
                if index > 0 { text += "," }
                write(&self, item)
            }
            text += closing
        }

        private mutating func quote(_ words: String) {
            text += "\""
            for scalar in words.unicodeScalars {
                switch scalar {
                case "\"": text += "\\\""
                case "\\": text += "\\\\"
                case "\n": text += "\\n"
                case "\r": text += "\\r"
                case "\t": text += "\\t"
                case "\u{0}"..<"\u{20}":
                    let digits = String(scalar.value, radix: 16)
                    text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
                default: text.unicodeScalars.append(scalar)
                }
            }
            text += "\""
        }
    }
}
