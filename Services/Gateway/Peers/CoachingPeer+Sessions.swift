import CoachingContract
import GatewayDomain
import Identifiers
import RPC
import Wire

/// What pages, programs and the CRM's messages ask of Coaching about sessions.
extension CoachingPeer {
    /// The agent's session that is active or paused; nil when there is none.
    func openSession(
        of agent: AgentID, for person: Person
    ) async -> Panel<CoachingSession?> {
        await PeerCall.panel(of: "Coaching") {
            // At most one is open, and it is the newest.
            try await sessions(of: agent, limit: 1, for: person).first { $0.isOpen }
        }
    }

    /// Newest first, of one agent or of all whom the person may see.
    func sessions(
        of agent: AgentID?, limit: Int, for person: Person
    ) async throws -> [CoachingSession] {
        try await acting(person).listSessions(
            ListSessions(tenantID: person.tenant, agentID: agent, limit: limit),
            timeout: PeerCall.pageTimeout
        ).sessions
    }

    func start(_ session: StartSession, by person: Person) async throws -> CoachingSession {
        try await acting(person).startSession(session, timeout: PeerCall.actionTimeout)
    }

    func change(
        _ session: SessionID, _ change: SessionChange, by person: Person
    ) async throws -> CoachingSession {
        let request = ChangeSession(tenantID: person.tenant, sessionID: session)
        let client = acting(person)
        let timeout = PeerCall.actionTimeout
        return switch change {
        case .pause: try await client.pauseSession(request, timeout: timeout)
        case .resume: try await client.resumeSession(request, timeout: timeout)
        case .end: try await client.stopSession(request, timeout: timeout)
        }
    }

    /// Opens a session for an agent who has none, because somebody talks to them.
    func openSession(of agent: AgentID, _ tenant: TenantID) async throws {
        _ = try await client.startSession(
            StartSession(tenantID: tenant, agentID: agent, timeZone: "", keepsPaused: true),
            timeout: PeerCall.actionTimeout)
    }
}

/// What may be done to a session, in the words of its address.
enum SessionChange: String, CaseIterable, Sendable {
    case pause, resume, end
}

extension CoachingSession {
    var isOpen: Bool { status.known == .active || status.known == .paused }
}
