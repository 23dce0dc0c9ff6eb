import CoachingContract
import Foundation
import GatewayDomain
import HTTPTypes
import Hummingbird
import Identifiers

/// Serves `/training`: an agent's plan and the library; a manager names the agent.
struct TrainingPageHandler: Sendable {
    let coaching: CoachingPeer
    let sights: Sights
    let templates: Templates

    func handle(_ request: Request, _ context: GatewayContext) async throws -> Response {
        let person = try context.person()
        let agent = try request.learner(person)
        if let agent { try await sights.require(agent, for: person) }
        async let modules = coaching.modules(for: agent, person)
        async let plays = coaching.rolePlays(of: agent, person)
        async let effects = coaching.trainingEffect(of: agent, person)
        var plan: Panel<TrainingPlan> = .notYet(reason: "Choose an agent to see their plan.")
        var choices: Panel<[AgentLine]>?
        if let agent {
            plan = await coaching.plan(of: agent, person)
        } else {
            choices = await coaching.agents(for: person)
        }
        return try templates.page(
            "training",
            await TrainingPage(
                person: person, agent: agent, choices: choices, plan: plan, modules: modules,
                rolePlays: plays, effects: effects))
    }
}

/// Serves `POST /api/training/plan`.
struct MakePlanHandler: Sendable {
    private struct Body: Decodable { let agent: String? }

    let coaching: CoachingPeer

    func handle(_ request: Request, _ context: GatewayContext) async throws -> Response {
        let person = try context.person()
        let body = try await request.decoded(Body.self)
        let agent = try learner(body.agent, person)
        let plan = try await coaching.makePlan(of: agent, person)
        guard !request.isFromPage else {
            return .seeOther("/training?agent=\(urlEncoded(agent.rawValue))")
        }
        return try JSONAnswer.response(PlanJSON(plan))
    }
}

/// Serves `/training/modules/{id}`.
struct ModulePageHandler: Sendable {
    let coaching: CoachingPeer
    let templates: Templates

    func handle(_ request: Request, _ context: GatewayContext) async throws -> Response {
        let person = try context.person()
        let agent = try request.learner(person)
        let id = ModuleID(try context.word("id"))
        if person.role == .agent, let agent { try await coaching.start(id, for: agent, person) }
        let module = try await coaching.module(id, for: agent, person)
        return try templates.page(
            "module", ModulePage(person: person, agent: agent, module: module))
    }
}

/// Serves `POST /api/training/modules/{id}/assessment`; answers are `q1` and so on.
struct AssessmentHandler: Sendable {
    let coaching: CoachingPeer
    let templates: Templates

    func handle(_ request: Request, _ context: GatewayContext) async throws -> Response {
        let person = try context.person()
        let fields = try await request.decoded([String: String].self)
        let agent = try learner(fields["agent"], person)
        let id = ModuleID(try context.word("id"))
        let answers = try answers(in: fields)
        let result = try await coaching.submit(answers, to: id, by: agent, person)
        guard request.isFromPage else { return try JSONAnswer.response(ResultJSON(result)) }
        let module = try await coaching.module(id, for: agent, person)
        return try templates.page(
            "assessment",
            AssessmentPage(person: person, agent: agent, module: module, result: result))
    }

    private func answers(in fields: [String: String]) throws(Problem) -> [Int] {
        let numbers = fields.keys.compactMap { $0.hasPrefix("q") ? Int($0.dropFirst()) : nil }
        guard let last = numbers.max(), (1...100).contains(last) else {
            throw .invalid("Answer at least one question.")
        }
        var answers: [Int] = []
        for number in 1...last {
            guard let answer = fields["q\(number)"].flatMap({ Int($0) }) else {
                throw .invalid("Question \(number) is not answered.")
            }
            answers.append(answer)
        }
        return answers
    }
}

/// A plan in JSON.
private struct PlanJSON: Encodable {
    struct Module: Encodable {
        let moduleId: String
        let title: String
        let dueOn: String
        let reasons: [String]
    }

    let planId: String
    let agentId: String
    let targetDate: String
    let prioritySkills: [String]
    let improvementGoals: [String]
    let modules: [Module]

    init(_ plan: TrainingPlan) {
        planId = plan.planID.description
        agentId = plan.agentID.rawValue
        targetDate = plan.targetDate.description
        prioritySkills = plan.prioritySkills
        improvementGoals = plan.improvementGoals
        modules = plan.modules.map {
            Module(
                moduleId: $0.moduleID.rawValue, title: $0.title, dueOn: $0.dueOn.description,
                reasons: $0.reasons)
        }
    }
}

/// An assessment's result in JSON.
private struct ResultJSON: Encodable {
    let moduleId: String
    let score: Double
    let isPassed: Bool
    let right: [Bool]

    init(_ result: AssessmentResult) {
        moduleId = result.moduleID.rawValue
        score = result.score
        isPassed = result.isPassed
        right = result.questions.map(\.isRight)
    }
}

/// The agent who learns: oneself, or the one whom a manager names.
func learner(_ named: String?, _ person: Person) throws(Problem) -> AgentID {
    guard let agent = named.flatMap({ $0.isEmpty ? nil : AgentID($0) }) ?? person.agent else {
        throw .invalid("agent is missing: say who learns.")
    }
    guard person.maySee(agent) else { throw .forbidden }
    return agent
}

extension Request {
    /// The agent of a page: oneself, the one that `agent` names, or nobody yet.
    func learner(_ person: Person) throws(Problem) -> AgentID? {
        let named = uri.queryParameters["agent"].map { AgentID(String($0)) }
        guard let agent = named ?? person.agent else { return nil }
        guard person.maySee(agent) else { throw .notFound }
        return agent
    }
}

extension Response {
    static func seeOther(_ location: String) -> Response {
        Response(status: .seeOther, headers: [.location: location])
    }
}

extension GatewayContext {
    /// A part of the path that names something, 1 to 256 bytes.
    func word(_ name: String) throws(Problem) -> String {
        guard let text = parameters.get(name)?.removingPercentEncoding,
            (1...256).contains(text.utf8.count)
        else { throw .notFound }
        return text
    }
}
