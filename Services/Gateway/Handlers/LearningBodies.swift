import GamificationContract
import GatewayDomain
import Identifiers

/// A body that says whose it is; nothing for oneself.
struct AgentBody: Decodable {
    let agent: String?
}

/// The body of `POST /api/licences`; without an id it is a new licence.
struct LicenceBody: Decodable {
    let id: String?
    let agent: String?
    let jurisdiction: String
    let type: String
    let number: String?
    let expires_on: String
    let renewal: Int?

    func licence(of agent: AgentID, newID: UUIDv7) throws(Problem) -> AgentLicence {
        AgentLicence(
            licenceID: try known(id, or: newID), agentID: agent,
            jurisdiction: jurisdiction.uppercased(), licenceType: type, number: number ?? "",
            expiresOn: try day(expires_on, "expires_on"), renewal: renewal ?? 1)
    }
}

/// The body of `POST /api/licences/{id}/courses`; without an id it is a new course.
struct CourseBody: Decodable {
    let id: String?
    let agent: String?
    let title: String
    let provider: String?
    let subject: String
    let hours: Double
    let completed_on: String
    let evidence: String?

    func course(for licence: UUIDv7, newID: UUIDv7) throws(Problem) -> LicenceCourse {
        guard hours > 0, hours <= 100 else {
            throw .invalid("hours must be more than 0 and at most 100.")
        }
        return LicenceCourse(
            courseID: try known(id, or: newID), licenceID: licence, title: title,
            provider: provider ?? "", subject: subject, minutes: Int((hours * 60).rounded()),
            completedOn: try day(completed_on, "completed_on"), evidence: evidence ?? "")
    }
}

/// The body of `POST /api/exam/answers`; the same id twice is one answer.
struct ExamAnswerBody: Decodable {
    let answer: String?
    let question: String
    let option: Int
    let ease: String?

    func answer(
        by agent: AgentID, _ person: Person, newID: UUIDv7
    ) throws(Problem) -> AnswerExamQuestion {
        AnswerExamQuestion(
            tenantID: person.tenant, agentID: agent, answerID: try known(answer, or: newID),
            questionID: question, option: option, ease: ease ?? "good")
    }
}

/// A marked answer in JSON.
struct ExamAnswerJSON: Encodable {
    let is_right: Bool
    let right: String
    let explanation: String
    let source: String
    let due_on: String

    init(_ answer: ExamAnswer) {
        is_right = answer.isRight
        right = answer.right
        explanation = answer.explanation
        source = answer.source
        due_on = "\(answer.dueOn)"
    }
}
