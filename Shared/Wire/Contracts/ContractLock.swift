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

extension ContractLock {
    /// What breaks a peer that was built against `frozen`; empty when nothing does.
    ///
    /// Frozen lines may only be joined by others. A field may go when its number is reserved, and a
    /// new field must not be required, since old peers do not send it.
    public static func breaks(from frozen: [String], to current: [String]) -> [String] {
        let (before, now) = (Set(frozen), Set(current))
        let reserved = before.filter { $0.hasPrefix("reserved ") }
        let gone = frozen.filter { line in
            !now.contains(line) && !line.hasPrefix("reserved ") && !line.isEmpty
                && !reserved.contains(reservation(of: line))
        }
        let messages = Set(frozen.filter { $0.hasPrefix("field ") }.map { word(1, of: $0) })
        let required = current.filter { line in
            line.hasPrefix("field ") && line.hasSuffix(" required") && !before.contains(line)
                && messages.contains(word(1, of: line))
        }
        let reused = current.filter { reserved.contains(reservation(of: $0)) }
        return gone.map { "no longer so: \($0)" }
            + required.map { "a new field that old peers do not send: \($0)" }
            + reused.map { "a reserved number in use: \($0)" }
    }

    /// `field StartSession 5 …` as `reserved StartSession 5`; anything else as nothing.
    private static func reservation(of line: String) -> String {
        line.hasPrefix("field ") ? "reserved \(word(1, of: line)) \(word(2, of: line))" : ""
    }

    private static func word(_ index: Int, of line: String) -> String {
        let words = line.split(separator: " ")
        return index < words.count ? String(words[index]) : ""
    }
}
