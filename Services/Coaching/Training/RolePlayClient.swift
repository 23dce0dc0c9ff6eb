import AnalyzerContract
import CoachingContract
import CoachingDomain
import Identifiers

/// Who plays the client: a script, or a model behind the same face.
protocol RolePlayClient: Sendable {
    var partner: RolePlayPartner { get }

    /// What the client does about the agent's last line, and where the script is afterwards.
    ///
    /// - Parameters:
    ///   - script: the scenario and how far it has come; a client that does not follow it moves it
    ///     on all the same, since its goals are what the scorecard counts.
    ///   - lines: all that was said, the agent's last line at the end.
    ///   - left: the time that the caller has.
    func answer(
        _ script: ScriptedClient, after lines: [RolePlayLine], hearing line: ScriptedClient.Line,
        _ tenant: TenantID, left: Duration
    ) async -> (ScriptedClient, ScriptedClient.Move)
}

/// The client as the scenario was written: always there, and always the same.
struct ScriptedRolePlayClient: RolePlayClient {
    var partner: RolePlayPartner { .script }

    func answer(
        _ script: ScriptedClient, after lines: [RolePlayLine], hearing line: ScriptedClient.Line,
        _ tenant: TenantID, left: Duration
    ) async -> (ScriptedClient, ScriptedClient.Move) {
        var script = script
        let move = script.heard(line)
        return (script, move)
    }
}
