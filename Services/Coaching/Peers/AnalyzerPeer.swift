import AnalyzerContract
import CoachingDomain
import Identifiers
import RPC
import Wire

/// Asks the Analyzer, and turns what it says into this domain's words.
struct AnalyzerPeer: Sendable {
    /// It answers in milliseconds; beyond this the caller had better send the message again.
    static let timeout = Duration.seconds(3)

    let analyzer: Client<Analyzer>

    /// Has a message analysed and stored.
    ///
    /// Throws `unavailable` when the Analyzer does not answer, whatever it may have stored: sending
    /// the message again is harmless. What it refuses, it refuses in its own words.
    func hear(_ message: ObserveMessage) async throws(RPCError) -> AnalysisUpdate {
        do throws(RPCError) {
            return try await analyzer.observeMessage(message, timeout: Self.timeout)
        } catch {
            throw error.isAnswer || Task.isCancelled ? error : Self.unavailable
        }
    }

    /// The areas of a conversation as they stand; nil when the Analyzer has not kept it.
    func areas(
        of conversation: ConversationID, tenant: TenantID
    ) async throws(RPCError) -> AreaScores? {
        do throws(RPCError) {
            let analysis = try await analyzer.getAnalysis(
                GetAnalysis(tenantID: tenant, conversationID: conversation), timeout: Self.timeout)
            return AreaScores(analysis)
        } catch {
            if error.code == .notFound { return nil }
            throw error
        }
    }

    /// Has a conversation scored without its being kept; `unavailable` when nobody answers.
    func analyze(
        _ conversation: Conversation
    ) async throws(RPCError) -> ConversationAnalysis {
        do throws(RPCError) {
            return try await analyzer.analyzeConversation(conversation, timeout: Self.timeout)
        } catch {
            throw error.isAnswer || Task.isCancelled ? error : Self.cannotRead
        }
    }

    private static let cannotRead = RPCError(
        .unavailable, "the Analyzer does not answer, so the line was not heard; say it again",
        details: [.reason("analyzer_unavailable"), .retryAfter(.milliseconds(250))])

    static let unavailable = RPCError(
        .unavailable,
        "the Analyzer does not answer, so the message was not coached; send it again",
        details: [.reason("analyzer_unavailable"), .retryAfter(.milliseconds(250))])
}

extension RPCError {
    /// True when the peer judged the request; false when it was not reached or did not get to it.
    var isAnswer: Bool {
        switch code {
        case .invalidArgument, .notFound, .alreadyExists, .permissionDenied, .failedPrecondition,
            .outOfRange, .unauthenticated, .resourceExhausted, .aborted:
            true
        case .ok, .cancelled, .unknown, .deadlineExceeded, .unimplemented, .internal, .unavailable,
            .dataLoss:
            false
        }
    }
}

/// The areas that a conversation shows something of.
struct AreaScores: Hashable, Sendable {
    /// The messages that they rest on.
    var messageCount: Int
    /// 0–100, by the area's name.
    var scores: [String: Double]

    init(messageCount: Int, scores: [String: Double]) {
        self.messageCount = messageCount
        self.scores = scores
    }

    init(_ analysis: ConversationAnalysis) {
        messageCount = analysis.messageCount
        let quality = analysis.qualityScores.map { ($0.area.known?.rawValue, $0.score) }
        let expertise = analysis.expertiseScores.map { ($0.area.known?.rawValue, $0.score) }
        scores = [:]
        for case (let area?, let score?) in quality + expertise { scores[area] = score }
    }
}

extension HeardMessage {
    init(_ message: Message, _ update: AnalysisUpdate) {
        self.init(
            sentAt: message.sentAt, messageCount: update.messageCount,
            overallQuality: update.overallQualityScore,
            opportunities: update.newOpportunities.map(Opportunity.init))
    }
}

extension Opportunity {
    /// A compliance rule is critical whatever else is said; a priority that only a newer Analyzer
    /// knows counts as ongoing.
    init(_ found: CoachingOpportunity) {
        self.init(
            key: found.key,
            priority: found.isCompliance ? .critical : found.priority.known ?? .low,
            confidence: found.confidence, isCompliance: found.isCompliance,
            gravity: found.isCompliance
                ? ComplianceTopic(opportunityKey: found.key)?.gravity ?? 0 : 0)
    }
}
