import GamificationDomain
import Identifiers
import Postgres

/// Agents' answers to the questions of the exam practice.
struct ExamStore: Sendable {
    struct Row: Hashable, Sendable {
        let id: UUIDv7
        let option: Int
        let review: ExamReview
    }

    /// Every answer of an agent, oldest first.
    func answers(
        of agent: AgentID, _ tenant: TenantID, in session: some SQLSession
    ) async throws(DatabaseError) -> [Row] {
        let rows = try await session.query(
            """
            SELECT review_id, question_id, option, rating, local_day \
            FROM gamification.exam_reviews WHERE tenant_id = \(tenant) \
            AND agent_id = \(agent) ORDER BY reviewed_at, review_id
            """, as: (UUIDv7, String, Int32, Int32, CalendarDate).self)
        return rows.compactMap { row in
            FSRS.Rating(rawValue: Int(row.3)).map { rating in
                Row(
                    id: row.0, option: Int(row.2),
                    review: ExamReview(questionID: row.1, day: row.4, rating: rating))
            }
        }
    }

    /// Keeps an answer once; returns whether it is new.
    func add(
        _ row: Row, of agent: AgentID, _ tenant: TenantID, at now: Instant,
        in session: some SQLSession
    ) async throws(DatabaseError) -> Bool {
        try await session.execute(
            """
            INSERT INTO gamification.exam_reviews (tenant_id, review_id, agent_id, question_id, \
            option, rating, local_day, reviewed_at) VALUES (\(tenant), \(row.id), \(agent), \
            \(row.review.questionID), \(Int32(clamping: row.option)), \
            \(Int32(row.review.rating.rawValue)), \(row.review.day), \(now)) \
            ON CONFLICT (tenant_id, review_id) DO NOTHING
            """) > 0
    }
}
