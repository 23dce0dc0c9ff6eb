import CoachingContract
import GamificationContract
import Identifiers
import Postgres
import ROIContract
import ROIDomain
import RPC
import Runtime
import Statistics

/// Serves `ROI.startExperiment`, `changeExperiment`, `assignArm` and `listExperiments`.
struct ExperimentHandlers: Sendable {
    let experiments: ExperimentStore
    /// The services that have the features which are tried out.
    let coaching: Client<Coaching>
    let gamification: Client<Gamification>

    func start(_ request: StartExperiment, _ call: Call) async throws -> ExperimentState {
        try requireManager(call, of: request.tenantID, agent: nil)
        let experiment = try StoredExperiment(request, at: call.now)
        try await requireFree(experiment, request.tenantID)
        var known = experiment
        if try await !experiments.insert(experiment, request.tenantID) {
            known = try await experiments.known(request.experimentID, request.tenantID)
            guard known.isSame(as: experiment) else {
                throw RPCError(
                    .alreadyExists,
                    "another experiment has this experiment_id: use an id of its own")
            }
        }
        return try await switched(known, request.tenantID)
    }

    /// Two experiments on one feature draw arms that contradict each other for every agent in both.
    private func requireFree(
        _ experiment: StoredExperiment, _ tenant: TenantID
    ) async throws {
        guard let running = try await experiments.running(on: experiment.feature, tenant),
            running.id != experiment.id,
            try await experiments.experiment(experiment.id, tenant) == nil
        else { return }
        throw RPCError(
            .failedPrecondition,
            """
            experiment \(running.id) has been running on \(experiment.feature) since \
            \(running.startedAt.utcDay), and an agent can be in one arm only: stop it first
            """)
    }

    func change(_ request: ChangeExperiment, _ call: Call) async throws -> ExperimentState {
        try requireManager(call, of: request.tenantID, agent: nil)
        let known = try await experiments.known(request.experimentID, request.tenantID)
        if let ramp = request.ramp {
            guard ramp >= known.assignment.ramp, ramp <= 1 else {
                throw RPCError.invalid(
                    "ramp",
                    "must be \(known.assignment.ramp) to 1: taking units back would spoil the arms")
            }
        }
        try await experiments.change(
            request.experimentID, request.tenantID, ramp: request.ramp,
            stoppedAt: request.stop ? call.now : nil)
        return try await switched(
            try await experiments.known(request.experimentID, request.tenantID),
            request.tenantID)
    }

    /// Tells the service of the feature as things stand, for whom the call came. When it does not
    /// answer, neither do we: the caller asks again, which changes nothing here.
    private func switched(
        _ experiment: StoredExperiment, _ tenant: TenantID
    ) async throws -> ExperimentState {
        if experiment.feature == Gamification.playFeature {
            _ = try await gamification.switchPlay(SwitchPlay(experiment, tenant))
        } else {
            _ = try await coaching.switchFeature(FeatureSwitch(experiment, tenant))
        }
        return ExperimentState(experiment)
    }

    func assign(_ request: AssignArm, _ call: Call) async throws -> ArmAssignment {
        try Access(call, to: request.tenantID).require(request.agentID)
        try checkText(request.team ?? "", "team", byteCountMax: 256)
        try checkText(request.stratum ?? "", "stratum", byteCountMax: 256)
        let known = try await experiments.known(request.experimentID, request.tenantID)
        guard known.stoppedAt == nil else {
            return ArmAssignment(arm: nil, isOn: false, feature: known.feature)
        }
        var unit = request.agentID.rawValue
        if known.isByTeam {
            guard let team = request.team, !team.isEmpty else {
                throw RPCError.invalid("team", "is needed: this experiment assigns whole teams")
            }
            unit = team
        }
        guard let arm = known.assignment.arm(of: unit) else {
            return ArmAssignment(arm: nil, isOn: false, feature: known.feature)
        }
        try await experiments.expose(
            request.agentID, to: arm, of: request.experimentID, request.tenantID,
            team: request.team, stratum: request.stratum, at: call.now,
            in: experiments.database.scoped(to: .tenant(request.tenantID)))
        return ArmAssignment(
            arm: arm, isOn: arm != known.assignment.control, feature: known.feature)
    }

    func list(_ request: ListExperiments, _ call: Call) async throws -> ExperimentList {
        try requireManager(call, of: request.tenantID, agent: nil)
        return ExperimentList(
            experiments: try await experiments.newest(request.tenantID).map(ExperimentState.init))
    }
}

