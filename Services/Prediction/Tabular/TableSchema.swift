import PredictionDomain
import Tables

/// What a table's columns hold, found from the table itself, and which of them a model may see.
package struct TableSchema: Hashable, Sendable {
    package struct Column: Hashable, Sendable {
        package var name: String
        package var kind: Kind
    }

    package enum Kind: Hashable, Sendable {
        case number
        /// The labels that get a feature each, the most frequent first.
        case label([String])
    }

    package private(set) var target: String
    /// The value of the target that counts as success.
    package private(set) var success: String
    package private(set) var inputs: [Column]
    package private(set) var refused: [RefusedColumn]

    /// Labels with a feature each; rarer ones are all zeros.
    private static let labelCountMax = 40
    /// Names under which outcomes go, the surest first.
    private static let targetNames = [
        "y", "target", "label", "success", "succeeded", "converted", "conversion", "agreed",
        "donated", "won", "outcome", "response", "subscribed", "class",
    ]
    private static let successWords: Set<String> = [
        "yes", "y", "true", "t", "1", "1.0", "success", "succeeded", "won", "converted", "agreed",
        "positive",
    ]

    /// Finds the schema of a table; `intent` says what its owner knows of it.
    package init(_ table: TextTable, _ intent: TableIntent) throws(TableFault) {
        target = try Self.target(in: table, named: intent.target)
        success = try Self.success(in: table, target: target, named: intent.success)
        inputs = []
        refused = []
        for name in intent.named { _ = try table.place(of: name) }
        for (place, name) in table.columns.enumerated() where name != target {
            let values = table.values(at: place)
            if let refusal = Self.refusal(of: name, values, intent) {
                refused.append(refusal)
            } else {
                inputs.append(Column(name: name, kind: Self.kind(of: values)))
            }
        }
        guard !inputs.isEmpty else { throw .nothingToLearnFrom }
    }

    /// Keeps one more column out.
    package mutating func refuse(_ refusal: RefusedColumn) {
        inputs.removeAll { $0.name == refusal.column }
        refused.append(refusal)
    }

    /// Whether each row succeeded.
    package func outcomes(of table: TextTable) throws(TableFault) -> [Bool] {
        table.values(at: try table.place(of: target)).map { $0 == success }
    }

    /// The number in a field; NaN where nothing or no number is there.
    static func number(_ field: String) -> Double {
        let number = Double(field.trimmed) ?? .nan
        return number.isFinite ? number : .nan
    }

    private static func kind(of values: [String]) -> Kind {
        let present = values.filter { !$0.trimmed.isMissing }
        guard present.contains(where: { Double($0.trimmed) == nil }) else { return .number }
        let counts = values.reduce(into: [String: Int]()) { $0[$1, default: 0] += 1 }
        let labels = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
        return .label(Array(labels.prefix(labelCountMax)))
    }

    private static func refusal(
        of name: String, _ values: [String], _ intent: TableIntent
    ) -> RefusedColumn? {
        if intent.knownAfter.contains(name) {
            return RefusedColumn(name, .leakage, "it was declared as known only afterwards")
        }
        let byName = ColumnRules.refusal(of: name)
        if let byName, byName.ground == .demographic || !intent.allowed.contains(name) {
            return byName
        }
        let distinct = Set(values)
        if distinct.count < 2 {
            return RefusedColumn(name, .constant, "it is the same in every row")
        }
        if intent.groups.contains(name) {
            return RefusedColumn(name, .demographic, "errors are told by it: no model sees it")
        }
        let isText = kind(of: values) != .number
        let words = ColumnRules.words(of: name)
        let isName = words.last == "id" || words == ["uuid"] || words == ["row"]
        if distinct.count > values.count * 9 / 10, values.count >= 20, isText || isName {
            return RefusedColumn(name, .identifier, "nearly every row has a value of its own")
        }
        return nil
    }

    private static func target(in table: TextTable, named: String?) throws(TableFault) -> String {
        if let named {
            _ = try table.place(of: named)
            return named
        }
        var single: String?
        for name in targetNames {
            guard let place = table.columns.firstIndex(where: { $0.lowercased() == name }) else {
                continue
            }
            switch Set(table.values(at: place)).count {
            case 2: return table.columns[place]
            case 1: single = single ?? table.columns[place]
            default: break
            }
        }
        if let single { throw .notTwoOutcomes(column: single, found: 1) }
        throw .noTarget(there: table.columns)
    }

    private static func success(
        in table: TextTable, target: String, named: String?
    ) throws(TableFault) -> String {
        let values = table.values(at: try table.place(of: target))
        let counts = values.reduce(into: [String: Int]()) { $0[$1, default: 0] += 1 }
        guard counts.count == 2 else {
            throw .notTwoOutcomes(column: target, found: counts.count)
        }
        let there = counts.keys.sorted()
        if let named {
            guard counts[named] != nil else {
                throw .noSuchOutcome(column: target, value: named, there: there)
            }
            return named
        }
        if let word = there.first(where: { successWords.contains($0.lowercased()) }) { return word }
        return counts.min { ($0.value, $0.key) < ($1.value, $1.key) }?.key ?? there[0]
    }
}

/// What the owner of a table says of it.
package struct TableIntent: Hashable, Sendable {
    /// The outcome's column; found by its name when nil.
    package var target: String?
    /// The value that counts as success; found when nil.
    package var success: String?
    /// Columns that are known only after the outcome.
    package var knownAfter: [String] = []
    /// Columns that look like leakage, and are known in time all the same.
    package var allowed: [String] = []
    /// Columns by which errors are told, besides demographics.
    package var groups: [String] = []
    /// Columns in whose direction the prediction may not fall (1) or rise (−1).
    package var monotone: [String: Int] = [:]

    package init() {}

    var named: [String] { knownAfter + allowed + groups + monotone.keys.sorted() }
}
