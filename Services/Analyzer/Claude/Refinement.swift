import AnalyzerContract
import Identifiers
import Redaction
import Wire

/// Claude's view laid over the local engine's.
///
/// The transcript is not trusted, so Claude's word is bounded: it moves a score by at most
/// `shiftMax`, touches no finding of a compliance rule, no count and no offer, and speaks of
/// messages that exist. Advice of its own is never critical.
struct Refinement: Sendable, Equatable {
    /// Points; a talk that has talked Claude into a hundred gains no more than this.
    static let shiftMax = 20.0

    var view: ConversationView
    var model: String

    /// `view`'s placeholders have been put back.
    init(_ view: ConversationView, model: String, restoring redactor: Redactor) {
        var view = view
        for index in view.areas.indices {
            view.areas[index].reason = redactor.restore(view.areas[index].reason)
        }
        for index in view.advice.indices {
            let advice = view.advice[index]
            view.advice[index].title = redactor.restore(advice.title)
            view.advice[index].message = redactor.restore(advice.message)
            view.advice[index].suggestedAction = redactor.restore(advice.suggestedAction)
        }
        self.view = view
        self.model = model
    }

    func applied(to local: ConversationAnalysis) -> ConversationAnalysis {
        var refined = local
        refined.engine = Open(.claude)
        refined.engineVersion += "+\(model)"
        refined.overallQualityScore = Self.bounded(
            view.overallQualityScore, around: local.overallQualityScore)
        for index in refined.qualityScores.indices {
            let area = refined.qualityScores[index]
            guard let name = area.area.known?.rawValue, let view = areaView(name) else { continue }
            let (score, evidence) = refine(area.score, area.evidence, view, local)
            refined.qualityScores[index].score = score
            refined.qualityScores[index].evidence = evidence
        }
        for index in refined.expertiseScores.indices {
            let area = refined.expertiseScores[index]
            guard let name = area.area.known?.rawValue, let view = areaView(name) else { continue }
            let (score, evidence) = refine(area.score, area.evidence, view, local)
            refined.expertiseScores[index].score = score
            refined.expertiseScores[index].evidence = evidence
        }
        refined.opportunities += advice(for: local)
        return refined
    }

    private func areaView(_ name: String) -> ConversationView.AreaView? {
        view.areas.first { $0.area == name && $0.score != nil }
    }

    private static func bounded(_ score: Double, around local: Double) -> Double {
        min(max(score, max(0, local - shiftMax)), min(100, local + shiftMax))
    }

    /// The score of an area that the local engine saw nothing of starts at the middle.
    private func refine(
        _ score: Double?, _ evidence: [Evidence], _ view: ConversationView.AreaView,
        _ local: ConversationAnalysis
    ) -> (Double?, [Evidence]) {
        let shown = messageIDs(view.messages, in: local)
        guard let wanted = view.score, let first = shown.first else { return (score, evidence) }
        let start = score ?? 50
        let refined = Self.bounded(wanted, around: start)
        let reason = Evidence(messageID: first, reason: view.reason, points: refined - start)
        return (refined, evidence + [reason])
    }

    private func messageIDs(_ numbers: [Int], in local: ConversationAnalysis) -> [MessageID] {
        numbers.filter { local.messages.indices.contains($0 - 1) }
            .map { local.messages[$0 - 1].messageID }
    }

    private func advice(for local: ConversationAnalysis) -> [CoachingOpportunity] {
        view.advice.enumerated().compactMap { index, advice -> CoachingOpportunity? in
            let shown = messageIDs(advice.messages, in: local)
            guard !shown.isEmpty,
                let priority = CoachingPriority(rawValue: advice.priority), priority != .critical
            else { return nil }
            return CoachingOpportunity(
                key: "claude.\(index + 1)", priority: Open(priority), confidence: view.confidence,
                title: advice.title, message: advice.message,
                suggestedAction: advice.suggestedAction,
                evidence: shown.map { Evidence(messageID: $0, reason: advice.title, points: 0) })
        }
    }
}
