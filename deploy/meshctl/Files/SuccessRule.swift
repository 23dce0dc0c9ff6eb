import ArgumentParser

/// What counts as success of a conversation: a field of its outcome, and the values that do.
struct SuccessRule: Hashable, Sendable {
    private enum Wanted: Hashable, Sendable {
        /// True, or a number other than zero.
        case truth
        case value(String)
        case atLeast(Double)
    }

    /// The first of these that an outcome has.
    private let fields: [String]
    private let wanted: Wanted

    /// An agreement or a donation.
    static let usual = SuccessRule(fields: ["agreed", "donated"], wanted: .truth)

    private init(fields: [String], wanted: Wanted) {
        self.fields = fields
        self.wanted = wanted
    }

    /// Nil where `value` begins with `>=` and no number follows.
    init?(field: String, value: String?) {
        fields = [field]
        guard let value else {
            wanted = .truth
            return
        }
        guard value.hasPrefix(">=") else {
            wanted = .value(value)
            return
        }
        guard let least = Double(value.dropFirst(2)), least.isFinite else { return nil }
        wanted = .atLeast(least)
    }

    /// Nil where the outcome has no such field, or one that is neither.
    func isSuccess(_ outcome: ConversationRecord.Outcome) -> Bool? {
        guard let value = fields.lazy.compactMap({ outcome.values[$0] }).first else { return nil }
        return switch wanted {
        case .truth: value.truth
        case .value(let word): value.text == word
        case .atLeast(let least): value.number.map { $0 >= least }
        }
    }

    /// In words for a card.
    var text: String {
        switch wanted {
        case .truth where self == .usual: "an agreement or a donation, as the source says"
        case .truth: "\(fields[0]), as the source says"
        case .value(let word): "\(fields[0]) is \(word), as the source says"
        case .atLeast(let least): "\(fields[0]) of \(least.rounded(to: 3)) or more"
        }
    }
}

extension SuccessRule {
    /// The outcomes of some conversations, in the order of the file; throws where none has one.
    func outcomes(
        of records: [ConversationRecord], in file: String
    ) throws(InputFault) -> [(record: ConversationRecord, succeeded: Bool)] {
        let known = records.compactMap { record in
            record.outcome.flatMap(isSuccess).map { (record, $0) }
        }
        guard known.isEmpty else { return known }
        let found = Set(records.compactMap(\.outcome).flatMap(\.values.keys)).sorted()
        let others =
            found.isEmpty
            ? "" : "; there are \(found.joined(separator: ", ")): name one with --target"
        throw InputFault(
            file: file, line: nil,
            problem: "no conversation has the outcome \(fields.joined(separator: " or "))\(others)")
    }
}

/// Says what counts as success, of a table and of conversations.
struct SuccessOptions: ParsableArguments {
    @Option(
        help: """
            The column of the outcome, or the field of a conversation's outcome; found by its name \
            when left out.
            """)
    var target: String?
    @Option(
        help: "The value that counts as success; of conversations also a least number: '>=20'.")
    var success: String?

    func validate() throws {
        _ = try rule
    }

    /// For conversations.
    var rule: SuccessRule {
        get throws {
            guard let target else { return .usual }
            guard let rule = SuccessRule(field: target, value: success) else {
                throw ValidationError("--success must have a number after >=, such as '>=20'")
            }
            return rule
        }
    }
}
