import GamificationContract
import GatewayDomain
import Identifiers
import RPC

extension GamificationPeer {
    func licences(of agent: AgentID, for person: Person) async -> Panel<LicenceList> {
        await PeerCall.panel(of: "Gamification") {
            try await allLicences(of: agent, for: person)
        }
    }

    func allLicences(
        of agent: AgentID, for person: Person
    ) async throws(RPCError) -> LicenceList {
        try await client.acting(as: person.principal).listLicences(
            ListLicences(tenantID: person.tenant, agentID: agent), timeout: PeerCall.pageTimeout)
    }

    func put(_ licence: AgentLicence, by person: Person) async throws(RPCError) -> LicenceRenewal {
        try await client.acting(as: person.principal).putLicence(
            PutLicence(tenantID: person.tenant, licence: licence),
            timeout: PeerCall.actionTimeout)
    }

    func remove(_ id: UUIDv7, of agent: AgentID, by person: Person) async throws(RPCError) {
        _ = try await client.acting(as: person.principal).removeLicence(
            NameLicence(tenantID: person.tenant, agentID: agent, licenceID: id),
            timeout: PeerCall.actionTimeout)
    }

    func put(
        _ course: LicenceCourse, of agent: AgentID, by person: Person
    ) async throws(RPCError) -> LicenceRenewal {
        try await client.acting(as: person.principal).putCourse(
            PutCourse(tenantID: person.tenant, agentID: agent, course: course),
            timeout: PeerCall.actionTimeout)
    }

    func removeCourse(
        _ id: UUIDv7, for licence: UUIDv7, of agent: AgentID, by person: Person
    ) async throws(RPCError) {
        _ = try await client.acting(as: person.principal).removeCourse(
            RemoveCourse(
                tenantID: person.tenant, agentID: agent, licenceID: licence, courseID: id),
            timeout: PeerCall.actionTimeout)
    }

    func examPractice(of agent: AgentID, for person: Person) async -> Panel<ExamPractice> {
        await PeerCall.panel(of: "Gamification") {
            try await client.acting(as: person.principal).getExamPractice(
                GetExamPractice(tenantID: person.tenant, agentID: agent),
                timeout: PeerCall.pageTimeout)
        }
    }

    func answer(
        _ answer: AnswerExamQuestion, by person: Person
    ) async throws(RPCError) -> ExamAnswer {
        try await client.acting(as: person.principal).answerExamQuestion(
            answer, timeout: PeerCall.actionTimeout)
    }
}
