import CoachingContract
import GatewayDomain
import Identifiers
import RPC
import Wire

/// What the training pages ask of Coaching.
extension CoachingPeer {
    func modules(for agent: AgentID?, _ person: Person) async -> Panel<[ModuleSummary]> {
        await PeerCall.panel(of: "Coaching") {
            try await acting(person).listModules(
                ListModules(tenantID: person.tenant, agentID: agent), timeout: PeerCall.pageTimeout
            ).modules
        }
    }

    func plan(of agent: AgentID, _ person: Person) async -> Panel<TrainingPlan> {
        await PeerCall.panel(
            of: "Coaching",
            {
                try await acting(person).getPlan(
                    GetPlan(tenantID: person.tenant, agentID: agent), timeout: PeerCall.pageTimeout)
            }, notYet: { $0.code == .notFound ? "No plan has been made yet." : nil })
    }

    func trainingEffect(
        of agent: AgentID?, _ person: Person
    ) async -> Panel<[TrainingEffect]> {
        await PeerCall.panel(of: "Coaching") {
            try await acting(person).getTrainingEffect(
                GetTrainingEffect(tenantID: person.tenant, agentID: agent),
                timeout: PeerCall.pageTimeout
            ).effects
        }
    }

    func rolePlays(of agent: AgentID?, _ person: Person) async -> Panel<[RolePlay]> {
        await PeerCall.panel(of: "Coaching") {
            try await acting(person).listRolePlays(
                ListRolePlays(tenantID: person.tenant, agentID: agent, limit: 10),
                timeout: PeerCall.pageTimeout
            ).rolePlays
        }
    }

    func makePlan(of agent: AgentID, _ person: Person) async throws -> TrainingPlan {
        try await acting(person).createPlan(
            CreatePlan(tenantID: person.tenant, agentID: agent), timeout: PeerCall.writingTimeout)
    }

    func module(
        _ module: ModuleID, for agent: AgentID?, _ person: Person
    ) async throws -> TrainingModuleContent {
        try await acting(person).getModule(
            NameModule(tenantID: person.tenant, moduleID: module, agentID: agent),
            timeout: PeerCall.pageTimeout)
    }

    func start(_ module: ModuleID, for agent: AgentID, _ person: Person) async throws {
        _ = try await acting(person).startModule(
            NameModule(tenantID: person.tenant, moduleID: module, agentID: agent),
            timeout: PeerCall.actionTimeout)
    }

    func submit(
        _ answers: [Int], to module: ModuleID, by agent: AgentID, _ person: Person
    ) async throws -> AssessmentResult {
        try await acting(person).submitAssessment(
            SubmitAssessment(
                tenantID: person.tenant, agentID: agent, moduleID: module, answers: answers),
            timeout: PeerCall.actionTimeout)
    }

    func startRolePlay(
        _ module: ModuleID, _ scenario: String, by agent: AgentID, _ person: Person
    ) async throws -> RolePlay {
        try await acting(person).startRolePlay(
            StartRolePlay(
                tenantID: person.tenant, agentID: agent, moduleID: module, scenarioID: scenario),
            timeout: PeerCall.actionTimeout)
    }

    func say(
        _ text: String, turn: Int, in rolePlay: RolePlayID, _ person: Person
    ) async throws -> RolePlay {
        try await acting(person).sayInRolePlay(
            SayInRolePlay(
                tenantID: person.tenant, rolePlayID: rolePlay, turn: turn, text: text),
            timeout: PeerCall.writingTimeout)
    }

    func end(_ rolePlay: RolePlayID, _ person: Person) async throws -> RolePlay {
        try await acting(person).endRolePlay(
            NameRolePlay(tenantID: person.tenant, rolePlayID: rolePlay),
            timeout: PeerCall.actionTimeout)
    }

    func rolePlay(_ rolePlay: RolePlayID, _ person: Person) async throws -> RolePlay {
        try await acting(person).getRolePlay(
            NameRolePlay(tenantID: person.tenant, rolePlayID: rolePlay),
            timeout: PeerCall.pageTimeout)
    }

    func acting(_ person: Person) -> Client<Coaching> { client.acting(as: person.principal) }
}
