import AnalyzerDomain
import Foundation
import Identifiers

/// Compares what the engine finds in the labelled set with what its writers say is there.
struct LabelledSetEvaluation {
    /// A message where the two differ.
    struct Miss {
        let text: String
        let missing: [String]
        let unfounded: [String]
    }

    let set: LabelledSet
    private(set) var quality: LabelQuality
    private(set) var misses: [Miss] = []
    private(set) var priceRightCount = 0
    private(set) var resolvedRightCount = 0
    private(set) var resolvedCount = 0
    private(set) var appointmentRightCount = 0

    /// How sure a sentiment must be to count as one.
    private static let sentimentBound = 0.5

    private let acts: ActFinder

    /// `acts` is what the engine hears beside its rules.
    init(_ set: LabelledSet, acts: ActFinder = .shipped) {
        self.set = set
        self.acts = acts
        quality = LabelQuality(labels: Self.labels)
        for (number, conversation) in set.conversations.enumerated() {
            judge(conversation, "set-\(number)")
        }
    }

    private static let labels: [String] =
        LabelledSet.words.values.sorted()
        + ObjectionKind.allCases.map { "objection:\($0.rawValue)" }
        + ["fair_housing", "free_services", "revoked_consent"].map { "compliance:\($0)" }

    private mutating func judge(_ conversation: LabelledSet.Conversation, _ id: String) {
        let analysis = Self.analysis(of: conversation, id, acts: acts)
        for (message, found) in zip(conversation.messages, analysis.messages) {
            let given = labels(
                of: found,
                compliance: analysis.compliance.filter { $0.messageID == found.messageID })
            quality.count(message.labels, given: given)
            let missing = message.labels.subtracting(given).sorted()
            let unfounded = given.subtracting(message.labels).sorted()
            if !missing.isEmpty || !unfounded.isEmpty {
                misses.append(Miss(text: message.text, missing: missing, unfounded: unfounded))
            }
            if found.prices.sorted() == message.prices.sorted() { priceRightCount += 1 }
        }
        if analysis.appointmentScheduled == conversation.hasAppointment {
            appointmentRightCount += 1
        }
        if let resolved = conversation.resolvedCount {
            resolvedCount += 1
            if (analysis.objectionsResolved > 0) == (resolved > 0) { resolvedRightCount += 1 }
        }
    }

    /// Each message of the set, and what the engine as it ships finds in it.
    static func findings(of set: LabelledSet) -> [(LabelledSet.Message, MessageAnalysis)] {
        set.conversations.enumerated().flatMap { number, conversation in
            let analysis = analysis(of: conversation, "set-\(number)", acts: .shipped)
            return zip(conversation.messages, analysis.messages)
        }
    }

    private static func analysis(
        of conversation: LabelledSet.Conversation, _ id: String, acts: ActFinder
    ) -> Analysis {
        var analyzer = ConversationAnalyzer(
            conversationID: ConversationID(id), agentID: "agent", acts: acts)
        for (place, message) in conversation.messages.enumerated() {
            _ = analyzer.observe(
                Utterance(
                    id: MessageID("\(id)-\(place)"), role: message.role, text: message.text,
                    sentAt: Instant(microseconds: Int64(place) * 20_000_000)))
        }
        return analyzer.analysis
    }

    private func labels(
        of found: MessageAnalysis, compliance: [ComplianceBreach]
    ) -> Set<String> {
        var given = Set(found.acts.list.map(\.rawValue)).intersection(Self.labels)
        if let objection = found.objection { given.insert("objection:\(objection.rawValue)") }
        for breach in compliance { given.insert("compliance:\(breach.topic.rawValue)") }
        if let sentiment = found.sentiment, abs(sentiment) >= Self.sentimentBound {
            given.insert(sentiment > 0 ? "sentiment:good" : "sentiment:bad")
        }
        return given
    }
}
