import AnalyzerContract
import CoachingDomain
import Identifiers
import Wire

extension Breach {
    init(_ finding: ComplianceFinding) {
        self.init(topic: finding.topic.known, rule: finding.rule, phrase: finding.phrase)
    }

    /// The breaches that a message raised and that nobody was told of before, the gravest first.
    static func raised(by update: AnalysisUpdate) -> [Breach] {
        let raised = Set(update.newOpportunities.filter(\.isCompliance).map(\.key))
        return update.newCompliance.map(Breach.init).filter { raised.contains($0.opportunityKey) }
            .sorted { ($1.gravity, $0.rule) < ($0.gravity, $1.rule) }
    }

    private var gravity: Int { topic?.gravity ?? 0 }
}
