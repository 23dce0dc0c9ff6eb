/// How strictly two versions of a contract are compared; each level holds the ones before it.
public enum CompatibilityLevel: String, CaseIterable, Comparable, Sendable {
    /// What a peer of the other version would misread or refuse.
    case wire
    /// What changes the JSON of `meshctl call`, the gateway and the golden files as well.
    case wireAndJSON = "wire-and-json"
    /// What would keep a client that imports the contract from compiling as well.
    case source

    public static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }

    private var rank: Int {
        switch self {
        case .wire: 0
        case .wireAndJSON: 1
        case .source: 2
        }
    }
}

/// One thing that a change of a contract may break.
public enum CompatibilityRule: String, CaseIterable, Sendable {
    case methodRemoved = "METHOD_REMOVED"
    case methodKind = "METHOD_KIND"
    case methodIdempotency = "METHOD_IDEMPOTENCY"
    case eventRemoved = "EVENT_REMOVED"
    case fieldRemoved = "FIELD_REMOVED"
    case fieldReused = "FIELD_REUSED"
    case fieldAdded = "FIELD_ADDED"
    case fieldType = "FIELD_TYPE"
    case fieldPresence = "FIELD_PRESENCE"
    case wordRemoved = "WORD_REMOVED"
    case fieldName = "FIELD_NAME"
    case fieldForm = "FIELD_FORM"
    case wordName = "WORD_NAME"
    case messageName = "MESSAGE_NAME"
    case vocabularyName = "VOCABULARY_NAME"
    case fieldDefault = "FIELD_DEFAULT"

    public var level: CompatibilityLevel {
        switch self {
        case .methodRemoved, .methodKind, .methodIdempotency, .eventRemoved, .fieldRemoved,
            .fieldReused, .fieldAdded, .fieldType, .fieldPresence, .wordRemoved:
            .wire
        case .fieldName, .fieldForm, .wordName: .wireAndJSON
        case .messageName, .vocabularyName, .fieldDefault: .source
        }
    }

    /// One line of the help page.
    public var summary: String {
        switch self {
        case .methodRemoved: "a method is gone, or has another name"
        case .methodKind: "a method streams where it did not, or no longer does"
        case .methodIdempotency: "an idempotent method is no longer: old clients repeat it"
        case .eventRemoved: "a kind of event is gone"
        case .fieldRemoved:
            "a field is gone that was required, or whose number the lock does not reserve"
        case .fieldReused: "a field takes a number that the lock reserves"
        case .fieldAdded: "a new field is required: old peers do not send it"
        case .fieldType:
            "a field's bytes are of another type, to any depth of arrays, maps and messages"
        case .fieldPresence: "a field is required that was not, or no longer is"
        case .wordRemoved: "a number of a vocabulary has no word any more"
        case .fieldName: "a field has another name"
        case .fieldForm: "a field has the same bytes and another JSON: an instant for an integer"
        case .wordName: "a number of a vocabulary has another word"
        case .messageName: "a message has another type name"
        case .vocabularyName: "a vocabulary has another type name"
        case .fieldDefault: "a field that may be absent has a default instead of nil, or nil again"
        }
    }

    /// What each level checks, for a help page.
    public static var table: String {
        CompatibilityLevel.allCases.map { level in
            let rules = allCases.filter { $0.level == level }.map { rule in
                "  " + rule.rawValue + String(repeating: " ", count: 20 - rule.rawValue.count)
                    + rule.summary
            }
            return (["\(level.rawValue):"] + rules).joined(separator: "\n")
        }.joined(separator: "\n\n")
    }
}

/// One place where a contract breaks an older one.
public struct CompatibilityBreak: Hashable, Sendable, CustomStringConvertible {
    public let rule: CompatibilityRule
    /// `coaching.startSession`, or `StartSession 5` for a field.
    public let place: String
    public let problem: String

    public var description: String { "\(rule.rawValue) \(place): \(problem)" }
}
