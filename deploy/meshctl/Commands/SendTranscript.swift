import AnalyzerContract
import ArgumentParser
import CoachingContract
import Foundation
import GatewayDomain
import Identifiers
import RPC
import Wire

/// `meshctl transcript`.
struct SendTranscript: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "transcript",
        abstract: "Hands over what was said in a recorded call, in WebVTT or SubRip.",
        discussion: """
            A speaker stands in a voice tag (<v Ann>) or before a colon (Ann: …). Whose words are \
            the agent's is told by --agent-speaker, or by a speaker who is called Agent. The same \
            file again changes nothing.
            """)

    @Argument(help: "A .vtt or .srt file.")
    var file: String
    @Option(help: "The agency.")
    var tenant: String
    @Option(help: "The agent who talked.")
    var agent: String
    @Option(help: "The conversation's id; the file's name when it is left out.")
    var conversation: String?
    @Option(help: "The client's id.")
    var lead: String?
    @Option(help: "Which speaker of the file is the agent.")
    var agentSpeaker: String?
    @Option(help: "When the recording began (RFC 3339); now when it is left out.")
    var startedAt: String?
    @Flag(help: "Print the result as JSON.")
    var json = false
    @OptionGroup var mesh: MeshOptions

    struct Report: Encodable {
        let conversation_id: String
        let agent_speaker: String
        let messages: Int
        let alerts: Int
        let overall_quality_score: Double
    }

    func run() async throws {
        try await reporting {
            let (transcript, speaker) = try read()
            guard let start = startedAt.map({ Instant($0) }) ?? .wallClock else {
                throw ValidationError("--started-at must be a time as in RFC 3339")
            }
            let connection = try MeshConnection(mesh)
            defer { connection.close() }
            let coaching = try connection.client(of: "coaching", Coaching.self)
            let id = conversation ?? URL(filePath: file).deletingPathExtension().lastPathComponent
            let meter = ProgressMeter("utterances", total: transcript.utterances.count)
            var alerts = 0
            var quality = 0.0
            for (number, utterance) in transcript.utterances.enumerated() {
                let observation = try await coaching.observeMessage(
                    ObserveMessage(
                        tenantID: TenantID(tenant), conversationID: ConversationID(id),
                        agentID: AgentID(agent), leadID: lead.map { LeadID($0) }, category: "call",
                        message: Message(
                            messageID: MessageID("\(id)-said-\(number + 1)"),
                            role: Open(utterance.speaker == speaker ? .agent : .client),
                            action: Open(.message), text: utterance.text,
                            sentAt: start + utterance.end,
                            typingStartedAt: start + utterance.start)))
                if observation.alert != nil { alerts += 1 }
                quality = observation.analysis.overallQualityScore
                meter.show(number + 1)
            }
            try show(
                Report(
                    conversation_id: id, agent_speaker: speaker,
                    messages: transcript.utterances.count, alerts: alerts,
                    overall_quality_score: quality))
        }
    }

    private func read() throws -> (Transcript, String) {
        let data = try InputFile.data(file)
        do throws(Transcript.Fault) {
            let transcript = try Transcript(parsing: String(decoding: data, as: UTF8.self))
            return (transcript, try transcript.agentSpeaker(named: agentSpeaker))
        } catch {
            throw InputFault(file: file, line: nil, problem: "\(error)")
        }
    }

    private func show(_ report: Report) throws {
        if json { return try Console.printJSON(report) }
        Console.print(
            """
            \(report.conversation_id): \(report.messages) utterances, \(report.alerts) alerts, \
            quality \(report.overall_quality_score); the agent is \(report.agent_speaker)
            """)
    }
}
