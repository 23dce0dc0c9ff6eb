import Claude
import CoachingContract
import CoachingDomain
import Identifiers
import Redaction
import Telemetry

/// A client whose words are Claude's and whose mind is the scenario's.
///
/// The script decides what the client does, so nobody talks a model into agreeing, and two agents who
/// say the same get as far. Claude says it in answer to what was said; where it does not, or too
/// late, the script's own line is there.
struct ClaudeRolePlayClient: RolePlayClient {
    let claude: ClaudeClient
    /// What a line waits for Claude, at most.
    let patience: Duration

    var partner: RolePlayPartner { .claude }

    func answer(
        _ script: ScriptedClient, after lines: [RolePlayLine], hearing line: ScriptedClient.Line,
        _ tenant: TenantID, left: Duration
    ) async -> (ScriptedClient, ScriptedClient.Move) {
        var script = script
        let move = script.heard(line)
        // What is said after a breach is said with care, and not made up.
        guard !line.isComplianceBreach else { return (script, move) }
        let asked = RolePlayPrompt(script.scenario, move, after: lines)
        do throws(ClaudeFault) {
            let reply = try await claude.answer(
                asked.prompt, as: ClientLine.self, for: tenant, within: min(patience, left / 2))
            return (script, move.said(as: asked.redactor.restore(reply.content.line)))
        } catch {
            Metric.claudeFallbacks.add(1, ClaudeTask.rolePlay.rawValue, error.reason)
            return (script, move)
        }
    }
}
