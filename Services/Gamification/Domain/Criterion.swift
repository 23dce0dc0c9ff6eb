import Identifiers

/// What has to be done for an achievement: data, so that a tenant may write its own.
///
/// In JSON: `{"count":{"of":"appointment_set","goal":10}}`, `{"all":{"of":[…]}}`.
package indirect enum Criterion: Hashable, Sendable, Codable {
    /// So many times.
    case count(of: PointReason, goal: Int)
    /// The values of all times together.
    case sum(of: PointReason, goal: Int)
    /// On so many different days.
    case days(of: PointReason, goal: Int)
    /// So many times within some days that follow each other.
    case within(days: Int, of: PointReason, goal: Int)
    /// Days in a row with coached conversations.
    case streak(days: Int)
    /// Every one of these.
    case all(of: [Criterion])
    /// One of these.
    case any(of: [Criterion])

    package static func first(_ activity: PointReason) -> Criterion {
        .count(of: activity, goal: 1)
    }

    /// What it counts; a streak counts days and is not among them.
    package var activities: Set<PointReason> {
        switch self {
        case .count(let activity, _), .sum(let activity, _), .days(let activity, _),
            .within(_, let activity, _):
            [activity]
        case .streak: []
        case .all(let parts), .any(let parts):
            parts.reduce(into: []) { $0.formUnion($1.activities) }
        }
    }

    package var hasStreak: Bool {
        switch self {
        case .streak: true
        case .all(let parts), .any(let parts): parts.contains(where: \.hasStreak)
        case .count, .sum, .days, .within: false
        }
    }
}

// MARK: - Limits

extension Criterion {
    /// Nobody lives to see more.
    package static let goalMax = 1_000_000
    /// A year.
    package static let windowDaysMax = 366
    package static let partCountMax = 8
    package static let depthMax = 4

    /// What is wrong with it, in words; nil when nothing is.
    package var fault: String? { fault(depth: 1) }

    private func fault(depth: Int) -> String? {
        if depth > Self.depthMax { return "criteria are nested deeper than \(Self.depthMax)" }
        switch self {
        case .count(_, let goal), .sum(_, let goal), .days(_, let goal), .streak(let goal):
            return (1...Self.goalMax).contains(goal)
                ? nil : "goal \(goal) is not 1 to \(Self.goalMax)"
        case .within(let days, _, let goal):
            guard (1...Self.windowDaysMax).contains(days) else {
                return "a window of \(days) days is not 1 to \(Self.windowDaysMax)"
            }
            return (1...Self.goalMax).contains(goal)
                ? nil : "goal \(goal) is not 1 to \(Self.goalMax)"
        case .all(let parts), .any(let parts):
            guard (1...Self.partCountMax).contains(parts.count) else {
                return "\(parts.count) parts are not 1 to \(Self.partCountMax)"
            }
            return parts.lazy.compactMap { $0.fault(depth: depth + 1) }.first
        }
    }
}
