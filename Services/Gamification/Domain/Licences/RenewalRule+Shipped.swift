import Identifiers

extension RenewalRule {
    /// What some jurisdictions ask, as it was read on the day that stands with each rule.
    ///
    /// A tenant overrides any of them with a rule of its own, and adds those that are missing.
    package static let shipped: [RenewalRule] =
        california + texas + florida + newYork + arizona + alabama + [realtorEthics]

    /// 2026-11-21.
    private static let checked = CalendarDate(daysSinceEpoch: 20_778)
    /// 2023-01-01: what came before is nobody's next renewal.
    private static let start = CalendarDate(daysSinceEpoch: 19_358)

    private static let california: [RenewalRule] = {
        let source = "California Business and Professions Code § 10170.5"
        let first = hours([
            ("ethics", 3), ("agency", 3), ("trust_funds", 3), ("risk_management", 3),
            ("fair_housing", 3), ("implicit_bias", 2), ("consumer_protection", 18),
        ])
        let later = hours([("survey", 9), ("consumer_protection", 18)])
        return [LicenceType.salesperson, .broker].flatMap { type in
            [(1, first), (2, later)].map { renewal, subjects in
                rule(
                    "US-CA", type, from: renewal, hours: 45, months: 48, subjects, source)
            }
        }
    }()

    private static let texas: [RenewalRule] = {
        let source = "Texas Administrative Code, title 22, § 535.92"
        let all = [("legal_update_1", 4.0), ("legal_update_2", 4), ("contracts", 3)]
        return [
            rule("US-TX", .salesperson, hours: 18, months: 24, hours(all), source),
            rule(
                "US-TX", .broker, hours: 18, months: 24,
                hours(all + [("broker_responsibility", 6)]), source),
        ]
    }()

    private static let florida: [RenewalRule] = {
        let first = rule(
            "US-FL", .salesperson, hours: 45, months: 24, hours([("post_licence", 45)]),
            "Florida Administrative Code, rule 61J2-3.020")
        let later = [LicenceType.salesperson, .broker].map { type in
            rule(
                "US-FL", type, from: type == .broker ? 1 : 2, hours: 14, months: 24,
                hours([("core_law", 3), ("ethics", 3), ("specialty", 8)]),
                "Florida Administrative Code, rule 61J2-3.009")
        }
        return [first] + later
    }()

    private static let newYork: [RenewalRule] = [LicenceType.salesperson, .broker].map { type in
        rule(
            "US-NY", type, hours: 22.5, months: 24,
            hours([
                ("fair_housing", 3), ("ethics", 2.5), ("implicit_bias", 2),
                ("cultural_competency", 2), ("agency", 1), ("recent_law", 1),
            ]), "New York Real Property Law § 441(3)")
    }

    private static let arizona: [RenewalRule] = [LicenceType.salesperson, .broker].map { type in
        let subjects = [
            "agency", "commissioners_standards", "contracts", "disclosure", "fair_housing",
            "legal_issues",
        ]
        return rule(
            "US-AZ", type, hours: 24, months: 24, hours(subjects.map { ($0, 3) }),
            "Arizona Administrative Code R4-28-402")
    }

    private static let alabama: [RenewalRule] = [LicenceType.salesperson, .broker].map { type in
        rule(
            "US-AL", type, hours: 15, months: 24, hours([("risk_management", 3)]),
            "Alabama Real Estate Commission, continuing education for renewal")
    }

    /// The association asks for hours of its code of ethics, and for nothing else.
    private static let realtorEthics = rule(
        "US", .realtor, hours: 2.5, months: 36, hours([("ethics", 2.5)]),
        "National Association of Realtors, Code of Ethics training requirement")

    private static func rule(
        _ jurisdiction: String, _ type: LicenceType, from renewal: Int = 1, hours: Double,
        months: Int, _ subjects: [Subject], _ source: String
    ) -> RenewalRule {
        RenewalRule(
            jurisdiction: jurisdiction, licenceType: type, fromRenewal: renewal,
            effectiveFrom: start, minutes: Int(hours * 60), cycleMonths: months,
            subjects: subjects, source: source, checkedOn: checked)
    }

    /// Subjects and their hours.
    private static func hours(_ subjects: [(String, Double)]) -> [Subject] {
        subjects.map { Subject($0.0, minutes: Int($0.1 * 60)) }
    }
}
