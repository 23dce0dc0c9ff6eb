import GamificationDomain
import Identifiers
import Postgres

/// What tenants say that jurisdictions ask of licences.
struct RenewalRuleStore: Sendable {
    /// A bound on what every look at a licence reads.
    static let ruleCountMax = 500

    func book(
        of tenant: TenantID, in session: some SQLSession
    ) async throws(DatabaseError) -> RenewalRuleBook {
        let rows = try await session.query(
            """
            SELECT jurisdiction, licence_type, from_renewal, effective_from, minutes, \
            cycle_months, subjects, subject_minutes, source, checked_on \
            FROM gamification.renewal_rules WHERE tenant_id = \(tenant) \
            ORDER BY jurisdiction, licence_type, from_renewal, effective_from
            """,
            as: (
                String, LicenceType, Int32, CalendarDate, Int32, Int32, [String], [Int32],
                String, CalendarDate
            ).self)
        return RenewalRuleBook(
            own: rows.map { row -> RenewalRule in
                RenewalRule(
                    jurisdiction: row.0, licenceType: row.1, fromRenewal: Int(row.2),
                    effectiveFrom: row.3, minutes: Int(row.4), cycleMonths: Int(row.5),
                    subjects: zip(row.6, row.7).map {
                        RenewalRule.Subject($0, minutes: Int($1))
                    }, source: row.8, checkedOn: row.9)
            })
    }

    /// Writes a rule in place of the tenant's own of the same licence, renewal and day.
    func put(
        _ rule: RenewalRule, _ tenant: TenantID, in session: some SQLSession
    ) async throws(DatabaseError) {
        try await session.execute(
            """
            INSERT INTO gamification.renewal_rules (tenant_id, jurisdiction, licence_type, \
            from_renewal, effective_from, minutes, cycle_months, subjects, subject_minutes, \
            source, checked_on) VALUES (\(tenant), \(rule.jurisdiction), \(rule.licenceType), \
            \(Int32(clamping: rule.fromRenewal)), \(rule.effectiveFrom), \
            \(Int32(clamping: rule.minutes)), \(Int32(clamping: rule.cycleMonths)), \
            \(rule.subjects.map(\.name))::text[], \
            \(rule.subjects.map { Int32(clamping: $0.minutes) })::int[], \(rule.source), \
            \(rule.checkedOn)) \
            ON CONFLICT (tenant_id, jurisdiction, licence_type, from_renewal, effective_from) \
            DO UPDATE SET minutes = excluded.minutes, cycle_months = excluded.cycle_months, \
            subjects = excluded.subjects, subject_minutes = excluded.subject_minutes, \
            source = excluded.source, checked_on = excluded.checked_on
            """)
    }
}
