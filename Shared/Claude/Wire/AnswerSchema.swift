/// What an answer looks like, in the part of JSON Schema that Claude keeps to.
///
/// Ranges, lengths and patterns are no part of it: `ClaudeAnswer.fault` says what it cannot.
package indirect enum AnswerSchema: Sendable, Hashable {
    case boolean
    case integer
    case number
    case text
    /// One of these words.
    case word([String])
    case list(AnswerSchema)
    /// Every field is required; none may be added.
    case record([Field])
    case optional(AnswerSchema)

    package struct Field: Sendable, Hashable {
        let name: String
        let schema: AnswerSchema
        let meaning: String?

        /// `meaning` is read by Claude.
        package init(_ name: String, _ schema: AnswerSchema, _ meaning: String? = nil) {
            self.name = name
            self.schema = schema
            self.meaning = meaning
        }
    }

    package var json: JSON { json(meaning: nil) }

    private func json(meaning: String?) -> JSON {
        let description = meaning.map { [JSON.Member("description", .text($0))] } ?? []
        return .record(members + description)
    }

    private var members: [JSON.Member] {
        switch self {
        case .boolean: [.init("type", .text("boolean"))]
        case .integer: [.init("type", .text("integer"))]
        case .number: [.init("type", .text("number"))]
        case .text: [.init("type", .text("string"))]
        case .word(let words):
            [.init("type", .text("string")), .init("enum", .list(words.map(JSON.text)))]
        case .list(let item): [.init("type", .text("array")), .init("items", item.json)]
        case .record(let fields):
            [
                .init("type", .text("object")),
                .init(
                    "properties",
                    .record(fields.map { .init($0.name, $0.schema.json(meaning: $0.meaning)) })),
                .init("required", .list(fields.map { .text($0.name) })),
                .init("additionalProperties", .boolean(false)),
            ]
        case .optional(let some):
            [.init("anyOf", .list([some.json, .record([.init("type", .text("null"))])]))]
        }
    }
}

/// An answer that Claude gives in a shape of ours.
package protocol ClaudeAnswer: Decodable, Sendable {
    static var schema: AnswerSchema { get }
    /// What is wrong with it although it has the shape, such as a score of 140; nil when it is in
    /// order. Claude reads this, and tries once more.
    var fault: String? { get }
}

extension ClaudeAnswer {
    package var fault: String? { nil }
}
