import Foundation
import GamificationContract
import GatewayDomain
import HTTPTypes
import Hummingbird
import Identifiers

/// Serves the pages of licences and of the exam practice.
struct LearningHandlers: Sendable {
    let gamification: GamificationPeer
    /// Who knows which agents there are.
    let coaching: CoachingPeer
    let sights: Sights
    let templates: Templates
    let now: @Sendable () -> Instant

    func add(to router: Router<GatewayContext>) {
        router.get("/licences") { try await licences($0, $1) }
        router.get("/licences.csv") { try await export($0, $1) }
        router.post("/api/licences") { try await putLicence($0, $1) }
        router.post("/api/licences/:id/remove") { try await removeLicence($0, $1) }
        router.post("/api/licences/:id/courses") { try await putCourse($0, $1) }
        router.post("/api/licences/:id/courses/:course/remove") {
            try await removeCourse($0, $1)
        }
        router.get("/exam") { try await exam($0, $1) }
        router.post("/api/exam/answers") { try await answer($0, $1) }
    }

    private func licences(_ request: Request, _ context: GatewayContext) async throws -> Response {
        let person = try context.person()
        guard let agent = try await named(request, person) else {
            return try await choice(for: person, .licences)
        }
        let licences = await gamification.licences(of: agent, for: person)
        return try templates.page(
            "licences", LicencesPage(person: person, agent: agent, licences: licences))
    }

    private func export(_ request: Request, _ context: GatewayContext) async throws -> Response {
        let person = try context.person()
        guard let agent = try await named(request, person) else {
            throw Problem.invalid("agent is missing: say whose licences to export.")
        }
        let list = try await gamification.allLicences(of: agent, for: person)
        return Response(
            status: .ok,
            headers: [
                .contentType: "text/csv; charset=utf-8; header=present",
                .contentDisposition: "attachment; filename=\"licences.csv\"",
            ], body: .init(byteBuffer: ByteBuffer(string: LicenceExport(list: list).text)))
    }

    private func putLicence(
        _ request: Request, _ context: GatewayContext
    ) async throws -> Response {
        let person = try context.person()
        let body = try await request.decoded(LicenceBody.self)
        let agent = try await owner(body.agent, person)
        let renewal = try await gamification.put(
            try body.licence(of: agent, newID: UUIDv7(at: now())), by: person)
        return try answer(request, agent, ["licence_id": renewal.licence.licenceID.description])
    }

    private func removeLicence(
        _ request: Request, _ context: GatewayContext
    ) async throws -> Response {
        let person = try context.person()
        let agent = try await owner(try await request.decoded(AgentBody.self).agent, person)
        try await gamification.remove(try context.uuid("id"), of: agent, by: person)
        return try answer(request, agent, [:])
    }

    private func putCourse(_ request: Request, _ context: GatewayContext) async throws -> Response {
        let person = try context.person()
        let body = try await request.decoded(CourseBody.self)
        let agent = try await owner(body.agent, person)
        let course = try body.course(for: try context.uuid("id"), newID: UUIDv7(at: now()))
        _ = try await gamification.put(course, of: agent, by: person)
        return try answer(request, agent, ["course_id": course.courseID.description])
    }

    private func removeCourse(
        _ request: Request, _ context: GatewayContext
    ) async throws -> Response {
        let person = try context.person()
        let agent = try await owner(try await request.decoded(AgentBody.self).agent, person)
        try await gamification.removeCourse(
            try context.uuid("course"), for: try context.uuid("id"), of: agent, by: person)
        return try answer(request, agent, [:])
    }

    private func exam(_ request: Request, _ context: GatewayContext) async throws -> Response {
        let person = try context.person()
        guard let agent = try await named(request, person) else {
            return try await choice(for: person, .exam)
        }
        return try await examPage(of: agent, person, after: nil)
    }

    private func answer(_ request: Request, _ context: GatewayContext) async throws -> Response {
        let person = try context.person()
        let body = try await request.decoded(ExamAnswerBody.self)
        guard let agent = person.agent else { throw Problem.forbidden }
        let answer = try await gamification.answer(
            try body.answer(by: agent, person, newID: UUIDv7(at: now())), by: person)
        guard !request.isFromPage else {
            return try await examPage(of: agent, person, after: answer)
        }
        return try JSONAnswer.response(ExamAnswerJSON(answer))
    }

    /// Whose page it is: one's own, or of an agent whom one leads; nil for somebody who is no agent
    /// and has named none.
    private func named(_ request: Request, _ person: Person) async throws -> AgentID? {
        guard let agent = try request.learner(person) else { return nil }
        try await sights.require(agent, for: person)
        return agent
    }

    /// Lets those who lead agents choose one of them.
    private func choice(
        for person: Person, _ subject: ChoicePage.Subject
    ) async throws -> Response {
        try templates.page(
            "choice",
            ChoicePage(
                person: person, subject: subject, agents: await coaching.agents(for: person)))
    }

    /// Whose licence is changed.
    private func owner(_ name: String?, _ person: Person) async throws -> AgentID {
        let agent = try learner(name, person)
        try await sights.require(agent, for: person)
        return agent
    }

    private func examPage(
        of agent: AgentID, _ person: Person, after answer: ExamAnswer?
    ) async throws -> Response {
        let practice = await gamification.examPractice(of: agent, for: person)
        return try templates.page(
            "exam",
            ExamPage(
                person: person, agent: agent, practice: practice, answer: answer,
                answerID: UUIDv7(at: now())))
    }

    private func answer(
        _ request: Request, _ agent: AgentID, _ json: [String: String]
    ) throws -> Response {
        guard !request.isFromPage else {
            return .seeOther("/licences?agent=\(urlEncoded(agent.rawValue))")
        }
        return try JSONAnswer.response(json)
    }
}

extension GatewayContext {
    fileprivate func uuid(_ name: String) throws(Problem) -> UUIDv7 {
        guard let id = UUIDv7(try word(name)) else { throw .notFound }
        return id
    }
}
