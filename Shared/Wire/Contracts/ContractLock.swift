/// The numbers, names and types of contracts as lines of text, one fact a line: `contracts.lock`.
///
///     event coaching.alert_raised AlertRaised
///     field StartSession 0 tenant_id text required
///     method coaching.startSession unary idempotent StartSession CoachingSession
///     word CoachingIntensity 0 light_touch
///
/// A line that a person adds, `reserved StartSession 5`, says that a field was taken away for good.
public enum ContractLock {
    /// The lines of all contracts, sorted, each once.
    public static func lines(of contracts: [Contract]) -> [String] {
        Set(contracts.flatMap(lines)).sorted()
    }

    private static func lines(of contract: Contract) -> [String] {
        let methods = contract.methods.map { method in
            let idempotency = method.isIdempotent ? "idempotent" : "not_idempotent"
            let types = "\(method.request.wireSchema.name) \(method.response.wireSchema.name)"
            return "method \(method.name) \(method.kind.rawValue) \(idempotency) \(types)"
        }
        let events = contract.events.map { "event \($0.kind) \($0.message.wireSchema.name)" }
        let fields = contract.messages.map({ $0.wireSchema }).flatMap { schema in
            schema.fields.map { field in
                "field \(schema.name) \(field.key) \(field.name) \(describe(field.type))"
                    + " \(field.presence.rawValue)"
            }
        }
        let words = contract.vocabularies.flatMap { vocabulary in
            vocabulary.words.enumerated().map { "word \(vocabulary.name) \($0) \($1)" }
        }
        return methods + events + fields + words
    }

    private static func describe(_ type: WireType) -> String {
        switch type {
        case .boolean: "bool"
        case .signed(let bits): "int\(bits)"
        case .unsigned(let bits): "uint\(bits)"
        case .float: "float"
        case .text: "text"
        case .bytes: "bytes"
        case .uuid: "uuid"
        case .instant: "instant"
        case .duration: "duration"
        case .date: "date"
        case .vocabulary(let name, _): name
        case .array(let element): "[\(describe(element))]"
        case .dictionary(let element): "{\(describe(element))}"
        case .message(let message): message.wireSchema.name
        }
    }
}
