import Identifiers

extension Achievement {
    /// Those that every tenant has.
    package static let all =
        conversion + communication + speed + learning + objections + relationships + market
        + technology
}

/// The achievements of a tenant: everybody's and its own.
package struct AchievementCatalogue: Hashable, Sendable {
    /// More than anybody would look through.
    package static let ownMax = 200

    package let all: [Achievement]

    /// An own achievement with the id of a common one stands in its place.
    package init(own: [Achievement] = []) {
        let ids = Set(own.map(\.id))
        all = Achievement.all.filter { !ids.contains($0.id) } + own
    }

    /// Those that another of these facts may unlock.
    package func concerned(by activities: Set<PointReason>) -> [Achievement] {
        all.filter { !$0.criterion.activities.isDisjoint(with: activities) }
    }

    package var ofStreaks: [Achievement] { all.filter(\.criterion.hasStreak) }
}