extension ExperimentStore {
    /// The experiment, or the refusal that names what is missing.
    func known(_ id: String, _ tenant: TenantID) async throws -> StoredExperiment {
        try checkID(id, "experiment_id")
        guard let known = try await experiment(id, tenant) else {
            throw RPCError(.notFound, "there is no experiment of this id: start it first")
        }
        return known
    }
}

extension StoredExperiment {
    /// More than any tenant has agents.
    static let plannedUnitsMax = 1_000_000

    fileprivate init(_ request: StartExperiment, at now: Instant) throws(RPCError) {
        try checkID(request.experimentID, "experiment_id")
        try ExperimentFeatures.check(request.feature)
        try check(request.plannedUnits, in: 2...Self.plannedUnitsMax, "planned_units")
        let metrics = try request.metrics.map { name throws(RPCError) in
            try AgentOutcomes.Metric(named: name, in: "metrics")
        }
        guard !metrics.isEmpty, Set(metrics).count == metrics.count else {
            throw RPCError.invalid("metrics", "must name at least one metric, and none twice")
        }
        guard request.stratifiedBy == nil || request.stratifiedBy == Self.tenure else {
            throw RPCError.invalid("stratified_by", "must be \(Self.tenure) or left out")
        }
        guard request.stratifiedBy == nil || !request.byTeam else {
            throw RPCError.invalid(
                "stratified_by", "must be left out where teams are assigned: a team has no tenure")
        }
        do throws(AssignmentFault) {
            assignment = try Assignment(
                experiment: request.experimentID,
                seed: request.seed.map { Int64($0) }
                    ?? Int64(FNV1a.hash(request.experimentID.utf8) >> 1),
                arms: request.arms,
                shares: request.shares.isEmpty ? request.arms.map { _ in 1 } : request.shares,
                ramp: request.ramp)
        } catch {
            throw RPCError(.invalidArgument, error.description)
        }
        id = request.experimentID
        feature = request.feature
        self.metrics = metrics
        isByTeam = request.byTeam
        isStratified = request.stratifiedBy != nil
        plannedUnits = request.plannedUnits
        startedAt = now
        stoppedAt = nil
    }

    /// Whether the settings are the same; the ramp may have grown since.
    fileprivate func isSame(as other: StoredExperiment) -> Bool {
        feature == other.feature && metrics == other.metrics && isByTeam == other.isByTeam
            && isStratified == other.isStratified
            && assignment.arms == other.assignment.arms
            && assignment.shares == other.assignment.shares
            && assignment.seed == other.assignment.seed
    }

    var design: ExperimentDesign {
        ExperimentDesign(
            arms: assignment.arms, shares: assignment.shares, metrics: metrics,
            isByTeam: isByTeam, isStratified: isStratified)
    }
}

extension AgentOutcomes.Metric {
    /// - Parameter field: what the refusal names.
    init(named name: String, in field: String) throws(RPCError) {
        guard let metric = Self(rawValue: name) else {
            let words = Self.allCases.map(\.rawValue).joined(separator: ", ")
            throw RPCError.invalid(field, "must be one or more of \(words)")
        }
        self = metric
    }
}

extension FeatureSwitch {
    fileprivate init(_ stored: StoredExperiment, _ tenant: TenantID) {
        let assignment = stored.assignment
        self.init(
            tenantID: tenant, experimentID: stored.id, feature: stored.feature,
            arms: assignment.arms, shares: assignment.shares, seed: Int(assignment.seed),
            byTeam: stored.isByTeam, ramp: assignment.ramp, isStopped: stored.stoppedAt != nil)
    }
}

extension SwitchPlay {
    fileprivate init(_ stored: StoredExperiment, _ tenant: TenantID) {
        let assignment = stored.assignment
        self.init(
            tenantID: tenant, experimentID: stored.id, arms: assignment.arms,
            shares: assignment.shares, seed: Int(assignment.seed), byTeam: stored.isByTeam,
            ramp: assignment.ramp, isStopped: stored.stoppedAt != nil)
    }
}

extension ExperimentState {
    init(_ stored: StoredExperiment) {
        let assignment = stored.assignment
        self.init(
            experimentID: stored.id, feature: stored.feature, arms: assignment.arms,
            shares: assignment.shares, metrics: stored.metrics.map(\.rawValue),
            seed: Int(assignment.seed), byTeam: stored.isByTeam, ramp: assignment.ramp,
            startedAt: stored.startedAt, stoppedAt: stored.stoppedAt,
            caution: StudyPlan().answer(perArm: stored.plannedUnits).words,
            stratifiedBy: stored.isStratified ? StoredExperiment.tenure : nil,
            plannedUnits: stored.plannedUnits)
    }
}
