import Foundation
import Yams

/// A value of a case file: what YAML says and JSON carries to the peers.
enum Datum: Hashable, Sendable {
    case null
    case boolean(Bool)
    case integer(Int)
    case number(Double)
    case text(String)
    case list([Datum])
    case map([String: Datum])

    init(yaml: String) throws { self = Datum(try Yams.compose(yaml: yaml) ?? Node("")) }

    init(_ node: Node) {
        switch node {
        case .scalar(let scalar): self = Datum(scalar, node)
        case .sequence(let items): self = .list(items.map(Datum.init))
        case .mapping(let pairs):
            self = .map(
                Dictionary(pairs.map { ($0.key.string ?? "", Datum($0.value)) }) { $1 })
        case .alias: self = .null
        }
    }

    private init(_ scalar: Node.Scalar, _ node: Node) {
        guard scalar.style == .plain || scalar.style == .any else {
            self = .text(scalar.string)
            return
        }
        if node.null != nil {
            self = .null
        } else if let value = node.bool {
            self = .boolean(value)
        } else if let value = node.int {
            self = .integer(value)
        } else {
            self = node.float.map(Datum.number) ?? .text(scalar.string)
        }
    }
}

extension Datum: Codable {
    init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if value.decodeNil() {
            self = .null
        } else if let boolean = try? value.decode(Bool.self) {
            self = .boolean(boolean)
        } else if let integer = try? value.decode(Int.self) {
            self = .integer(integer)
        } else if let number = try? value.decode(Double.self) {
            self = .number(number)
        } else if let text = try? value.decode(String.self) {
            self = .text(text)
        } else if let list = try? value.decode([Datum].self) {
            self = .list(list)
        } else {
            self = .map(try value.decode([String: Datum].self))
        }
    }

    func encode(to encoder: any Encoder) throws {
        var value = encoder.singleValueContainer()
        switch self {
        case .null: try value.encodeNil()
        case .boolean(let boolean): try value.encode(boolean)
        case .integer(let integer): try value.encode(integer)
        case .number(let number): try value.encode(number)
        case .text(let text): try value.encode(text)
        case .list(let list): try value.encode(list)
        case .map(let map): try value.encode(map)
        }
    }
}

extension Datum {
    subscript(key: String) -> Datum? {
        if case .map(let map) = self { map[key] } else { nil }
    }

    var list: [Datum]? { if case .list(let list) = self { list } else { nil } }
    var map: [String: Datum]? { if case .map(let map) = self { map } else { nil } }
    var text: String? { if case .text(let text) = self { text } else { nil } }
    var integer: Int? { if case .integer(let integer) = self { integer } else { nil } }

    /// `other`'s values where it has any, this one's elsewhere.
    func merged(with other: Datum) -> Datum {
        guard case .map(let mine) = self, case .map(let theirs) = other else { return other }
        return .map(mine.merging(theirs) { $0.merged(with: $1) })
    }

    /// Each `{name}` replaced by its value; a text that is nothing else takes the value's own type.
    func filled(with values: [String: Datum]) -> Datum {
        switch self {
        case .text(let text): Datum.filled(text, values)
        case .list(let list): .list(list.map { $0.filled(with: values) })
        case .map(let map): Datum.map(map.mapValues { $0.filled(with: values) }).writtenOut
        case .null, .boolean, .integer, .number: self
        }
    }

    /// `{repeat: ab, times: 2}` as `abab`.
    private var writtenOut: Datum {
        guard let word = self["repeat"]?.text, let times = self["times"]?.integer else {
            return self
        }
        return .text(String(repeating: word, count: times))
    }

    private static func filled(_ text: String, _ values: [String: Datum]) -> Datum {
        if text.hasPrefix("{"), let whole = values[String(text.dropFirst().dropLast())] {
            return whole
        }
        return .text(
            values.reduce(text) { $0.replacingOccurrences(of: "{\($1.key)}", with: "\($1.value)") })
    }
}

extension Datum: CustomStringConvertible {
    var description: String {
        switch self {
        case .text(let text): text
        case .integer(let integer): "\(integer)"
        default: json
        }
    }

    var json: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "?"
    }
}
