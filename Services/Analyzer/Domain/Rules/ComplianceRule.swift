import Identifiers

/// A phrase that must not be said, as versioned data: guidance for agents, not legal advice.
package struct ComplianceRule: Sendable {
    /// What turns a phrase into a finding.
    package enum Trigger: Hashable, Sendable {
        /// The words alone, said by the agent.
        case words
        /// The words, unless the conversation shows consent (see `ComplianceWatch`).
        case recording
        /// The client's command, and then another message of the agent.
        case revocation
        /// The offer of a tour to a buyer, and no word of a written agreement in the conversation.
        case tour
        /// A question about who the client is, in talk of homes or of nothing else yet.
        case question
        /// The waiver of a signature, in talk of a tour.
        case waiver
    }

    /// Stable and unique, such as `fair_housing.familial_status`.
    package let id: String
    package let topic: ComplianceTopic
    package let trigger: Trigger
    /// One pattern a line, as `PhrasePattern` reads them.
    package let patterns: String
    /// Innocent look-alikes: a phrase that overlaps one of these is no finding.
    package let exceptions: String
    /// A message that says one of these is no finding at all.
    package let excuses: String
    /// What the agent should do instead.
    package let guidance: String
    package let source: String
    /// Since when the source says so.
    package let effective: CalendarDate

    init(
        _ id: String, _ topic: ComplianceTopic, trigger: Trigger = .words, patterns: String,
        exceptions: String = "", excuses: String = "", guidance: String, source: String,
        effective: String
    ) {
        guard let effective = CalendarDate(effective) else {
            preconditionFailure("\(id) has no date")
        }
        self.id = id
        self.topic = topic
        self.trigger = trigger
        self.patterns = patterns
        self.exceptions = exceptions
        self.excuses = excuses
        self.guidance = guidance
        self.source = source
        self.effective = effective
    }
}

/// Every compliance rule, and the version of the list.
package enum ComplianceRules {
    /// Changes with every change of a rule.
    package static let version = "2026.11.3"

    package static let all: [ComplianceRule] =
        FairHousingRules.all + AgreementRules.all + ConsentRules.all + IndirectRules.all
}
