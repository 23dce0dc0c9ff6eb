import CoachingContract
import Identifiers
import RPC
import Runtime
import Statistics

/// Serves `Coaching.switchFeature`.
struct SwitchFeatureHandler: Sendable {
    let features: FeatureStore

    func handle(_ request: FeatureSwitch, _ call: Call) async throws -> FeatureSwitch {
        try Access(call, to: request.tenantID).requireManager("experiments")
        try checkID(request.experimentID, "experiment_id")
        try checkText(request.feature, "feature", byteCountMax: 256)
        do throws(AssignmentFault) {
            _ = try Assignment(
                experiment: request.experimentID, seed: Int64(request.seed), arms: request.arms,
                shares: request.shares, ramp: request.ramp)
        } catch {
            throw RPCError(.invalidArgument, error.description)
        }
        try await features.save(request)
        return request
    }
}
