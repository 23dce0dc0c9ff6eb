/// Writes messages as CDDL (RFC 8610), for readers and validators in any language.
///
/// The prelude's `float` stands for every float, since the shortest form has no fixed width; a `.size`
/// is put on byte strings only, where validators agree on it; and every key is cut (`^`), so that a
/// known key with a wrong value cannot pass for an unknown one.
public struct CDDLEmitter: Sendable {
    private let contract: Contract

    public init(_ contract: Contract) { self.contract = contract }

    /// The whole file.
    public func text() -> String {
        let methods = contract.methods.sorted { $0.name < $1.name }.map(describe)
        let events = contract.events.sorted { $0.kind < $1.kind }.map {
            "; event \($0.kind): \($0.message.wireSchema.name)"
        }
        let rules =
            contract.messages.map { rule($0.wireSchema) }
            + contract.vocabularies.map { rule($0.name, $0.words) } + [Self.scalars]
        let head = [
            "; The contract of \(contract.service), made from its Swift types: change those."
        ]
        return (head + methods + events).joined(separator: "\n") + "\n\n"
            + rules.joined(separator: "\n\n") + "\n"
    }

    private func describe(_ method: Contract.Method) -> String {
        let flags = [method.kind.rawValue] + (method.isIdempotent ? ["idempotent"] : [])
        let types = "\(method.request.wireSchema.name) -> \(method.response.wireSchema.name)"
        return "; method \(method.name): \(types) (\(flags.joined(separator: ", ")))"
    }

    private func rule(_ schema: WireSchema) -> String {
        let fields = schema.fields.map { field in
            let mark = field.presence == .required ? "" : "? "
            return "  \(mark)\(field.key) ^ => \(type(field.type)), ; \(field.name)"
        }
        return (["\(schema.name) = {"] + fields + ["  * uint => any", "}"])
            .joined(separator: "\n")
    }

    private func rule(_ name: String, _ words: [String]) -> String {
        let choices = words.enumerated().map { "\($1): \($0)" }.joined(separator: ", ")
        return "\(name) = &( \(choices) ) / uint"
    }

    private func type(_ type: WireType) -> String {
        switch type {
        case .boolean: "bool"
        case .signed(let bits): "int\(bits)"
        case .unsigned(let bits): "uint\(bits)"
        case .float: "float"
        case .text: "tstr"
        case .bytes: "bstr"
        case .uuid: "uuid"
        case .instant: "instant"
        case .duration: "duration"
        case .date: "date"
        case .vocabulary(let name, _): name
        case .array(let element): "[* \(self.type(element))]"
        case .dictionary(let element): "{* tstr => \(self.type(element))}"
        case .message(let message): message.wireSchema.name
        }
    }

    /// The words that every file may use; each stands for what Swift's type holds.
    private static let scalars = """
        int8 = -128..127
        int16 = -32768..32767
        int32 = -2147483648..2147483647
        int64 = -9223372036854775808..9223372036854775807
        uint8 = 0..255
        uint16 = 0..65535
        uint32 = 0..4294967295
        uint64 = uint
        ; RFC 9562, in network order.
        uuid = bstr .size 16
        ; Microseconds since 1970-01-01T00:00:00Z.
        instant = int64
        ; Microseconds.
        duration = int64
        ; ISO 8601: 2026-01-05.
        date = tstr
        """
}
