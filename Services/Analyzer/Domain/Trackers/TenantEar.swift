import Identifiers

/// Hears what one tenant listens for: its trackers, and the rubrics that rest on them.
package struct TenantEar: Sendable {
    package struct Finding: Hashable, Sendable {
        package var tracker: String
        package var version: Int
        package var messageID: MessageID
        package var confidence: Double
    }

    package let trackers: [TrackerDefinition]
    package let rubrics: [RubricDefinition]

    package init(trackers: [TrackerDefinition], rubrics: [RubricDefinition]) {
        (self.trackers, self.rubrics) = (trackers, rubrics)
    }

    package var isEmpty: Bool { trackers.isEmpty && rubrics.isEmpty }

    /// What is heard in one message.
    package func findings(in utterance: Utterance) -> [Finding] {
        trackers.compactMap { tracker in
            tracker.confidence(in: utterance.text, by: utterance.role).map {
                Finding(
                    tracker: tracker.name, version: tracker.version, messageID: utterance.id,
                    confidence: $0)
            }
        }
    }

    /// What is heard in a conversation, and how it meets each rubric.
    package func hear(
        _ utterances: [Utterance], _ messages: [MessageAnalysis]
    ) -> (findings: [Finding], rubrics: [RubricResult]) {
        let findings = utterances.flatMap(findings)
        let results = rubrics.map { rubric in
            RubricResult(
                rubric: rubric,
                items: rubric.criteria.map { criterion in
                    RubricResult.Item(
                        criterion: criterion,
                        asked: shown(criterion.asked, by: .agent, messages, findings),
                        answered: shown(criterion.answered, by: .client, messages, findings))
                })
        }
        return (findings, results)
    }

    private func shown(
        _ signals: [RubricSignal], by role: MessageRole, _ messages: [MessageAnalysis],
        _ findings: [Finding]
    ) -> [MessageID] {
        messages.filter { message in
            message.role == role
                && signals.contains { signal in
                    switch signal {
                    case .act(let act): message.acts.contains(act)
                    case .tracker(let name):
                        findings.contains {
                            $0.tracker == name && $0.messageID == message.messageID
                        }
                    }
                }
        }.map(\.messageID)
    }
}
