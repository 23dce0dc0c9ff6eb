import Identifiers

/// One person to whom one channel carries a notification, or every manager's screen.
package struct Addressee: Hashable, Sendable {
    /// Empty for a manager.
    package let agentID: AgentID
    /// Empty for an agent.
    package let userName: String

    package init(agentID: AgentID, userName: String) {
        self.agentID = agentID
        self.userName = userName
    }

    package static func agent(_ agent: AgentID) -> Addressee {
        Addressee(agentID: agent, userName: "")
    }

    package static func user(_ name: String) -> Addressee {
        Addressee(agentID: "", userName: name)
    }

    package static let everyManager = Addressee.user("*")
}

extension NotificationChannel {
    /// Shown by our own page to whoever has it open; the others leave the house.
    package var isScreen: Bool { self == .agentAlert || self == .inAppMessage }
}
