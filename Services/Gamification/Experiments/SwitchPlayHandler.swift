import GamificationContract
import Identifiers
import Postgres
import RPC
import Runtime
import Statistics

/// Serves `Gamification.switchPlay`.
struct SwitchPlayHandler: Sendable {
    let database: Database
    let trials: PlayTrialStore

    func handle(_ request: SwitchPlay, _ call: Call) async throws -> SwitchPlay {
        try Access(call, to: request.tenantID).requireManager("experiments")
        try checkID(request.experimentID, "experiment_id")
        do throws(AssignmentFault) {
            _ = try Assignment(
                experiment: request.experimentID, seed: Int64(request.seed), arms: request.arms,
                shares: request.shares, ramp: request.ramp)
        } catch {
            throw RPCError(.invalidArgument, error.description)
        }
        try await trials.save(
            request, at: call.now, in: database.scoped(to: .tenant(request.tenantID)))
        return request
    }
}
