import GatewayDomain
import Identifiers
import ROIContract
import RPC

/// What the page of returns asks of ROI.
extension ROIPeer {
    func report(
        _ stretch: Stretch, of subject: ReturnSubject, for person: Person
    ) async -> Panel<ROIReport> {
        await panel {
            try await acting(person).getReport(
                GetReport(
                    tenantID: person.tenant, agentID: subject.agent, periodStart: stretch.start,
                    periodEnd: stretch.end, teamID: subject.team),
                timeout: PeerCall.pageTimeout)
        }
    }

    func projection(
        _ stretch: Stretch, of subject: ReturnSubject, _ scenario: [ScenarioFactor],
        for person: Person
    ) async -> Panel<ReturnProjection> {
        await panel {
            try await acting(person).projectReturn(
                ProjectReturn(
                    tenantID: person.tenant, agentID: subject.agent, periodStart: stretch.start,
                    periodEnd: stretch.end, scenario: scenario, teamID: subject.team),
                timeout: PeerCall.pageTimeout)
        }
    }

    /// How a figure comes about, with its newest events at most.
    func explanation(
        of figure: String, _ stretch: Stretch, of subject: ReturnSubject, atMost limit: Int,
        for person: Person
    ) async -> Panel<FigureExplanation> {
        await panel {
            try await acting(person).explainFigure(
                ExplainFigure(
                    tenantID: person.tenant, agentID: subject.agent, periodStart: stretch.start,
                    periodEnd: stretch.end, figure: figure, eventCountMax: limit,
                    teamID: subject.team),
                timeout: PeerCall.pageTimeout)
        }
    }

    func adoption(_ stretch: Stretch, for person: Person) async -> Panel<Adoption> {
        await panel {
            try await acting(person).getAdoption(
                GetAdoption(
                    tenantID: person.tenant, periodStart: stretch.start, periodEnd: stretch.end),
                timeout: PeerCall.pageTimeout)
        }
    }

    func plan(_ form: ExperimentForm, for person: Person) async -> Panel<ExperimentPlan> {
        await panel {
            try await acting(person).planExperiment(
                PlanExperiment(
                    tenantID: person.tenant, unitsPerArm: form.unitsPerArm,
                    treatedShare: Double(form.treatedPercent) / 100, metric: form.metric,
                    byTeam: form.isByTeam),
                timeout: PeerCall.pageTimeout)
        }
    }

    func experiments(for person: Person) async -> Panel<[ExperimentState]> {
        await panel {
            try await acting(person).listExperiments(
                ListExperiments(tenantID: person.tenant), timeout: PeerCall.pageTimeout
            ).experiments
        }
    }

    func experiment(_ id: String, for person: Person) async -> Panel<ExperimentReport> {
        await panel {
            try await acting(person).getExperiment(
                GetExperiment(tenantID: person.tenant, experimentID: id),
                timeout: PeerCall.pageTimeout)
        }
    }

    func keptReports(for person: Person) async -> Panel<[KeptReport]> {
        await panel {
            try await acting(person).listReports(
                ListReports(tenantID: person.tenant), timeout: PeerCall.pageTimeout
            ).reports
        }
    }

    func schedule(for person: Person) async -> Panel<ReportSchedule> {
        await panel {
            try await acting(person).getReportSchedule(
                GetReportSchedule(tenantID: person.tenant), timeout: PeerCall.pageTimeout)
        }
    }

    private func panel<Value: Sendable>(_ ask: () async throws -> Value) async -> Panel<Value> {
        await PeerCall.panel(of: "ROI", ask) { error in
            switch error.code {
            case .failedPrecondition, .invalidArgument, .notFound: error.message
            default: nil
            }
        }
    }
}

/// What a person does there.
extension ROIPeer {
    func file(
        _ format: String, _ stretch: Stretch, of subject: ReturnSubject, for person: Person
    ) async throws -> RenderedReport {
        try await acting(person).renderReport(
            RenderReport(
                tenantID: person.tenant, agentID: subject.agent, periodStart: stretch.start,
                periodEnd: stretch.end, format: format, teamID: subject.team),
            timeout: PeerCall.actionTimeout)
    }

    func proof(of hash: String, for person: Person) async throws -> ReportProof {
        try await acting(person).checkReport(
            CheckReport(tenantID: person.tenant, hash: hash), timeout: PeerCall.actionTimeout)
    }

    func keys(of tenant: TenantID) async throws(RPCError) -> ReportKeys {
        try await client.getReportKeys(
            GetReportKeys(tenantID: tenant), timeout: PeerCall.pageTimeout)
    }

    func schedule(_ cadence: String, by person: Person) async throws -> ReportSchedule {
        try await acting(person).scheduleReports(
            ScheduleReports(tenantID: person.tenant, cadence: cadence),
            timeout: PeerCall.actionTimeout)
    }

    func start(_ experiment: StartExperiment, by person: Person) async throws -> ExperimentState {
        try await acting(person).startExperiment(experiment, timeout: PeerCall.actionTimeout)
    }

    func change(
        _ experiment: String, ramp: Double?, stop: Bool, by person: Person
    ) async throws -> ExperimentState {
        try await acting(person).changeExperiment(
            ChangeExperiment(
                tenantID: person.tenant, experimentID: experiment, ramp: ramp, stop: stop),
            timeout: PeerCall.actionTimeout)
    }

    func answer(_ score: Int, by agent: AgentID, _ person: Person) async throws -> SurveyReceipt {
        try await acting(person).answerSurvey(
            AnswerSurvey(tenantID: person.tenant, agentID: agent, score: score),
            timeout: PeerCall.actionTimeout)
    }

    /// The month's answer of the agent who looks; nobody else is shown it.
    func survey(of agent: AgentID, for person: Person) async -> Panel<SurveyReceipt>? {
        guard person.agent == agent else { return nil }
        return await panel {
            try await acting(person).getSurveyAnswer(
                GetSurveyAnswer(tenantID: person.tenant, agentID: agent),
                timeout: PeerCall.pageTimeout)
        }
    }

    private func acting(_ person: Person) -> Client<ROI> { client.acting(as: person.principal) }
}
