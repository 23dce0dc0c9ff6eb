/// Writes the source that `@WireMessage` adds.
struct MessageWriter {
    let message: Message

    private var access: String { message.access }

    /// The memberwise initializer, in the order of the source.
    var memberwiseInitializer: String {
        let parameters = message.propertiesInOrder.map { field in
            if field.isOptional { return "    \(field.name): \(field.type)? = nil" }
            let suffix = field.defaultValue.map { " = \($0)" } ?? ""
            return "    \(field.name): \(field.type)\(suffix)"
        }
        let assignments = message.propertiesInOrder.map { field in
            "    self.\(field.name) = \(quoted(field.name))"
        }
        return """
            \(access)init(
            \(parameters.joined(separator: ",\n"))
            ) {
            \(assignments.joined(separator: "\n"))
            }
            """
    }

    /// `Codable` as the compiler would write it, but with the defaults for missing keys.
    var codableInitializer: String {
        let reads = message.fields.map { field in
            let call = field.isOptional || field.defaultValue != nil ? "decodeIfPresent" : "decode"
            let suffix = field.defaultValue.map { " ?? \($0)" } ?? ""
            return "    self.\(field.name) = try container.\(call)(\(field.type).self,"
                + " forKey: .\(field.name))\(suffix)"
        }
        return """
            \(access)init(from decoder: any Swift.Decoder) throws {
                let container = try decoder.container(keyedBy: CodingKeys.self)
            \(reads.joined(separator: "\n"))
            }
            """
    }

    var schema: String {
        let fields = message.fields.map { field in
            let presence =
                field.isOptional ? ", .optional" : field.defaultValue == nil ? "" : ", .defaulted"
            return "        WireSchema.Field(\(field.key), \"\(field.wireName)\","
                + " (\(field.type)).wireType\(presence)),"
        }
        return """
                \(access)static let wireSchema = WireSchema(
                    "\(message.name)",
                    [
            \(fields.joined(separator: "\n"))
                    ])
            """
    }

    var encoder: String {
        let optionals = message.fields.filter(\.isOptional)
        let required = message.fields.count - optionals.count
        let counting = optionals.map { "        if self.\($0.name) != nil { count += 1 }" }
        let count =
            optionals.isEmpty ? [] : ["        var count = \(required)"] + counting
        let writes = message.fields.map { field in
            let label = field.isOptional ? "optional: " : ""
            return "        encoder.field(\(field.key), \(label)self.\(field.name))"
        }
        let head = "        encoder.beginMap(\(optionals.isEmpty ? String(required) : "count"))"
        return """
                \(access)func encode(into encoder: inout WireEncoder) {
            \((count + [head] + writes).joined(separator: "\n"))
                }
            """
    }

    /// Reads into constants and assigns them together: a partly initialised `self` costs the compiler's
    /// output a copy of the whole message.
    var decoder: String {
        let reads = message.fields.map { field in
            let type = field.isOptional ? "\(field.type)?" : field.type
            return "        let \(quoted(field.name)): \(type) = try \(read(field))"
        }
        let assignments = message.fields.map { field in
            "        self.\(field.name) = \(quoted(field.name))"
        }
        return """
                \(access)init(from wireDecoder: inout WireDecoder) throws(WireError) {
                    var wireMap = try wireDecoder.beginMap()
            \(reads.joined(separator: "\n"))
                    try wireDecoder.endMap(wireMap)
            \(assignments.joined(separator: "\n"))
                }
            """
    }

    private func read(_ field: Message.Field) -> String {
        if field.isOptional || field.defaultValue != nil {
            let suffix = field.defaultValue.map { " ?? \($0)" } ?? ""
            return "wireDecoder.optional(\(field.key), in: &wireMap)\(suffix)"
        }
        return "wireDecoder.required(\(field.key), \"\(field.wireName)\", of: \"\(message.name)\","
            + " in: &wireMap)"
    }

    /// A name as an expression, quoted where it is a keyword there.
    private func quoted(_ name: String) -> String { "`\(name)`" }
}
