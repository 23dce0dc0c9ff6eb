import AnalyzerDomain
import ArgumentParser
import Foundation
import Identifiers

/// `meshctl analyze`.
struct Analyze: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Scores a file of conversations with the local engine; needs no mesh.",
        discussion: "With --json one object a conversation, in the order of the file.")

    @Argument(help: "A file with one conversation a line (JSONL).")
    var file: String
    @Option(help: "Only conversations of this category.")
    var category: String?
    @Flag(help: "Print one JSON object a line.")
    var json = false

    func run() async throws {
        try await reporting {
            let records = try ConversationFile.read(file, category: category)
            let meter = ProgressMeter("conversations", total: records.count)
            for (place, record) in records.enumerated() {
                guard !record.messages.isEmpty else {
                    throw InputFault(
                        file: file, line: nil,
                        problem: "conversation \(record.conversationID) has no message")
                }
                let row = AnalysisRow(ConversationAnalyzer(of: record).analysis)
                if json { try Console.printJSON(row) } else { Console.print(row.line) }
                if Console.isInteractive || !json { meter.show(place + 1) }
            }
        }
    }
}

extension ConversationAnalyzer {
    /// Before the first message of a conversation of a file.
    init(before record: ConversationRecord) {
        self.init(
            conversationID: record.conversationID, agentID: record.agentID,
            listPrice: record.context.listPrice)
    }

    /// The whole of a conversation of a file, or its first messages.
    init(of record: ConversationRecord, messages count: Int? = nil) {
        self.init(before: record)
        for message in record.messages.prefix(count ?? record.messages.count) {
            _ = observe(Utterance(message))
        }
    }
}

extension Utterance {
    init(_ message: MessageRecord) {
        self.init(
            id: message.messageID, role: message.role, action: message.action,
            text: message.text, sentAt: message.sentAt, typingStartedAt: message.typingStartedAt,
            price: message.price)
    }
}
