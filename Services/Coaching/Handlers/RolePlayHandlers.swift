import AnalyzerContract
import CoachingContract
import CoachingDomain
import Identifiers
import Postgres
import RPC
import Runtime
import Wire

/// Serves `Coaching.startRolePlay`.
struct StartRolePlayHandler: Sendable {
    let library: ModuleLibrary
    let store: RolePlayStore
    let teams: TeamStore
    let client: any RolePlayClient

    func handle(_ request: StartRolePlay, _ call: Call) async throws -> RolePlay {
        let sight = try await teams.sight(of: call, request.tenantID)
        try sight.require(request.agentID)
        let module = try library.module(request.moduleID)
        guard let scenario = module.scenario(request.scenarioID) else {
            let known = module.scenarios.map(\.id).joined(separator: ", ")
            throw RPCError.invalid("scenario_id", "must be one of \(known)")
        }
        let play = RolePlay(
            rolePlayID: RolePlayID(at: call.now), agentID: request.agentID, moduleID: module.id,
            brief: ScenarioBrief(scenario), status: Open(.active), partner: Open(client.partner),
            startedAt: call.now,
            lines: [
                RolePlayLine(role: Open(.client), text: scenario.opening, saidAt: call.now)
            ])
        try await store.insert(
            StoredRolePlay(rolePlay: play, script: ScriptedClient(scenario)), request.tenantID)
        return play
    }
}

/// Serves `Coaching.sayInRolePlay`: the Analyzer reads the line, the client answers it.
struct SayInRolePlayHandler: Sendable {
    static let textByteCountMax = 2_000
    /// A client who has not agreed by then will not.
    static let lineCountMax = 60

    let store: RolePlayStore
    let teams: TeamStore
    let client: any RolePlayClient
    let judge: RolePlayJudge

    func handle(_ request: SayInRolePlay, _ call: Call) async throws -> RolePlay {
        let sight = try await teams.sight(of: call, request.tenantID)
        try checkText(request.text, "text", byteCountMax: Self.textByteCountMax)
        guard !request.text.allSatisfy(\.isWhitespace) else {
            throw RPCError.invalid("text", "must say something")
        }
        let stored = try await store.rolePlay(request.rolePlayID, in: sight, request.tenantID)
        let said = stored.rolePlay.lines.count { $0.role.known == .agent }
        // The same line again, because the answer was lost on the way.
        if request.turn < said { return stored.rolePlay }
        try check(stored.rolePlay, said, request)
        // The Analyzer and the client take their time while nothing is locked.
        return try await store.advance(
            stored, to: try await answered(stored, request, call), request.tenantID)
    }

    private func check(
        _ play: RolePlay, _ said: Int, _ request: SayInRolePlay
    ) throws(RPCError) {
        guard request.turn == said else {
            throw .invalid("turn", "must be \(said): so many lines were said")
        }
        guard play.status.known == .active else {
            throw RPCError(
                .failedPrecondition, "this role-play is over; start another",
                details: [.reason("role_play_over")])
        }
        guard play.lines.count < Self.lineCountMax else {
            throw .limitMet(
                "lineCountMax", Self.lineCountMax, "end this role-play and start another")
        }
    }

    private func answered(
        _ stored: StoredRolePlay, _ request: SayInRolePlay, _ call: Call
    ) async throws -> StoredRolePlay {
        let now = call.now
        var next = stored
        next.rolePlay.lines.append(
            RolePlayLine(role: Open(.agent), text: request.text, saidAt: now))
        let analysis = try await judge.analysis(of: next.rolePlay, request.tenantID)
        let (script, move) = await client.answer(
            stored.script, after: next.rolePlay.lines, hearing: judge.lastLine(of: analysis),
            request.tenantID, left: call.deadline?.remaining ?? .seconds(30))
        next.script = script
        let (text, status) = move.words
        next.rolePlay.lines.append(RolePlayLine(role: Open(.client), text: text, saidAt: now))
        next.rolePlay.status = Open(status)
        if status != .active {
            let whole = try await judge.analysis(of: next.rolePlay, request.tenantID)
            next.rolePlay.scorecard = Scorecard(
                whole, next.rolePlay, script, raised: analysis.objectionsIdentified)
        }
        return next
    }
}

/// Serves `Coaching.endRolePlay`; ending twice is nothing new.
struct EndRolePlayHandler: Sendable {
    let store: RolePlayStore
    let teams: TeamStore
    let judge: RolePlayJudge

    func handle(_ request: NameRolePlay, _ call: Call) async throws -> RolePlay {
        let sight = try await teams.sight(of: call, request.tenantID)
        let stored = try await store.rolePlay(request.rolePlayID, in: sight, request.tenantID)
        guard stored.rolePlay.status.known == .active else { return stored.rolePlay }
        var ended = stored
        ended.rolePlay.status = Open(.ended)
        let analysis = try await judge.analysis(of: ended.rolePlay, request.tenantID)
        ended.rolePlay.scorecard = Scorecard(
            analysis, ended.rolePlay, ended.script, raised: analysis.objectionsIdentified)
        return try await store.advance(stored, to: ended, request.tenantID)
    }
}

/// Serves `Coaching.getRolePlay`.
struct GetRolePlayHandler: Sendable {
    let store: RolePlayStore
    let teams: TeamStore

    func handle(_ request: NameRolePlay, _ call: Call) async throws -> RolePlay {
        let sight = try await teams.sight(of: call, request.tenantID)
        return try await store.rolePlay(request.rolePlayID, in: sight, request.tenantID).rolePlay
    }
}

/// Serves `Coaching.listRolePlays`.
struct ListRolePlaysHandler: Sendable {
    let store: RolePlayStore
    let teams: TeamStore

    func handle(_ request: ListRolePlays, _ call: Call) async throws -> RolePlayList {
        let sight = try await teams.sight(of: call, request.tenantID)
        try check(request.limit, in: 1...100, "limit")
        return RolePlayList(
            rolePlays: try await store.rolePlays(
                request.tenantID, agents: try sight.agents(request.agentID), limit: request.limit))
    }
}

extension ScriptedClient.Move {
    fileprivate var words: (String, RolePlayStatus) {
        switch self {
        case .says(let text): (text, .active)
        case .agrees(let text): (text, .won)
        case .leaves(let text): (text, .lost)
        }
    }
}

extension RolePlayStore {
    /// `not_found` for one that there is not, or that is somebody's whom the caller may not see.
    fileprivate func rolePlay(
        _ id: RolePlayID, in sight: Sight, _ tenant: TenantID
    ) async throws -> StoredRolePlay {
        let stored = try await rolePlay(id, tenant, in: database.scoped(to: .tenant(tenant)))
        guard let stored, sight.includes(stored.rolePlay.agentID) else {
            throw RPCError.missing("role-play", id)
        }
        return stored
    }
}
