import CoachingContract
import Identifiers
import Postgres
import RPC
import Runtime
import Wire

/// Serves `Coaching.respondToAlert`: the last answer counts, and the same again is nothing new.
struct RespondToAlertHandler: Sendable {
    /// A reason is a sentence or two.
    static let reasonByteCountMax = 2_000

    let database: Database
    let alerts: AlertStore
    let teams: TeamStore
    let performance: PerformanceStore
    let events: EventLog
    let reports: TimingReportStore

    func handle(_ request: RespondToAlert, _ call: Call) async throws -> Alert {
        let sight = try await teams.sight(of: call, request.tenantID)
        let answer = AlertAnswer(
            response: Open(try known(request.response, "response")),
            reason: try reason(of: request), actedOn: request.actedOn, respondedAt: call.now)
        return try await database.withTransaction(.tenant(request.tenantID)) { transaction in
            let alert = try await alerts.alert(request.alertID, request.tenantID, in: transaction)
            guard let alert, sight.includes(alert.agentID) else {
                throw RPCError.missing("alert", request.alertID)
            }
            try Sight.requireOneself(alert.agentID, call, "answer a prompt")
            let isNew = try await alerts.answer(
                request.alertID, request.tenantID, with: answer, in: transaction)
            guard isNew else { return alert }
            return try await publish(request, at: call.now, in: transaction)
        }
    }

    private func publish(
        _ request: RespondToAlert, at now: Instant, in transaction: Transaction
    ) async throws -> Alert {
        let alert = try await alerts.alert(request.alertID, request.tenantID, in: transaction)
        guard let alert, let answer = alert.response else {
            throw RPCError.missing("alert", request.alertID)
        }
        try await reports.close(alert, answer, in: transaction)
        let timeZone = try await performance.timeZone(
            of: alert.agentID, request.tenantID, in: transaction)
        try await events.append(
            AlertAnswered(
                alertID: alert.alertID, agentID: alert.agentID, response: answer.response,
                actedOn: answer.actedOn, timeZone: timeZone),
            tenant: request.tenantID, agent: alert.agentID, at: now, in: transaction)
        return alert
    }

    private func reason(of request: RespondToAlert) throws(RPCError) -> String {
        let isBlank = request.reason.allSatisfy(\.isWhitespace)
        if request.response.known == .overridden, isBlank {
            throw .invalid("reason", "must say why the alert is overridden")
        }
        guard request.reason.utf8.count <= Self.reasonByteCountMax, !request.reason.utf8.contains(0)
        else {
            throw .invalid("reason", "must be \(Self.reasonByteCountMax) bytes at most")
        }
        return isBlank ? "" : request.reason
    }
}
