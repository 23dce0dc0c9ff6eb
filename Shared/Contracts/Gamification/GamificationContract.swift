import MeshContract
import RPC
import Wire

extension Gamification {
    /// The contract as a value: what `meshctl contracts` writes out and holds to its promises.
    public static let contract = Contract(
        "gamification",
        methods: [
            getProfile.descriptor, getLeaderboard.descriptor, listPoints.descriptor,
        ],
        events: [PointsAwarded.self, AchievementUnlocked.self])
}
