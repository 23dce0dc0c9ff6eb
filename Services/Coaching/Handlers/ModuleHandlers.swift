import CoachingContract
import CoachingDomain
import Identifiers
import Postgres
import RPC
import Runtime
import Wire

/// Serves `Coaching.listModules`.
struct ListModulesHandler: Sendable {
    let library: ModuleLibrary
    let training: TrainingStore
    let teams: TeamStore

    func handle(_ request: ListModules, _ call: Call) async throws -> ModuleList {
        let sight = try await teams.sight(of: call, request.tenantID)
        let type = try request.type.map { word throws(RPCError) in try known(word, "type") }
        let level = try request.level.map { word throws(RPCError) in try known(word, "level") }
        let agent = try sight.agent(request.agentID)
        var progress: [ModuleID: ModuleProgress] = [:]
        if let agent { progress = try await training.progress(of: agent, request.tenantID) }
        return ModuleList(
            modules: library.modules
                .filter { (type ?? $0.type) == $0.type && (level ?? $0.level) == $0.level }
                .map { ModuleSummary($0, agent == nil ? nil : progress[$0.id] ?? .notStarted) })
    }
}

/// Serves `Coaching.getModule`.
struct GetModuleHandler: Sendable {
    let library: ModuleLibrary
    let training: TrainingStore
    let teams: TeamStore

    func handle(_ request: NameModule, _ call: Call) async throws -> TrainingModuleContent {
        let sight = try await teams.sight(of: call, request.tenantID)
        let module = try library.module(request.moduleID)
        guard let agent = try sight.agent(request.agentID) else {
            return TrainingModuleContent(module, nil)
        }
        let progress = try await training.progress(of: agent, request.tenantID)
        return TrainingModuleContent(module, progress[module.id] ?? .notStarted)
    }
}

/// Serves `Coaching.startModule`; starting again changes nothing.
struct StartModuleHandler: Sendable {
    let library: ModuleLibrary
    let training: TrainingStore
    let teams: TeamStore

    func handle(_ request: NameModule, _ call: Call) async throws -> ModuleProgress {
        let sight = try await teams.sight(of: call, request.tenantID)
        let module = try library.module(request.moduleID)
        guard let agent = try sight.agent(request.agentID) else {
            throw RPCError.invalid("agent_id", "must say who begins")
        }
        try await training.start(
            module, agent, request.tenantID, at: call.now,
            in: training.database.scoped(to: .tenant(request.tenantID)))
        return try await training.progress(of: agent, request.tenantID)[module.id] ?? .notStarted
    }
}

/// Serves `Coaching.submitAssessment`.
struct SubmitAssessmentHandler: Sendable {
    let library: ModuleLibrary
    let training: TrainingStore
    let teams: TeamStore
    let performance: PerformanceStore
    let events: EventLog

    func handle(_ request: SubmitAssessment, _ call: Call) async throws -> AssessmentResult {
        let sight = try await teams.sight(of: call, request.tenantID)
        try sight.require(request.agentID)
        try Sight.requireOneself(request.agentID, call, "take an assessment")
        let module = try library.module(request.moduleID)
        let assessment = try mark(request.answers, module)
        try await training.database.withTransaction(.tenant(request.tenantID)) { transaction in
            let isFirstPass = try await training.record(
                assessment, of: module, request.agentID, request.tenantID, at: call.now,
                in: transaction)
            guard isFirstPass else { return }
            let zone = try await performance.timeZone(
                of: request.agentID, request.tenantID, in: transaction)
            try await events.append(
                ModuleCompleted(
                    agentID: request.agentID, moduleID: module.id, type: Open(module.type),
                    level: Open(module.level), score: assessment.score, minutes: module.minutes,
                    timeZone: zone),
                tenant: request.tenantID, agent: request.agentID, at: call.now, in: transaction)
        }
        let progress = try await training.progress(of: request.agentID, request.tenantID)
        return AssessmentResult(
            agentID: request.agentID, moduleID: module.id, score: assessment.score,
            passingScore: Assessment.passingScore, isPassed: assessment.isPassed,
            questions: module.assessment.indices.map {
                MarkedQuestion(
                    module.assessment[$0], given: request.answers[$0],
                    isRight: assessment.isRight[$0])
            }, progress: progress[module.id] ?? .notStarted)
    }

    private func mark(_ answers: [Int], _ module: TrainingModule) throws(RPCError) -> Assessment {
        do throws(AssessmentError) {
            return try Assessment(of: answers, to: module.assessment)
        } catch {
            switch error {
            case .wrongCount(let given, let asked):
                throw .invalid(
                    "answers", "must answer each of the \(asked) questions, not \(given)")
            case .noSuchOption(let question, let answer, let options):
                throw .invalid(
                    "answers", "name option \(answer) of question \(question), which has \(options)"
                )
            }
        }
    }
}

extension ModuleLibrary {
    func module(_ id: ModuleID) throws(RPCError) -> TrainingModule {
        guard let module = self[id] else { throw .missing("training module", id) }
        return module
    }
}
