import CoachingContract
import GamificationContract
import Identifiers
import PredictionContract
import RPC

/// People who watch an agent during a replay: each reads the agent's profile, performance and the
/// outlook of the conversation whenever a message has come.
package struct Watchers: Sendable {
    /// A page is shown without a part that takes longer.
    private static let patience = Duration.seconds(2)

    let count: Int
    let coaching: Client<Coaching>
    let gamification: Client<Gamification>
    let prediction: Client<Prediction>

    /// All look at once; what one of them is not shown changes nothing for the replay.
    func look(at conversation: ConversationID, of agent: AgentID, tenant: TenantID) async {
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<count {
                group.addTask {
                    _ = try? await gamification.getProfile(
                        GetProfile(tenantID: tenant, agentID: agent), timeout: Self.patience)
                }
                group.addTask {
                    _ = try? await coaching.getAgentPerformance(
                        GetAgentPerformance(tenantID: tenant, agentID: agent),
                        timeout: Self.patience)
                }
                group.addTask {
                    _ = try? await prediction.predictConversation(
                        PredictConversation(tenantID: tenant, conversationID: conversation),
                        timeout: Self.patience)
                }
            }
        }
    }
}
