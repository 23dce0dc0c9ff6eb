import CoachingContract
import Identifiers
import RPC
import Runtime

/// Serves `Coaching.subscribeAlerts`: what is stored after the cursor, then what comes.
///
/// It listens before it reads, so nothing falls between the two; and it always reads the database
/// after the last cursor that it sent, so nothing is sent twice.
struct SubscribeAlertsHandler: Sendable {
    /// Read in one go; a reader that is far behind holds no more than this in memory.
    static let pageSize = 100

    let alerts: AlertStore
    let teams: TeamStore
    let bell: AlertBell

    func handle(
        _ request: SubscribeAlerts, _ call: Call, _ writer: ResponseWriter<Alert>
    ) async throws {
        let sight = try await teams.sight(of: call, request.tenantID)
        let agents = try sight.agents(request.agentID)
        let only = request.agentID ?? sight.own
        if let after = request.after, after < 0 {
            throw RPCError.invalid("after", "must be 0 or a cursor, not \(after)")
        }
        var rings = bell.listen(to: request.tenantID, agent: only).makeAsyncIterator()
        var cursor: Int64
        if let after = request.after {
            cursor = after
        } else {
            cursor = try await alerts.lastCursor(of: request.tenantID)
        }
        repeat {
            var page: [Alert]
            repeat {
                page = try await alerts.page(
                    request.tenantID, agents: agents, after: cursor, limit: Self.pageSize)
                for alert in page {
                    try await writer.write(alert)
                    cursor = alert.cursor
                }
            } while page.count == Self.pageSize
        } while await rings.next() != nil
    }
}
