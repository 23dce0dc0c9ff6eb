/// Where an agent stands among the agents of the tenant.
package enum PeerRank {
    /// Fewer say nothing: the best of two is at 75, whatever they did.
    static let agentCountMin = 3

    /// The share of all agents below `own`, with half of those level with it, in percent.
    ///
    /// - Parameter scores: every agent's mean, `own` among them.
    /// - Returns: 0–100, or nil with fewer than three agents.
    package static func percentile(of own: Double, among scores: [Double]) -> Double? {
        guard scores.count >= agentCountMin else { return nil }
        let below = scores.count { $0 < own }
        let level = scores.count { $0 == own }
        return 100 * (Double(below) + Double(level) / 2) / Double(scores.count)
    }
}
