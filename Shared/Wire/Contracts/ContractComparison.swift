extension ContractSnapshot {
    /// What breaks a peer that was built against `older`, at `level` and the ones below it.
    ///
    /// Messages are compared where methods and events reach them, field number by field number, so a
    /// type may be renamed, split or shared without a break on the wire. O(lines).
    public func breaks(
        against older: ContractSnapshot, _ level: CompatibilityLevel = .source
    ) -> [CompatibilityBreak] {
        var comparison = ContractComparison(old: older, new: self)
        comparison.compare()
        return comparison.found.filter { $0.rule.level <= level }
    }
}

/// Walks two snapshots side by side from their methods and events.
private struct ContractComparison {
    let old: ContractSnapshot
    let new: ContractSnapshot
    var found: [CompatibilityBreak] = []
    /// Pairs of types that were compared: messages may hold themselves.
    private var compared: Set<[String]> = []

    init(old: ContractSnapshot, new: ContractSnapshot) {
        self.old = old
        self.new = new
    }

    mutating func compare() {
        for (name, method) in old.methods.sorted(by: { $0.key < $1.key }) {
            compare(method, named: name)
        }
        for (kind, message) in old.events.sorted(by: { $0.key < $1.key }) {
            guard let now = new.events[kind] else {
                note(.eventRemoved, kind, "it carried \(message)")
                continue
            }
            compare(message: message, with: now)
        }
    }

    private mutating func note(_ rule: CompatibilityRule, _ place: String, _ problem: String) {
        found.append(CompatibilityBreak(rule: rule, place: place, problem: problem))
    }

    private mutating func compare(_ method: ContractSnapshot.Method, named name: String) {
        guard let now = new.methods[name] else {
            return note(.methodRemoved, name, "clients still call it")
        }
        if now.kind != method.kind { note(.methodKind, name, "\(method.kind) became \(now.kind)") }
        if method.isIdempotent, !now.isIdempotent {
            note(.methodIdempotency, name, "a client may still send it twice")
        }
        compare(message: method.request, with: now.request)
        compare(message: method.response, with: now.response)
    }

    // MARK: - Messages

    private mutating func compare(message before: String, with now: String) {
        guard compared.insert([before, now]).inserted else { return }
        if before != now { note(.messageName, before, "it is called \(now)") }
        let (fields, current) = (old.messages[before] ?? [:], new.messages[now] ?? [:])
        for (key, field) in fields.sorted(by: { $0.key < $1.key }) {
            let place = "\(before) \(key)"
            guard let same = current[key] else {
                removed(field, key, of: [before, now], at: place)
                continue
            }
            compare(field, with: same, at: place)
        }
        let reserved = (old.reserved[before] ?? []).union(new.reserved[now] ?? [])
        for (key, field) in current.sorted(by: { $0.key < $1.key }) where fields[key] == nil {
            added(field, "\(before) \(key)", isReserved: reserved.contains(key))
        }
    }

    private mutating func removed(
        _ field: ContractSnapshot.Field, _ key: Int, of names: [String], at place: String
    ) {
        let isReserved = names.contains {
            old.reserved[$0]?.contains(key) == true || new.reserved[$0]?.contains(key) == true
        }
        if field.presence == "required" {
            note(.fieldRemoved, place, "\(field.name) is gone, and old readers require it")
        } else if !isReserved {
            note(.fieldRemoved, place, "\(field.name) is gone: say `reserved \(place)` in the lock")
        }
    }

    private mutating func added(
        _ field: ContractSnapshot.Field, _ place: String, isReserved: Bool
    ) {
        if isReserved {
            note(.fieldReused, place, "\(field.name) would be read as what the number was before")
        }
        if field.presence == "required" {
            note(.fieldAdded, place, "\(field.name) is required, and old peers do not send it")
        }
    }

    private mutating func compare(
        _ before: ContractSnapshot.Field, with now: ContractSnapshot.Field, at place: String
    ) {
        if before.name != now.name {
            note(.fieldName, place, "\(before.name) is called \(now.name)")
        }
        if before.presence != now.presence {
            let crosses = before.presence == "required" || now.presence == "required"
            note(
                crosses ? .fieldPresence : .fieldDefault, place,
                "\(before.name) was \(before.presence) and is \(now.presence)")
        }
        compare(type: before.type, with: now.type, at: place)
    }

    // MARK: - Types

    private mutating func compare(type before: String, with now: String, at place: String) {
        let (left, right) = (old.shape(of: before), new.shape(of: now))
        switch (left, right) {
        case (.list(let inner), .list(let other)), (.dictionary(let inner), .dictionary(let other)):
            compare(type: inner, with: other, at: place)
        case (.message, .message): compare(message: before, with: now)
        case (.vocabulary, .vocabulary): compare(vocabulary: before, with: now)
        case (.scalar(let word), .scalar(let other)) where word == other: break
        default:
            let sameBytes = left.bytes != nil && left.bytes == right.bytes
            note(sameBytes ? .fieldForm : .fieldType, place, "\(before) became \(now)")
        }
    }

    private mutating func compare(vocabulary before: String, with now: String) {
        guard compared.insert([before, now]).inserted else { return }
        if before != now { note(.vocabularyName, before, "it is called \(now)") }
        let current = new.vocabularies[now] ?? [:]
        for (number, word) in (old.vocabularies[before] ?? [:]).sorted(by: { $0.key < $1.key }) {
            let place = "\(before) \(number)"
            guard let same = current[number] else {
                note(.wordRemoved, place, "\(word) is gone")
                continue
            }
            if same != word { note(.wordName, place, "\(word) is called \(same)") }
        }
    }
}

/// What a type's name in a lock stands for.
private enum TypeShape {
    case scalar(String), list(String), dictionary(String), vocabulary, message

    /// What the bytes look like, where other types may have the same.
    var bytes: String? {
        switch self {
        case .scalar("instant"), .scalar("duration"), .scalar("int64"): "integer"
        case .scalar("date"), .scalar("text"): "text"
        case .scalar("uint64"), .vocabulary: "number"
        case .scalar, .list, .dictionary, .message: nil
        }
    }
}

extension ContractSnapshot {
    private static let scalars: Set = [
        "bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "float",
        "text", "bytes", "uuid", "instant", "duration", "date",
    ]

    fileprivate func shape(of type: String) -> TypeShape {
        if type.hasPrefix("[") { return .list(String(type.dropFirst().dropLast())) }
        if type.hasPrefix("{") { return .dictionary(String(type.dropFirst().dropLast())) }
        if Self.scalars.contains(type) { return .scalar(type) }
        // A message without fields has no line of its own.
        return vocabularies[type] == nil ? .message : .vocabulary
    }
}
