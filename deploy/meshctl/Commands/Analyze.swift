import AnalyzerDomain
import AnalyzerService
import ArgumentParser
import Foundation
import Identifiers

/// `meshctl analyze`.
struct Analyze: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Scores a file of conversations with the local engine; needs no mesh.",
        discussion: """
            With --json one object a conversation, in the order of the file; --details adds the \
            evidence of each score, what each message objects to and how it sounds, next steps, \
            pace and the note. A line that is no \
            conversation is told of with its number, the others are scored, and the command ends \
            with 65. `tomorrow at three` is meant in --zone, or in the conversation's own \
            `context.time_zone`.
            """)

    @Argument(help: "A file with one conversation a line (JSONL); /dev/stdin reads a pipe.")
    var file: String
    @Option(help: "Only conversations of this category.")
    var category: String?
    @Option(help: "Where people are who say tomorrow: an IANA name.")
    var zone = "UTC"
    @Flag(help: "Print a note for the CRM with each conversation.")
    var notes = false
    @Flag(help: "Print one JSON object a line.")
    var json = false
    @Flag(help: "With --json, add what the engine knows beside the fields of the line.")
    var details = false

    func validate() throws {
        guard json || !details else { throw ValidationError("--details goes with --json") }
        guard LocalZone(named: zone) != nil else {
            throw ValidationError("--zone \(zone) is unknown; give a name such as America/Chicago")
        }
    }

    func run() async throws {
        try await reporting {
            var progress = (done: 0, faults: 0)
            try ConversationFile.forEach(in: file, category: category) { line in
                progress.done += 1
                switch line {
                case .success(let record): try show(record)
                case .failure(let fault):
                    progress.faults += 1
                    Console.note("error: \(fault)")
                }
                if progress.done % Self.progressStep == 0 {
                    Console.note("\(progress.done) conversations")
                }
            }
            if progress.done == 0 { Console.note("\(file) holds no such conversation") }
            guard progress.faults == 0 else {
                Console.note(
                    "\(progress.faults) of \(progress.done) lines could not be read; "
                        + "the others were scored")
                throw ExitCode(65)
            }
        }
    }

    /// A file of this length is worth a word on the way.
    private static let progressStep = 10_000

    private func show(_ record: ConversationRecord) throws {
        let analyzer = ConversationAnalyzer(of: record, zone: LocalZone(named: zone) ?? .utc)
        let analysis = analyzer.analysis
        let row = AnalysisRow(analysis, hasDetails: details)
        if json { return try Console.printJSON(row) }
        Console.print(row.line)
        if notes { Console.print(analysis.summary.note) }
    }
}

extension ConversationAnalyzer {
    /// Before the first message of a conversation of a file.
    init(before record: ConversationRecord, zone: LocalZone = .utc) {
        let own = record.context.timeZone.flatMap { LocalZone(named: $0) }
        self.init(
            conversationID: record.conversationID, agentID: record.agentID,
            listPrice: record.context.listPrice, zone: own ?? zone)
    }

    /// The whole of a conversation of a file, or its first messages.
    init(
        of record: ConversationRecord, messages count: Int? = nil, zone: LocalZone = .utc
    ) {
        self.init(before: record, zone: zone)
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
