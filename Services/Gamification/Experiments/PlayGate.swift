import GamificationContract
import GamificationDomain
import Identifiers
import Postgres
import RPC
import Runtime

/// Keeps the game from agents who go without it in an experiment. What they earn is written down as
/// everybody's is; only nobody shows it to them.
struct PlayGate: Sendable {
    let trials: PlayTrialStore
    let players: PlayerStore
    let events: EventLog

    /// Throws `failed_precondition` for an agent who asks for themselves and goes without.
    func require(_ access: Access, _ tenant: TenantID, in session: some SQLSession) async throws {
        guard let agent = access.onlyAgent, try await holdsBack(from: agent, tenant, in: session)
        else { return }
        throw RPCError(
            .failedPrecondition,
            "points, achievements and challenges are not part of your coaching at the moment")
    }

    func holdsBack(
        from agent: AgentID, _ tenant: TenantID, in session: some SQLSession
    ) async throws -> Bool {
        try await heldBack([agent], tenant, in: session).contains(agent)
    }

    /// Who of these agents goes without the game.
    func heldBack(
        _ agents: Set<AgentID>, _ tenant: TenantID, in session: some SQLSession
    ) async throws -> Set<AgentID> {
        guard !agents.isEmpty else { return [] }
        let trials = try await trials.running(tenant, in: session)
        var heldBack: Set<AgentID> = []
        for agent in agents where !trials.isEmpty {
            let team = try await team(of: agent, tenant, trials, in: session)
            if trials.contains(where: { $0.holdsBack(from: agent, in: team) }) {
                heldBack.insert(agent)
            }
        }
        return heldBack
    }

    /// Logs the arms of agents who earned something, once for each experiment: both arms are made
    /// of agents who would have been shown something, from that moment on.
    func meet(
        _ agents: [AgentID: Instant], _ tenant: TenantID, in transaction: Transaction
    ) async throws {
        let trials = try await trials.running(tenant, in: transaction)
        guard !trials.isEmpty else { return }
        var met: [EventRow] = []
        for (agent, now) in agents.sorted(by: { $0.key < $1.key }) {
            let team = try await team(of: agent, tenant, trials, in: transaction)
            // An event of before that is applied again makes nobody take part.
            for trial in trials where trial.startedAt <= now {
                guard let arm = trial.arm(of: agent, in: team) else { continue }
                met.append(
                    EventRow(
                        PlayArmMet(
                            experimentID: trial.experiment, agentID: agent, arm: arm,
                            team: team?.rawValue),
                        eventID: EventID(derivedFrom: "arm:\(trial.experiment):\(agent):\(arm)"),
                        tenant: tenant, agent: agent, at: now))
            }
        }
        try await events.append(onlyOnce: met, tenant, in: transaction)
    }

    private func team(
        of agent: AgentID, _ tenant: TenantID, _ trials: [PlayTrial], in session: some SQLSession
    ) async throws(DatabaseError) -> TeamID? {
        guard trials.contains(where: \.isByTeam) else { return nil }
        return try await players.player(agent, tenant, in: session)?.teamID
    }
}
