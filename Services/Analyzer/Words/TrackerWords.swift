import AnalyzerContract
import AnalyzerDomain

// Trackers and rubrics in the contract's words.

extension TrackerFigures {
    init(_ figures: TrackerLearning.Figures) {
        self.init(
            matchCount: figures.matchCount, otherCount: figures.otherCount,
            precision: figures.precision, recall: figures.recall, f1: figures.f1,
            f1Low: figures.f1Interval.lowerBound, f1High: figures.f1Interval.upperBound)
    }
}

extension TrackerFinding {
    init(_ finding: TenantEar.Finding) {
        self.init(
            tracker: finding.tracker, version: finding.version, messageID: finding.messageID,
            confidence: finding.confidence)
    }
}

extension RubricScore {
    init(_ result: RubricResult) {
        self.init(
            rubric: result.rubric.name, version: result.rubric.version, score: result.score,
            criteria: result.items.map { item in
                CriterionResult(
                    name: item.criterion.name, weight: item.criterion.weight, asked: item.asked,
                    answered: item.answered)
            })
    }
}

extension RubricDefinition {
    /// A signal that this build does not know shows nothing.
    init(_ rubric: Rubric) {
        self.init(
            name: rubric.name, version: rubric.version,
            criteria: rubric.criteria.map { criterion in
                Criterion(
                    name: criterion.name, weight: criterion.weight,
                    asked: criterion.asked.compactMap(RubricSignal.init),
                    answered: criterion.answered.compactMap(RubricSignal.init))
            })
    }
}

extension ConversationAnalysis {
    init(_ analysis: Analysis, heard: (findings: [TenantEar.Finding], rubrics: [RubricResult])) {
        self.init(analysis)
        trackers = heard.findings.map(TrackerFinding.init)
        rubrics = heard.rubrics.map(RubricScore.init)
    }
}
