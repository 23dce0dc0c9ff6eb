import Testing
import Wire

/// Every kind of change to a contract, and the rule that it breaks, if any.
@Suite("Compatibility")
struct CompatibilityTests {
    private static let released = [
        "event m.happened Happened", "field Answer 0 note text optional",
        "field Answer 1 parts [Part] required", "field Answer 2 by_name {Part} optional",
        "field Ask 0 name text required", "field Ask 1 count int64 required",
        "field Ask 2 at instant optional", "field Ask 3 kind Kind required",
        "field Ask 4 limit int64 defaulted", "field Ask 5 day date optional",
        "field Happened 0 id uuid required", "field Part 0 size int32 required",
        "field Part 1 inner Part optional", "method m.ask unary idempotent Ask Answer",
        "method m.watch server_streaming not_idempotent Ask Part", "reserved Ask 9",
        "word Kind 0 one",
        "word Kind 1 two",
    ]

    /// Lines that go, lines that come, and what breaks at the strictest level.
    struct Change: Sendable, CustomTestStringConvertible {
        var name: String
        var without: [String] = []
        var with: [String] = []
        var breaks: [String] = []

        var testDescription: String { name }
    }

    @Test("A change breaks its rule and no other", arguments: changes)
    func change(_ change: Change) {
        #expect(found(change, .source) == change.breaks)
    }

    @Test("A level holds the breaks of its own rules and those below it", arguments: changes)
    func levels(_ change: Change) {
        for level in CompatibilityLevel.allCases {
            let expected = change.breaks.filter { line in
                let rule = line.split(separator: " ").first.map(String.init) ?? ""
                return CompatibilityRule(rawValue: rule).map { $0.level <= level } ?? false
            }
            #expect(found(change, level) == expected, "\(level)")
        }
    }

    @Test("Every rule is broken by some change, and stands on the help page")
    func everyRuleIsHeld() {
        let broken = Set(
            Self.changes.flatMap(\.breaks).compactMap { $0.split(separator: " ").first })
        for rule in CompatibilityRule.allCases {
            #expect(broken.contains(Substring(rule.rawValue)), "\(rule.rawValue)")
            #expect(CompatibilityRule.table.contains(rule.rawValue))
        }
    }

    @Test("A peer is older, newer or neither, whichever side is asked", arguments: skews)
    func skew(_ change: Change, _ skew: ContractSkew) {
        let ours = Self.released
        let theirs = ours.filter { !change.without.contains($0) } + change.with
        let (own, peer) = (ContractSnapshot(lockLines: ours), ContractSnapshot(lockLines: theirs))
        #expect(own.skew(of: peer) == skew)
        let other: ContractSkew =
            switch skew {
            case .older: .newer
            case .newer: .older
            case .same, .incompatible: skew
            }
        #expect(peer.skew(of: own) == other)
    }

    private static let skews: [(Change, ContractSkew)] = [
        (Change(name: "nothing at all"), .same),
        (
            Change(
                name: "a field under another name", without: ["field Ask 0 name text required"],
                with: ["field Ask 0 title text required"]), .same
        ),
        (Change(name: "a new method", with: ["method m.more unary idempotent Ask Answer"]), .newer),
        (Change(name: "a new field", with: ["field Ask 6 more text optional"]), .newer),
        (Change(name: "a new word", with: ["word Kind 2 three"]), .newer),
        (
            Change(
                name: "a method less",
                without: ["method m.watch server_streaming not_idempotent Ask Part"]), .older
        ),
        (Change(name: "a field less", without: ["field Ask 5 day date optional"]), .older),
        (
            Change(
                name: "a field of another type", without: ["field Ask 1 count int64 required"],
                with: ["field Ask 1 count text required"]), .incompatible
        ),
        (
            Change(
                name: "a field less and one more", without: ["field Ask 5 day date optional"],
                with: ["field Ask 6 more text optional"]), .incompatible
        ),
    ]

    private func found(_ change: Change, _ level: CompatibilityLevel) -> [String] {
        let old = Self.released
        let missing = change.without.filter { !old.contains($0) }
        #expect(missing == [], "the released contract has no such line")
        let now = old.filter { !change.without.contains($0) } + change.with
        return ContractSnapshot(lockLines: now)
            .breaks(against: ContractSnapshot(lockLines: old), level)
            .map { "\($0.rule.rawValue) \($0.place)" }
    }

