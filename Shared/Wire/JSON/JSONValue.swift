/// A JSON value (RFC 8259); objects keep their order, numbers keep their digits.
package indirect enum JSONValue: Hashable, Sendable {
    case null
    case boolean(Bool)
    /// As written, so that no 64-bit integer loses a digit.
    case number(String)
    case string(String)
    case array([JSONValue])
    case object([Member])

    package struct Member: Hashable, Sendable {
        package var name: String
        package var value: JSONValue

        package init(_ name: String, _ value: JSONValue) {
            self.name = name
            self.value = value
        }
    }

    /// The value of `name`, when this is an object that has it.
    package subscript(name: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.name == name }?.value
    }
}

extension JSONValue {
    /// JSON text: on one line, or indented by two spaces a level.
    package func text(isIndented: Bool = false) -> String {
        var text = ""
        write(to: &text, newline: isIndented ? "\n" : nil)
        return text
    }

    /// `newline` is the line break with this level's indentation; nil for one line.
    private func write(to text: inout String, newline: String?) {
        switch self {
        case .null: text += "null"
        case .boolean(let flag): text += flag ? "true" : "false"
        case .number(let digits): text += digits
        case .string(let string): text += JSONText.quoted(string)
        case .array(let values):
            Self.write("[", values, "]", to: &text, newline) { value, newline, text in
                value.write(to: &text, newline: newline)
            }
        case .object(let members):
            Self.write("{", members, "}", to: &text, newline) { member, newline, text in
                text += JSONText.quoted(member.name) + (newline == nil ? ":" : ": ")
                member.value.write(to: &text, newline: newline)
            }
        }
    }

    private static func write<Element>(
        _ open: String, _ elements: [Element], _ close: String, to text: inout String,
        _ newline: String?, each: (Element, String?, inout String) -> Void
    ) {
        text += open
        let inner = newline.map { $0 + "  " }
        for (index, element) in elements.enumerated() {
            text += (index == 0 ? "" : ",") + (inner ?? "")
            each(element, inner, &text)
        }
        text += (elements.isEmpty ? "" : newline ?? "") + close
    }
}
