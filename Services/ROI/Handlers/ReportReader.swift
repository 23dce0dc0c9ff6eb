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
    let deals: DealStore
    let activity: ActivityStore
    let spreads: SpreadStore
    let teams: TeamReader
    let evidence = EvidenceStore()

    /// What a report was computed from.
    struct Reading: Sendable {
        let period: Period
        /// Its end, or now where it still runs.
        let asOf: Instant
        let report: ReturnOnCoaching
        let baseline: Baseline
        let spreads: ROIDomain.ProjectionSpreads
        let activeHours: Double
        let events: [FigureEvent]
        let eventCount: Int

        /// A year at this pace; nil when it is too early to tell.
        func projection(
            _ scenario: [Projection.Input.Name: Double] = [:], seed: UInt64
        ) -> Projection? {
            Projection(
                report, against: baseline, spreads: spreads, scenario: scenario, seed: seed)
        }
    }

    /// - Parameters:
    ///   - kinds: of events to bring along, at most `limit` of them.
    ///   - costs: of which categories, where costs are among the kinds.
    func read(
        _ request: GetReport, _ call: Call, kinds: [String] = [],
        costs: [CostCategory] = CostCategory.allCases, atMost limit: Int = 0
    ) async throws -> Reading {
        let scope = try await teams.scope(of: request, call)
        return try await read(
            request, of: scope, at: call.now, bringing: Wanted(kinds, costs, limit))
    }

    func read(
        _ request: GetReport, of scope: ReportScope, at now: Instant,
        bringing wanted: Wanted = Wanted()
    ) async throws -> Reading {
        do {
            let period = try Period(start: request.periodStart, end: request.periodEnd)
            let asOf = min(period.end, now.endOfQuarterHour)
            guard asOf > period.start else { throw ROIRefusal.notBegun }
            let stored = try await database.withTransaction(
                .tenant(scope.tenant), as: .snapshot
            ) { transaction in
                try await records(scope, period, asOf, wanted, transaction)
            }
            return try stored.reading(resampledBy: request.seed)
        } catch let fault as RecordFault {
            throw RPCError(fault)
        } catch let refusal as ROIRefusal {
            throw RPCError(refusal)
        }
    }

    /// Events that a figure was counted from, as far as they are asked for.
    struct Wanted: Sendable {
        let kinds: [String]
        let costs: [CostCategory]
        let limit: Int

        init(_ kinds: [String] = [], _ costs: [CostCategory] = [], _ limit: Int = 0) {
            self.kinds = kinds
            self.costs = costs
            self.limit = limit
        }
    }

    /// What is stored at one moment; it is reckoned with when the connection is free again.
    private struct Records {
        let measurement: Measurement
        let baseline: Baseline
        let spreads: ROIDomain.ProjectionSpreads
        let evidence: (events: [FigureEvent], count: Int)

        func reading(resampledBy seed: UInt64) throws(ROIRefusal) -> Reading {
            var generator = SplitMix64(seed: seed)
            return Reading(
                period: measurement.period, asOf: measurement.asOf,
                report: try ReturnOnCoaching(
                    measurement, against: baseline, spreads: spreads, using: &generator),
                baseline: baseline, spreads: spreads,
                activeHours: Double(measurement.activity.reduce(0) { $0 + $1.activeQuarters }) / 4,
                events: evidence.events, eventCount: evidence.count)
        }
    }

    private func records(
        _ scope: ReportScope, _ period: Period, _ asOf: Instant, _ wanted: Wanted,
        _ transaction: Transaction
    ) async throws -> Records {
        let tenant = scope.tenant
        guard
            let baseline = try await baselines.baseline(
                for: scope.agent, tenant, in: transaction)
        else { throw ROIRefusal.noBaseline }
        let coached = try await activity.coachedAgents(tenant, in: period, session: transaction)
        let agents = scope.agents == nil ? coached : coached.filter(scope.includes)
        guard !agents.isEmpty else { throw ROIRefusal.noCoachedAgents }
        let costs = try await costs.costs(tenant, in: period, session: transaction)
        let own = costs.own.filter { scope.includes($0.agentID) }
        let elapsed = try Period(start: period.start, end: asOf)
        let measurement = Measurement(
            period: period, asOf: asOf,
            activity: try await rows(of: agents, scope, in: period, transaction),
            costs: own, strayCosts: costs.stray,
            deals: try await deals.deals(tenant, in: period, session: transaction)
                .filter { scope.includes($0.agentID) },
            retention: baseline.retentionRate == nil
                ? nil : try await retention(of: agents, tenant, in: elapsed, transaction),
            coachedAgentCount: agents.count, tenantAgentCount: coached.count,
            coachedSince: try await starts(of: agents, own, tenant, transaction))
        return Records(
            measurement: measurement, baseline: baseline,
            spreads: try await spreads.spreads(tenant, in: transaction)?.spreads ?? .product,
            evidence: wanted.kinds.isEmpty
                ? ([], 0)
                : try await evidence.events(
                    wanted.kinds, costs: wanted.costs, of: agents, tenant, in: period,
                    atMost: wanted.limit, session: transaction))
    }

    /// Only of those of whom training is recorded: hours of the whole tenant are everybody's.
    private func starts(
        of agents: [AgentID], _ costs: [CostEntry], _ tenant: TenantID, _ transaction: Transaction
    ) async throws -> [AgentID: Instant] {
        let training = costs.filter { $0.category == .trainingHours }
        guard !training.isEmpty else { return [:] }
        let trained = training.compactMap(\.agentID)
        return try await activity.firstSessions(
            of: trained.count < training.count ? agents : Array(Set(trained)), tenant,
            session: transaction)
    }

    /// More agents are read as sums of the whole tenant, and those who are not asked for left out.
    private static let namedAgentsMax = 500

    private func rows(
        of agents: [AgentID], _ scope: ReportScope, in period: Period, _ transaction: Transaction
    ) async throws -> [AgentActivity] {
        var rows: [AgentActivity] = []
        for part in period.partDays {
            rows += try await activity.part(
                of: agents, scope.tenant, in: part, session: transaction)
        }
        let days = period.wholeDays
        guard !days.isEmpty else { return rows }
        if agents.count <= Self.namedAgentsMax {
            return try await rows
                + activity.days(of: agents, scope.tenant, in: days, session: transaction)
        }
        let asked = Set(agents)
        return try await rows
            + activity.sums(scope.tenant, over: BlockCover(days), session: transaction)
            .filter { asked.contains($0.agentID) }
    }

    /// Nil for a period shorter than the silence that is taken for leaving.
    private func retention(
        of agents: [AgentID], _ tenant: TenantID, in period: Period, _ transaction: Transaction
    ) async throws -> Retention? {
        guard period.length >= Retention.silenceMax else { return nil }
        let before = try await active(
            agents, tenant, in: Retention.days(before: period.start), transaction)
        let last = try await active(
            agents, tenant, in: Retention.days(before: period.end), transaction)
        return Retention(present: before.count, stayed: before.intersection(last).count)
    }

    /// Who of some agents wrote or said something in these days.
    private func active(
        _ agents: [AgentID], _ tenant: TenantID, in days: Range<CalendarDate>,
        _ transaction: Transaction
    ) async throws -> Set<AgentID> {
        if agents.count <= Self.namedAgentsMax {
            let rows = try await activity.days(of: agents, tenant, in: days, session: transaction)
            return Set(rows.filter { $0.activeQuarters > 0 }.map(\.agentID))
        }
        let active = try await activity.activeAgents(
            tenant, over: BlockCover(days), session: transaction)
        return Set(active).intersection(agents)
    }
}

extension Instant {
    /// Activity is counted by quarter-hours, so the one that runs belongs to what is measured.
    fileprivate var endOfQuarterHour: Instant {
        let quarter: Int64 = 900_000_000
        return Instant(microseconds: (microseconds / quarter + 1) * quarter)
    }
}

extension GetReport {
    /// Such as `agent ann`.
    var subject: String {
        agentID.map { "agent \($0)" } ?? teamID.map { "team \($0)" } ?? "all coached agents"
    }

    /// The same request resamples in the same way.
    var seed: UInt64 {
        FNV1a.hash("\(tenantID) \(subject) \(periodStart) \(periodEnd)".utf8)
    }
}
