import Identifiers

/// What teaches an agent not to repeat a breach.
package struct ComplianceLesson: Hashable, Sendable {
    package let module: ModuleID
    /// The module's title, as the library has it.
    package let title: String

    package static func lesson(on topic: ComplianceTopic) -> ComplianceLesson {
        switch topic {
        case .fairHousing: fairHousing
        case .freeServices, .tourBeforeAgreement: agreements
        case .revokedConsent, .recordingConsent: consent
        }
    }

    private static let fairHousing = ComplianceLesson(
        module: "communication_fair_housing", title: "Describe the home, never the people")
    private static let agreements = ComplianceLesson(
        module: "lead_qual_disclosure", title: "Whom you work for, in writing")
    private static let consent = ComplianceLesson(
        module: "follow_up_consent", title: "Permission to call, to text and to record")
}

extension ComplianceTopic {
    /// What it is about, in the middle of a sentence.
    package var name: String {
        switch self {
        case .fairHousing: "fair housing"
        case .revokedConsent: "consent to be contacted"
        case .recordingConsent: "consent to be recorded"
        case .tourBeforeAgreement: "the agreement before a tour"
        case .freeServices: "services called free"
        }
    }
}

/// How often an agent broke which rules in a period.
package struct BreachCounts: Hashable, Sendable {
    private var counts: [ComplianceTopic: Int]

    package init(_ counts: [ComplianceTopic: Int] = [:]) {
        self.counts = counts.filter { $0.value > 0 }
    }

    /// From alerts counted by the key of their opportunity; a topic that is newer than this program
    /// is left out.
    package init(byKey alerts: [(key: String, count: Int)]) {
        let known = alerts.compactMap { alert in
            ComplianceTopic(opportunityKey: alert.key).map { ($0, alert.count) }
        }
        self.init(Dictionary(known, uniquingKeysWith: +))
    }

    package var total: Int { counts.values.reduce(0, +) }
    /// The gravest first.
    package var topics: [ComplianceTopic] { counts.keys.sorted { $0.gravity > $1.gravity } }

    package subscript(topic: ComplianceTopic) -> Int { counts[topic] ?? 0 }
}
