import Identifiers

/// What a real-estate licence is for.
package enum LicenceType: String, Vocabulary {
    case salesperson
    case broker
    /// Membership of the National Association of Realtors, whose code of ethics asks for training.
    case realtor
}

/// What one jurisdiction asks of one kind of licence before it is renewed, from a date on.
///
/// Guidance, not legal advice: the source and the day on which it was read stand with it.
package struct RenewalRule: Hashable, Sendable {
    /// So much of one subject at least; part of the total.
    package struct Subject: Hashable, Sendable {
        /// In `snake_case`, such as `fair_housing`.
        package let name: String
        package let minutes: Int

        package init(_ name: String, minutes: Int) {
            self.name = name
            self.minutes = minutes
        }
    }

    /// ISO 3166-2, such as `US-CA`; the country alone where all of it is meant.
    package let jurisdiction: String
    package let licenceType: LicenceType
    /// The first renewal of a licence that this is for, from 1.
    package let fromRenewal: Int
    /// Licences that expire on this day or later are renewed by it.
    package let effectiveFrom: CalendarDate
    /// Of all subjects together.
    package let minutes: Int
    /// The months before the expiry in which courses count.
    package let cycleMonths: Int
    package let subjects: [Subject]
    package let source: String
    package let checkedOn: CalendarDate

    package init(
        jurisdiction: String, licenceType: LicenceType, fromRenewal: Int = 1,
        effectiveFrom: CalendarDate, minutes: Int, cycleMonths: Int, subjects: [Subject],
        source: String, checkedOn: CalendarDate
    ) {
        self.jurisdiction = jurisdiction
        self.licenceType = licenceType
        self.fromRenewal = fromRenewal
        self.effectiveFrom = effectiveFrom
        self.minutes = minutes
        self.cycleMonths = cycleMonths
        self.subjects = subjects
        self.source = source
        self.checkedOn = checkedOn
    }
}

/// The rules that a tenant goes by: those that are shipped, and its own, which come first.
package struct RenewalRuleBook: Sendable {
    package let own: [RenewalRule]
    package let shipped: [RenewalRule]

    package init(own: [RenewalRule], shipped: [RenewalRule] = RenewalRule.shipped) {
        self.own = own
        self.shipped = shipped
    }

    /// The rule by which a licence is renewed next; nil when nobody wrote one down.
    ///
    /// Among those that fit, the one for the latest renewal, then the one that took effect last.
    package func rule(for licence: Licence) -> RenewalRule? {
        rule(for: licence, in: own) ?? rule(for: licence, in: shipped)
    }

    private func rule(for licence: Licence, in rules: [RenewalRule]) -> RenewalRule? {
        rules.filter {
            $0.jurisdiction == licence.jurisdiction && $0.licenceType == licence.type
                && $0.fromRenewal <= licence.renewal && $0.effectiveFrom <= licence.expiresOn
        }.max {
            ($0.fromRenewal, $0.effectiveFrom) < ($1.fromRenewal, $1.effectiveFrom)
        }
    }
}
