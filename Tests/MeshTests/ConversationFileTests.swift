import Foundation
import Identifiers
import Testing

@testable import MeshctlCommands

/// Files of conversations as people hand them in.
struct ConversationFileTests {
    @Test(arguments: [
        ("not json", "line 2: it is not JSON"),
        (#"{"conversation_id":"a"}"#, "line 2: messages is missing"),
        (
            #"{"conversation_id":"a","messages":[{"role":"agent"},{"text":"hi"}]}"#,
            "line 2: messages[1].role is missing"
        ),
        (
            #"{"conversation_id":"a","messages":[{"message_id":"1","role":"agent","sent_at":"soon"}]}"#,
            "line 2: messages[0].sent_at is not valid: not an RFC 3339 time"
        ),
        (
            #"{"conversation_id":"a","messages":[{"message_id":"1","role":"cat","sent_at":"2026-01-05T09:00:00Z"}]}"#,
            "line 2: messages[0].role is not valid"
        ),
    ])
    func aLineThatCannotBeUsedIsNamed(line: String, problem: String) throws {
        let file = try temporary(Self.good + "\n" + line + "\n")
        defer { try? FileManager.default.removeItem(at: file) }
        let fault = #expect(throws: InputFault.self) { try ConversationFile.read(file.path) }
        #expect(
            fault.map { "\($0)" }?.contains(problem) == true, "\(fault.map { "\($0)" } ?? "none")")
    }

    @Test func unknownFieldsAndActionsAreTakenAsTheyCome() throws {
        let file = try temporary("\n" + Self.good + "\n\n")
        defer { try? FileManager.default.removeItem(at: file) }
        let records = try ConversationFile.read(file.path)
        #expect(records.count == 1)
        #expect(records.first?.messages.first?.action == .message)
        #expect(try ConversationFile.read(file.path, category: "boats").isEmpty)
    }

    @Test func whatAMessageLacksFollowsFromItsPlace() throws {
        let file = try temporary(
            #"{"conversation_id":"a","messages":[{"role":"agent","text":"hi","sent_at":"2026-01-05T09:00:00Z"},{"role":"client"}]}"#
        )
        defer { try? FileManager.default.removeItem(at: file) }
        let messages = try ConversationFile.read(file.path).first?.messages ?? []
        #expect(messages.map(\.messageID) == ["a-0", "a-1"])
        #expect(messages.last?.text == "" && messages.last?.sentAt == messages.first?.sentAt)
    }

    static let rules: [(rule: SuccessRule?, outcomes: [Bool?])] = [
        (.usual, [true, nil, false, nil]),
        (SuccessRule(field: "points", value: ">=20"), [nil, true, nil, false]),
        (SuccessRule(field: "points", value: "22"), [nil, true, nil, false]),
        (SuccessRule(field: "mood", value: "very glad"), [nil, false, true, nil]),
        (SuccessRule(field: "points", value: nil), [nil, true, nil, false]),
        (SuccessRule(field: "mood", value: nil), [nil, nil, nil, nil]),
    ]

    @Test(arguments: rules)
    func successIsWhatTheOwnerSaysItIs(rule: SuccessRule?, outcomes: [Bool?]) throws {
        let rule = try #require(rule)
        let ends = [
            #"{"agreed":true}"#, #"{"points":22,"mood":"glad"}"#,
            #"{"donated":0,"mood":"very glad"}"#, #"{"points":0,"parts":[1,2]}"#,
        ]
        let found = try ends.map {
            try JSONDecoder().decode(ConversationRecord.Outcome.self, from: Data($0.utf8))
        }.map(rule.isSuccess)
        #expect(found == outcomes)
        #expect(SuccessRule(field: "points", value: ">=many") == nil)
    }

    @Test func anOutcomeThatIsNotThereIsAnsweredWithThoseThatAre() throws {
        let file = try temporary(
            #"{"conversation_id":"a","messages":[{"role":"agent"}],"outcome":{"points":3}}"#)
        defer { try? FileManager.default.removeItem(at: file) }
        let records = try ConversationFile.read(file.path)
        let fault = #expect(throws: InputFault.self) {
            try SuccessRule.usual.outcomes(of: records, in: "a.jsonl")
        }
        #expect(fault.map { "\($0)" }?.contains("there are points") == true)
    }

    @Test func aBadLineLosesNoOther() throws {
        let file = try temporary("\u{FEFF}\(Self.good)\r\nnot json\n\n\(Self.good)")
        defer { try? FileManager.default.removeItem(at: file) }
        var read: [String] = []
        try ConversationFile.forEach(in: file.path) { line in
            switch line {
            case .success(let record): read.append("\(record.conversationID)")
            case .failure(let fault): read.append(String(fault.description.suffix(22)))
            }
        }
        #expect(read == ["a", "line 2: it is not JSON", "a"])
    }

    @Test func aFileThatIsNotThereIsNamed() {
        let fault = #expect(throws: InputFault.self) { try ConversationFile.read("/nowhere.jsonl") }
        #expect(fault.map { "\($0)" } == "/nowhere.jsonl: cannot be read: there is no such file")
    }

    @Test func aFaultThatQuotesAFileSteersNoTerminal() {
        let quoted = "\u{1B}[2J is not a number" + String(repeating: "x", count: 5_000)
        let said = InputFault(file: "a.csv", line: 2, problem: quoted).description
        #expect(said.hasPrefix("a.csv, line 2: \u{FFFD}[2J is not a number"))
        #expect(said.count < 700)
    }

    private static let good = """
        {"conversation_id":"a","category":"housing","mood":"fine","messages":[{"message_id":"1",\
        "role":"client","action":"None","text":"hi","sent_at":"2026-01-05T09:00:00.000Z"}]}
        """

    private func temporary(_ text: String) throws -> URL {
        let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).jsonl")
        try text.write(to: file, atomically: true, encoding: .utf8)
        return file
    }
}
