import Wire

extension Handlers {
    /// The served contract in words: what HELLO's digest is made of.
    public var contractText: String { methods.contractText }
}

extension [MethodDescriptor] {
    /// The contract of these methods in words.
    ///
    /// One line per method and per message that they reach, sorted, so that two builds with the
    /// same contract have the same text.
    public var contractText: String {
        var messages: [String: String] = [:]
        let lines = map { method in
            for type in [method.request, method.response] {
                if let type { describe(type, into: &messages) }
            }
            let request = method.request?.wireSchema.name ?? "?"
            let response = method.response?.wireSchema.name ?? "?"
            return "\(method.name) \(method.kind) \(method.idempotency) \(request) -> \(response)"
        }
        return (lines.sorted() + messages.values.sorted()).joined(separator: "\n")
    }
}

private func describe(_ type: any WireMessage.Type, into messages: inout [String: String]) {
    let schema = type.wireSchema
    guard messages[schema.name] == nil else { return }
    messages[schema.name] = ""
    let fields = schema.fields.map { field in
        "\(field.key) \(field.name) \(field.presence) \(word(for: field.type, into: &messages))"
    }
    messages[schema.name] = "\(schema.name) {\(fields.joined(separator: ", "))}"
}

private func word(for type: WireType, into messages: inout [String: String]) -> String {
    switch type {
    case .array(let element): return "[\(word(for: element, into: &messages))]"
    case .dictionary(let value): return "{text: \(word(for: value, into: &messages))}"
    case .vocabulary(let name, let words): return "\(name)(\(words.joined(separator: "|")))"
    case .message(let message):
        describe(message, into: &messages)
        return message.wireSchema.name
    case .boolean, .signed, .unsigned, .float, .text, .bytes, .uuid, .instant, .duration, .date:
        return "\(type)"
    }
}
