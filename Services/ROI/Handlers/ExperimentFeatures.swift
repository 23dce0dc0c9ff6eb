import CoachingContract
import GamificationContract
import Identifiers
import RPC
import Runtime

/// What an experiment may switch: a feature that a service honours, or one of the customer's own.
enum ExperimentFeatures {
    static let honoured = [Coaching.promptsFeature, Gamification.playFeature]

    /// Features of the customer's own systems, which ask `roi.assignArm`, begin so.
    static let ownPrefix = "own:"

    /// Refuses a name that nobody would ever ask for: such an experiment compares nothing.
    static func check(_ feature: String) throws(RPCError) {
        try checkText(feature, "feature", byteCountMax: 256)
        let isOwn = feature.hasPrefix(ownPrefix) && feature.count > ownPrefix.count
        guard honoured.contains(feature) || isOwn else {
            throw RPCError.invalid(
                "feature",
                """
                must be one of \(honoured.joined(separator: ", ")), or \(ownPrefix)NAME for one of \
                your own systems, which then ask roi.assignArm
                """)
        }
    }
}
