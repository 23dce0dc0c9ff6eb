import Identifiers

/// A breach of a compliance rule, as somebody other than the agent is told of it.
package struct Breach: Hashable, Sendable {
    /// Nil for a topic that only a newer Analyzer knows.
    package var topic: ComplianceTopic?
    /// Such as `fair_housing.steering`.
    package var rule: String
    /// The words of whoever said them: the client's, where they revoked their consent.
    package var phrase: String

    package init(topic: ComplianceTopic?, rule: String, phrase: String) {
        self.topic = topic
        self.rule = rule
        self.phrase = phrase
    }

    /// The key of the opportunity that is raised for it, once a conversation.
    package var opportunityKey: String { ComplianceTopic.keyPrefix + rule }

    /// What the agent did, in the third person: the reader is somebody else.
    package func sentence(about agent: AgentID) -> String {
        switch topic {
        case .fairHousing:
            "\(agent) said “\(phrase)”, which fair housing forbids."
        case .revokedConsent:
            "\(agent) wrote on after the client had written “\(phrase)”."
        case .recordingConsent:
            "\(agent) said “\(phrase)”, and the client had not agreed to be recorded."
        case .tourBeforeAgreement where rule == Self.offeredTour:
            "\(agent) offered a tour before anybody had spoken of the written agreement: “\(phrase)”."
        case .tourBeforeAgreement:
            "\(agent) said “\(phrase)”: the written agreement comes before the tour."
        case .freeServices:
            "\(agent) called the service free: “\(phrase)”."
        case nil:
            "\(agent) broke the rule \(rule): “\(phrase)”."
        }
    }

    private static let offeredTour = "tour_before_agreement.offered"
}

extension ComplianceTopic {
    fileprivate static let keyPrefix = "compliance."

    /// The topic of an opportunity's key, such as `compliance.fair_housing.steering`; nil where the
    /// key is of no breach or of a newer topic.
    package init?(opportunityKey key: String) {
        let rule = key.hasPrefix(Self.keyPrefix) ? key.dropFirst(Self.keyPrefix.count) : key[...]
        self.init(rawValue: String(rule.prefix { $0 != "." }))
    }
}
