import Identifiers
import Statistics

/// An experiment in which the first arm goes without the game.
package struct PlayTrial: Hashable, Sendable {
    package let assignment: Assignment
    package let isByTeam: Bool
    package let startedAt: Instant

    package var experiment: String { assignment.experiment }

    package init(_ assignment: Assignment, isByTeam: Bool, startedAt: Instant) {
        self.assignment = assignment
        self.isByTeam = isByTeam
        self.startedAt = startedAt
    }

    /// Nil for an agent who takes no part: not yet, or in no team where teams are assigned.
    package func arm(of agent: AgentID, in team: TeamID?) -> String? {
        let unit = isByTeam ? team?.rawValue : agent.rawValue
        return unit.flatMap { assignment.arm(of: $0) }
    }

    package func holdsBack(from agent: AgentID, in team: TeamID?) -> Bool {
        arm(of: agent, in: team) == assignment.control
    }
}
