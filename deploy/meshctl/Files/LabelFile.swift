import AnalyzerDomain
import Foundation
import Identifiers

/// Reads texts, with labels or without: one JSON object a line, `{"text", "label"}` or
/// `{"text", "labels": []}`, with `fold`, `group`, `before`, `role` and `place` where known, or a
/// conversation whose messages carry `strategies`.
package struct LabelFile: Sendable {
    /// One text and where it comes from.
    package struct Line: Sendable {
        package var text: LabelledText
        package var conversationID: ConversationID?
        package var messageID: MessageID?
        /// False where the source says nothing of the text.
        package var isLabelled: Bool
    }

    /// More texts than this belong to a training cluster; 200,000 are a gigabyte of features.
    static let textCountMax = 200_000

    package let lines: [Line]

    package init(_ path: String) throws {
        let decoder = JSONDecoder()
        var lines: [Line] = []
        for (number, line) in try LineReader(path).lines() where !line.isEmpty {
            guard let entry = try? decoder.decode(Entry.self, from: Data(line)) else {
                throw InputFault(
                    file: path, line: number,
                    problem: "it is neither a text with a label nor a conversation")
            }
            lines += entry.lines(number: number)
            guard lines.count <= Self.textCountMax else {
                throw InputFault(
                    file: path, line: number, problem: "more than \(Self.textCountMax) texts")
            }
        }
        self.lines = lines
    }

    /// The texts that somebody labelled.
    package var labelled: [LabelledText] { lines.filter(\.isLabelled).map(\.text) }
}

/// One line of a file, in any of its forms.
private struct Entry: Decodable {
    let text: String?
    let label: String?
    let labels: [String]?
    let fold: Int?
    let group: String?
    let before: String?
    let role: MessageRole?
    let place: Int?
    let conversationID: ConversationID?
    let messages: [LabelledMessage]?

    struct LabelledMessage: Decodable {
        let messageID: MessageID?
        let role: MessageRole?
        let text: String?
        let strategies: [String]?

        enum CodingKeys: String, CodingKey {
            case messageID = "message_id"
            case role, text, strategies
        }
    }

    enum CodingKeys: String, CodingKey {
        case text, label, labels, fold, group, before, role, place, messages
        case conversationID = "conversation_id"
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        text = try container.decodeIfPresent(String.self, forKey: .text)
        label = try container.decodeIfPresent(String.self, forKey: .label)
        labels = try container.decodeIfPresent([String].self, forKey: .labels)
        fold = try container.decodeIfPresent(Int.self, forKey: .fold)
        group = try container.decodeIfPresent(String.self, forKey: .group)
        before = try container.decodeIfPresent(String.self, forKey: .before)
        role = try container.decodeIfPresent(MessageRole.self, forKey: .role)
        place = try container.decodeIfPresent(Int.self, forKey: .place)
        conversationID = try container.decodeIfPresent(
            ConversationID.self, forKey: .conversationID)
        messages = try container.decodeIfPresent([LabelledMessage].self, forKey: .messages)
        guard text != nil || messages != nil else {
            throw DecodingError.dataCorrupted(
                DecodingError.Context(codingPath: [], debugDescription: "no text"))
        }
    }

    func lines(number: Int) -> [LabelFile.Line] {
        if let messages { return lines(of: messages, number) }
        let text = LabelledText(
            TextSample(self.text ?? "", before: before ?? "", role: role, place: place),
            labels: labels ?? label.map { [$0] } ?? [],
            group: group ?? conversationID?.rawValue ?? "line \(number)", fold: fold)
        return [
            LabelFile.Line(
                text: text, conversationID: conversationID, messageID: nil,
                isLabelled: label != nil || labels != nil)
        ]
    }

    private func lines(of messages: [LabelledMessage], _ number: Int) -> [LabelFile.Line] {
        var last: [MessageRole: String] = [:]
        return messages.enumerated().map { place, message in
            let other: MessageRole = message.role == .agent ? .client : .agent
            let sample = TextSample(
                message.text ?? "", before: last[other] ?? "", role: message.role, place: place)
            if let role = message.role { last[role] = message.text }
            return LabelFile.Line(
                text: LabelledText(
                    sample, labels: message.strategies ?? [],
                    group: conversationID?.rawValue ?? "line \(number)", fold: fold),
                conversationID: conversationID, messageID: message.messageID,
                isLabelled: message.strategies != nil)
        }
    }
}
