import Identifiers
import Postgres
import ROIContract
import ROIDomain
import RPC

/// Reads what was recorded about a period and computes the return.
struct ReportReader: Sendable {
    let database: Database
    let baselines: BaselineStore
    let costs: CostStore
    let activity: ActivityStore
    let evidence = EvidenceStore()

    /// What a report was computed from.
    struct Reading: Sendable {
        let period: Period
        let report: ReturnOnCoaching
        let baseline: Baseline
        let activeHours: Double
        let events: [FigureEvent]
        let eventCount: Int
    }

    /// - Parameter kinds: of events to bring along, at most `limit` of them.
    func read(
        _ request: GetReport, kinds: [String] = [], atMost limit: Int = 0
    ) async throws -> Reading {
        do {
            return try await compute(request, kinds, limit)
        } catch let fault as RecordFault {
            throw RPCError(fault)
        } catch let refusal as ROIRefusal {
            throw RPCError(refusal)
        }
    }

    private func compute(
        _ request: GetReport, _ kinds: [String], _ limit: Int
    ) async throws -> Reading {
        let period = try Period(start: request.periodStart, end: request.periodEnd)
        let tenant = request.tenantID
        return try await database.withTransaction(.tenant(tenant), as: .snapshot) { transaction in
            guard
                let baseline = try await baselines.baseline(
                    for: request.agentID, tenant, in: transaction)
            else { throw ROIRefusal.noBaseline }
            let coached = try await activity.coachedAgents(
                tenant, in: period, session: transaction)
            let agents = coached.filter { request.agentID == nil || request.agentID == $0 }
            guard !agents.isEmpty else { throw ROIRefusal.noCoachedAgents }
            let days = try await activity.days(of: agents, tenant, in: period, session: transaction)
            let measurement = Measurement(
                period: period, days: days,
                costs: try await costs.costs(
                    of: agents, tenant, in: period, session: transaction),
                tenantAgentCount: coached.count)
            var generator = SplitMix64(seed: request.seed)
            let report = try ReturnOnCoaching(measurement, against: baseline, using: &generator)
            var found: (events: [FigureEvent], count: Int) = ([], 0)
            if !kinds.isEmpty {
                found = try await evidence.events(
                    kinds, of: agents, tenant, in: period, atMost: limit, session: transaction)
            }
            return Reading(
                period: period, report: report, baseline: baseline,
                activeHours: Double(days.reduce(0) { $0 + $1.activeQuarters }) / 4,
                events: found.events,
                eventCount: found.count)
        }
    }
}

extension GetReport {
    /// The same request resamples in the same way.
    var seed: UInt64 {
        FNV1a.hash("\(tenantID) \(agentID?.rawValue ?? "") \(periodStart) \(periodEnd)".utf8)
    }
}