    private static let changes: [Change] = [
        // What breaks nothing.
        Change(name: "nothing at all"),
        Change(name: "a new method", with: ["method m.more unary idempotent Ask Answer"]),
        Change(name: "a new event", with: ["event m.other Happened"]),
        Change(name: "a new optional field", with: ["field Ask 6 more text optional"]),
        Change(name: "a new field with a default", with: ["field Ask 6 more text defaulted"]),
        Change(name: "a new word", with: ["word Kind 2 three"]),
        Change(
            name: "a method that became idempotent",
            without: ["method m.watch server_streaming not_idempotent Ask Part"],
            with: ["method m.watch server_streaming idempotent Ask Part"]),
        Change(
            name: "an optional field that went, its number reserved",
            without: ["field Ask 5 day date optional"], with: ["reserved Ask 5"]),

        // The wire.
        Change(
            name: "a method that went", without: ["method m.ask unary idempotent Ask Answer"],
            breaks: ["METHOD_REMOVED m.ask"]),
        Change(
            name: "a method that got another name",
            without: ["method m.ask unary idempotent Ask Answer"],
            with: ["method m.asked unary idempotent Ask Answer"], breaks: ["METHOD_REMOVED m.ask"]),
        Change(
            name: "a method that streams now",
            without: ["method m.ask unary idempotent Ask Answer"],
            with: ["method m.ask bidirectional idempotent Ask Answer"],
            breaks: ["METHOD_KIND m.ask"]),
        Change(
            name: "a method that is idempotent no longer",
            without: ["method m.ask unary idempotent Ask Answer"],
            with: ["method m.ask unary not_idempotent Ask Answer"],
            breaks: ["METHOD_IDEMPOTENCY m.ask"]),
        Change(
            name: "an event that went", without: ["event m.happened Happened"],
            breaks: ["EVENT_REMOVED m.happened"]),
        Change(
            name: "an optional field that went", without: ["field Ask 5 day date optional"],
            breaks: ["FIELD_REMOVED Ask 5"]),
        Change(
            name: "a required field that went, its number reserved",
            without: ["field Ask 0 name text required"], with: ["reserved Ask 0"],
            breaks: ["FIELD_REMOVED Ask 0"]),
        Change(
            name: "a reserved number in use", with: ["field Ask 9 back text optional"],
            breaks: ["FIELD_REUSED Ask 9"]),
        Change(
            name: "a new required field", with: ["field Ask 6 more text required"],
            breaks: ["FIELD_ADDED Ask 6"]),
        Change(
            name: "a field of another type", without: ["field Ask 0 name text required"],
            with: ["field Ask 0 name bytes required"], breaks: ["FIELD_TYPE Ask 0"]),
        Change(
            name: "a narrower integer", without: ["field Ask 1 count int64 required"],
            with: ["field Ask 1 count int32 required"], breaks: ["FIELD_TYPE Ask 1"]),
        Change(
            name: "a wider integer, which old readers refuse",
            without: ["field Part 0 size int32 required"],
            with: ["field Part 0 size int64 required"], breaks: ["FIELD_TYPE Part 0"]),
        Change(
            name: "a list that became one", without: ["field Answer 1 parts [Part] required"],
            with: ["field Answer 1 parts Part required"], breaks: ["FIELD_TYPE Answer 1"]),
        Change(
            name: "a list of something else", without: ["field Answer 1 parts [Part] required"],
            with: ["field Answer 1 parts [text] required"], breaks: ["FIELD_TYPE Answer 1"]),
        Change(
            name: "a dictionary that became a list",
            without: ["field Answer 2 by_name {Part} optional"],
            with: ["field Answer 2 by_name [Part] optional"], breaks: ["FIELD_TYPE Answer 2"]),
        Change(
            name: "an optional field that became required",
            without: ["field Ask 2 at instant optional"], with: ["field Ask 2 at instant required"],
            breaks: ["FIELD_PRESENCE Ask 2"]),
        Change(
            name: "a required field that became optional",
            without: ["field Ask 0 name text required"], with: ["field Ask 0 name text optional"],
            breaks: ["FIELD_PRESENCE Ask 0"]),
        Change(
            name: "a word that went", without: ["word Kind 1 two"],
            breaks: ["WORD_REMOVED Kind 1"]),
        Change(
            name: "a break deep inside", without: ["field Part 1 inner Part optional"],
            breaks: ["FIELD_REMOVED Part 1"]),

        // Its JSON.
        Change(
            name: "a field that got another name", without: ["field Ask 0 name text required"],
            with: ["field Ask 0 title text required"], breaks: ["FIELD_NAME Ask 0"]),
        Change(
            name: "an instant that became its number",
            without: ["field Ask 2 at instant optional"], with: ["field Ask 2 at int64 optional"],
            breaks: ["FIELD_FORM Ask 2"]),
        Change(
            name: "a date that became its text", without: ["field Ask 5 day date optional"],
            with: ["field Ask 5 day text optional"], breaks: ["FIELD_FORM Ask 5"]),
        Change(
            name: "a vocabulary that became its number",
            without: ["field Ask 3 kind Kind required"], with: ["field Ask 3 kind uint64 required"],
            breaks: ["FIELD_FORM Ask 3"]),
        Change(
            name: "a word that got another name", without: ["word Kind 1 two"],
            with: ["word Kind 1 second"], breaks: ["WORD_NAME Kind 1"]),

        // Its source: names alone, the same bytes.
        Change(
            name: "a message that got another name",
            without: [
                "event m.happened Happened", "field Happened 0 id uuid required",
            ], with: ["event m.happened Occurred", "field Occurred 0 id uuid required"],
            breaks: ["MESSAGE_NAME Happened"]),
        Change(
            name: "two messages where there was one",
            without: ["method m.watch server_streaming not_idempotent Ask Part"],
            with: [
                "method m.watch server_streaming not_idempotent Ask Slice",
                "field Slice 0 size int32 required", "field Slice 1 inner Slice optional",
            ], breaks: ["MESSAGE_NAME Part"]),
        Change(
            name: "a vocabulary that got another name",
            without: ["field Ask 3 kind Kind required", "word Kind 0 one", "word Kind 1 two"],
            with: ["field Ask 3 kind Sort required", "word Sort 0 one", "word Sort 1 two"],
            breaks: ["VOCABULARY_NAME Kind"]),
        Change(
            name: "a default that became nil", without: ["field Ask 4 limit int64 defaulted"],
            with: ["field Ask 4 limit int64 optional"], breaks: ["FIELD_DEFAULT Ask 4"]),
    ]
}
