import Identifiers

/// An agent's week: what they earned, unlocked and stand at.
package struct WeekDigest: Hashable, Sendable {
    package struct Standing: Hashable, Sendable {
        package let rank: Int
        package let agents: Int

        package init(rank: Int, agents: Int) {
            self.rank = rank
            self.agents = agents
        }
    }

    /// A challenge that went on in the week.
    package struct Played: Hashable, Sendable {
        package enum State: Hashable, Sendable {
            case goesOn
            case won(points: Int64)
            case over
        }

        package let name: String
        package let count: Int
        package let goal: Int
        package let state: State

        package init(name: String, count: Int, goal: Int, state: State) {
            self.name = name
            self.count = count
            self.goal = goal
            self.state = state
        }

        fileprivate var words: String {
            switch state {
            case .goesOn: "\(name): \(count) of \(goal) so far"
            case .won(let points): "\(name): won \(LetterWords.plural(points, "point"))"
            case .over: "\(name): over, with \(count) of \(goal)"
            }
        }
    }

    /// More are on the page.
    private static let unlocksMax = 10

    package let agentID: AgentID
    package let monday: CalendarDate
    package let points: Int64
    /// Of the week before.
    package let pointsBefore: Int64
    /// The names of achievements, in the order in which they were unlocked.
    package let unlocked: [String]
    /// Days in a row by the end of the week, and the most there ever were.
    package let streakDays: Int
    package let longestStreakDays: Int
    /// Nil for somebody who is not on the leaderboard.
    package let standing: Standing?
    package let challenges: [Played]

    package init(
        agentID: AgentID, monday: CalendarDate, points: Int64, pointsBefore: Int64,
        unlocked: [String], streakDays: Int, longestStreakDays: Int, standing: Standing?,
        challenges: [Played]
    ) {
        self.agentID = agentID
        self.monday = monday
        self.points = points
        self.pointsBefore = pointsBefore
        self.unlocked = unlocked
        self.streakDays = streakDays
        self.longestStreakDays = longestStreakDays
        self.standing = standing
        self.challenges = challenges
    }

    /// What a week's letter is known by.
    package static func key(of monday: CalendarDate) -> String { "game-week.\(monday)" }

    package var letter: Letter {
        Letter(
            agentID: agentID, key: Self.key(of: monday), kind: .weeklySummary, priority: .low,
            title: "Your week of \(monday): \(LetterWords.plural(points, "point"))",
            body: lines.joined(separator: "\n"), subject: agentID.rawValue)
    }

    private var lines: [String] {
        var lines = [
            "You earned \(LetterWords.plural(points, "point")); the week before \(pointsBefore)."
        ]
        if let standing {
            lines.append("That is rank \(standing.rank) of \(standing.agents) this week.")
        }
        if !unlocked.isEmpty {
            let names = unlocked.prefix(Self.unlocksMax).joined(separator: ", ")
            let rest = unlocked.count - Self.unlocksMax
            lines.append("Unlocked: \(names)\(rest > 0 ? " and \(rest) more" : "").")
        }
        let longest = longestStreakDays > streakDays ? "; your longest is \(longestStreakDays)" : ""
        lines.append("Days in a row: \(streakDays)\(longest).")
        return lines + challenges.map { "\($0.words)." }
    }
}
