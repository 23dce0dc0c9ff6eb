import Identifiers

/// A client to practise with: who they are, what they want, and how they answer.
///
/// The client goes through stages. In each they wait for one of the acts that they `hear`; then they
/// say what they say and go on. Otherwise they push back, and when their patience is used up they
/// leave. A branch that hears something else leads to another stage or ends the talk.
package struct PracticeScenario: Codable, Hashable, Sendable {
    package struct Branch: Codable, Hashable, Sendable {
        package var hears: [MessageAct]
        package var says: String
        /// A stage's name, `won` or `lost`.
        package var to: String
    }

    package struct Stage: Codable, Hashable, Sendable {
        package var name: String
        /// Any of these moves the client on.
        package var hears: [MessageAct]
        package var says: String
        /// What the client says when they heard none of it.
        package var otherwise: String
        /// A line that works, shown in the scorecard.
        package var example: String
        /// Looked at before `hears`, in order.
        package var branches: [Branch]?

        package init(
            name: String, hears: [MessageAct], says: String, otherwise: String, example: String,
            branches: [Branch]? = nil
        ) {
            self.name = name
            self.hears = hears
            self.says = says
            self.otherwise = otherwise
            self.example = example
            self.branches = branches
        }
    }

    package var id: String
    package var title: String
    /// The client's name, or two.
    package var client: String
    /// What the agent knows beforehand.
    package var situation: String
    /// What the agent is to bring about.
    package var goal: String
    package var opening: String
    /// Push-backs before the client leaves; 2 unless said.
    package var patience: Int?
    package var stages: [Stage]
    package var won: String
    package var lost: String

    package static let patienceByDefault = 2

    package init(
        id: String, title: String, client: String, situation: String, goal: String,
        opening: String, patience: Int?, stages: [Stage], won: String, lost: String
    ) {
        self.id = id
        self.title = title
        self.client = client
        self.situation = situation
        self.goal = goal
        self.opening = opening
        self.patience = patience
        self.stages = stages
        self.won = won
        self.lost = lost
    }
}

extension PracticeScenario {
    var faults: [String] {
        var faults: [String] = []
        if stages.isEmpty { faults.append("it has no stage") }
        let names = Set(stages.map(\.name))
        if names.count < stages.count { faults.append("two stages have the same name") }
        for stage in stages {
            if stage.hears.isEmpty { faults.append("\(stage.name) hears nothing") }
            for branch in stage.branches ?? []
            where !names.contains(branch.to) && !["won", "lost"].contains(branch.to) {
                faults.append("\(stage.name) leads to \(branch.to), which there is not")
            }
        }
        return faults
    }
}
