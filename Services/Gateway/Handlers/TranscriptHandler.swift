import AnalyzerContract
import CoachingContract
import Crypto
import Foundation
import GatewayDomain
import HTTPTypes
import Hummingbird
import Identifiers
import NIOCore
import RPC
import Wire

/// Serves `POST /api/transcripts`: the words of a recorded call, in WebVTT or SubRip.
///
/// Query: `conversation_id`, `agent_id`, and where they are known `agent_speaker`, `lead_id`,
/// `category`, `started_at`. The same transcript again changes nothing.
struct TranscriptHandler: Sendable {
    /// Two hours of talk with its times.
    static let bodyBytesMax = 2 << 20

    let coaching: CoachingPeer
    let now: @Sendable () -> Instant

    private struct Answer: Encodable {
        let conversationId: String
        let agentSpeaker: String
        let messages: Int
        /// Of `messages`; the others were known from before.
        let newMessages: Int
        let alerts: Int
        let overallQualityScore: Double?
    }

    func handle(_ request: Request, _ context: GatewayContext) async throws -> Response {
        let person = try context.person()
        let call = try RecordedCall(request.uri.queryParameters, for: person, at: now())
        let text = try await Self.text(of: request)
        let transcript: Transcript
        let speaker: String
        do throws(Transcript.Fault) {
            transcript = try Transcript(parsing: text)
            speaker = try transcript.agentSpeaker(named: call.agentSpeaker)
        } catch {
            throw Problem.invalid("The transcript cannot be used: \(error).")
        }
        var (alerts, new) = (0, 0)
        var quality: Double?
        for message in call.messages(of: transcript, agent: speaker) {
            let observation = try await coaching.observe(message, for: person)
            if !observation.isRepeated { new += 1 }
            if observation.alert != nil { alerts += 1 }
            quality = observation.analysis.overallQualityScore
        }
        return try JSONAnswer.response(
            Answer(
                conversationId: call.conversation.rawValue, agentSpeaker: speaker,
                messages: transcript.utterances.count, newMessages: new, alerts: alerts,
                overallQualityScore: quality))
    }

    private static func text(of request: Request) async throws -> String {
        do {
            let body = try await request.body.collect(upTo: bodyBytesMax)
            guard let text = String(validating: body.readableBytesView, as: UTF8.self) else {
                throw Problem.invalid("A transcript must be in UTF-8.")
            }
            return text
        } catch is NIOTooManyBytesError {
            throw Problem(
                .contentTooLarge, "body_too_large",
                "A transcript is at most \(bodyBytesMax) bytes long.")
        }
    }
}

/// Which call a transcript is of.
struct RecordedCall: Sendable {
    let tenant: TenantID
    let conversation: ConversationID
    let agent: AgentID
    let lead: LeadID?
    let category: String
    let startedAt: Instant
    /// As it was sent; empty for a call that is taken for one of now.
    private let startedAtText: String
    let agentSpeaker: String?

    init(
        _ parameters: some Collection<(key: Substring, value: Substring)>, for person: Person,
        at now: Instant
    ) throws(Problem) {
        func text(_ name: String) -> String? {
            parameters.first { $0.key == name }
                .map { String($0.value) }
        }
        for name in ["conversation_id", "agent_id"] where text(name)?.isEmpty ?? true {
            throw .invalid("\(name) is missing.")
        }
        guard let startedAt = text("started_at").map({ Instant($0) }) ?? now else {
            throw .invalid("started_at must be a time as in RFC 3339.")
        }
        tenant = person.tenant
        conversation = ConversationID(text("conversation_id") ?? "")
        agent = AgentID(text("agent_id") ?? "")
        lead = text("lead_id").map { LeadID($0) }
        category = text("category") ?? "call"
        guard startedAt <= now + CRMMessage.aheadMax else {
            throw .invalid("started_at must be at most a day ahead of now.")
        }
        self.startedAt = startedAt
        startedAtText = text("started_at") ?? ""
        // A form writes a blank as "+" (WHATWG URL §5), and nobody is called so.
        agentSpeaker = text("agent_speaker")?.replacing("+", with: " ")
        guard person.maySee(agent) else { throw .forbidden }
    }

    func messages(of transcript: Transcript, agent speaker: String) -> [ObserveMessage] {
        let call = callID(of: transcript)
        return transcript.utterances.enumerated().map { number, utterance in
            ObserveMessage(
                tenantID: tenant, conversationID: conversation, agentID: agent, leadID: lead,
                category: category,
                message: Message(
                    messageID: MessageID("\(conversation)-said-\(call)-\(number + 1)"),
                    role: Open(utterance.speaker == speaker ? .agent : .client),
                    action: Open(.message), text: utterance.text,
                    sentAt: startedAt + utterance.end,
                    typingStartedAt: startedAt + utterance.start))
        }
    }
    /// The same for the same words of the same call, so that sending them again changes nothing, and
    /// another for another call of the conversation: 64 bits of a SHA-256.
    private func callID(of transcript: Transcript) -> String {
        var hash = SHA256()
        hash.update(data: Data("\(startedAtText)\n".utf8))
        for said in transcript.utterances {
            hash.update(data: Data("\(said.start) \(said.end) \(said.text)\n".utf8))
        }
        return hash.finalize().prefix(8).map {
            String($0 >> 4, radix: 16) + String($0 & 15, radix: 16)
        }.joined()
    }
}
