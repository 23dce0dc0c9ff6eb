import GamificationDomain
import Identifiers
import Postgres

/// Agents' licences and their courses.
struct LicenceStore: Sendable {
    /// Nobody holds more; a bound on what one page shows.
    static let licenceCountMax = 50
    /// Courses of one licence.
    static let courseCountMax = 500

    /// Writes a licence down; returns whether it is the agent's own, as its id may be another's.
    func put(
        _ licence: Licence, _ tenant: TenantID, at now: Instant, in session: some SQLSession
    ) async throws(DatabaseError) -> Bool {
        try await session.execute(
            """
            INSERT INTO gamification.licences AS known (tenant_id, licence_id, agent_id, \
            jurisdiction, licence_type, number, expires_on, renewal, changed_at) VALUES \
            (\(tenant), \(licence.id), \(licence.agentID), \(licence.jurisdiction), \
            \(licence.type), \(licence.number), \(licence.expiresOn), \
            \(Int32(clamping: licence.renewal)), \(now)) \
            ON CONFLICT (tenant_id, licence_id) DO UPDATE SET \
            jurisdiction = excluded.jurisdiction, licence_type = excluded.licence_type, \
            number = excluded.number, expires_on = excluded.expires_on, \
            renewal = excluded.renewal, changed_at = excluded.changed_at \
            WHERE known.agent_id = excluded.agent_id
            """) > 0
    }

    /// An agent's licences, the next expiry first.
    func licences(
        of agent: AgentID, _ tenant: TenantID, in session: some SQLSession
    ) async throws(DatabaseError) -> [Licence] {
        try await session.query(
            """
            SELECT licence_id, jurisdiction, licence_type, number, expires_on, renewal \
            FROM gamification.licences WHERE tenant_id = \(tenant) AND agent_id = \(agent) \
            ORDER BY expires_on, licence_id
            """, as: (UUIDv7, String, LicenceType, String, CalendarDate, Int32).self
        ).map { row in
            Licence(
                id: row.0, agentID: agent, jurisdiction: row.1, type: row.2, number: row.3,
                expiresOn: row.4, renewal: Int(row.5))
        }
    }

    /// Its courses and reminders go with it.
    func remove(
        _ id: UUIDv7, of agent: AgentID, _ tenant: TenantID, in session: some SQLSession
    ) async throws(DatabaseError) {
        try await session.execute(
            """
            DELETE FROM gamification.licences WHERE tenant_id = \(tenant) \
            AND licence_id = \(id) AND agent_id = \(agent)
            """)
    }

    /// Writes a course down; returns whether it is the licence's own, as its id may be another's.
    func put(
        _ course: CompletedCourse, of agent: AgentID, _ tenant: TenantID, at now: Instant,
        in session: some SQLSession
    ) async throws(DatabaseError) -> Bool {
        try await session.execute(
            """
            INSERT INTO gamification.courses AS known (tenant_id, course_id, licence_id, agent_id, \
            title, provider, subject, minutes, completed_on, evidence, changed_at) VALUES \
            (\(tenant), \(course.id), \(course.licenceID), \(agent), \(course.title), \
            \(course.provider), \(course.subject), \(Int32(clamping: course.minutes)), \
            \(course.completedOn), \(course.evidence), \(now)) \
            ON CONFLICT (tenant_id, course_id) DO UPDATE SET title = excluded.title, \
            provider = excluded.provider, subject = excluded.subject, \
            minutes = excluded.minutes, completed_on = excluded.completed_on, \
            evidence = excluded.evidence, changed_at = excluded.changed_at \
            WHERE known.agent_id = excluded.agent_id AND known.licence_id = excluded.licence_id
            """) > 0
    }

    /// An agent's courses for all licences, newest first.
    func courses(
        of agent: AgentID, _ tenant: TenantID, in session: some SQLSession
    ) async throws(DatabaseError) -> [CompletedCourse] {
        try await session.query(
            """
            SELECT course_id, licence_id, title, provider, subject, minutes, completed_on, \
            evidence FROM gamification.courses WHERE tenant_id = \(tenant) \
            AND agent_id = \(agent) ORDER BY completed_on DESC, course_id
            """,
            as: (UUIDv7, UUIDv7, String, String, String, Int32, CalendarDate, String).self
        ).map { row in
            CompletedCourse(
                id: row.0, licenceID: row.1, title: row.2, provider: row.3, subject: row.4,
                minutes: Int(row.5), completedOn: row.6, evidence: row.7)
        }
    }

    func removeCourse(
        _ id: UUIDv7, of agent: AgentID, _ tenant: TenantID, in session: some SQLSession
    ) async throws(DatabaseError) {
        try await session.execute(
            """
            DELETE FROM gamification.courses WHERE tenant_id = \(tenant) \
            AND course_id = \(id) AND agent_id = \(agent)
            """)
    }
}
