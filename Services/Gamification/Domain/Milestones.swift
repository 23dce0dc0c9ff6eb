import Identifiers

/// The way from novice to master: what each level asks for.
package struct Milestone: Hashable, Sendable {
    /// One thing that a level asks for.
    package struct Requirement: Hashable, Sendable {
        package let words: String
        package let activity: PointReason
        package let goal: Int

        package var criterion: Criterion { .count(of: activity, goal: goal) }
    }

    package let level: AgentSkillLevel
    package let requirements: [Requirement]

    /// Every level above novice, lowest first.
    package static let all: [Milestone] = [
        Milestone(.beginner, conversations: 10, proficient: 3, expert: 0, appointments: 1),
        Milestone(.intermediate, conversations: 50, proficient: 20, expert: 2, appointments: 5),
        Milestone(.advanced, conversations: 200, proficient: 100, expert: 15, appointments: 30),
        Milestone(.expert, conversations: 500, proficient: 350, expert: 100, appointments: 100),
        Milestone(.master, conversations: 1_500, proficient: 1_200, expert: 500, appointments: 400),
    ]

    /// Everything that some level asks for.
    package static let activities = all.reduce(into: Set<PointReason>()) { activities, milestone in
        activities.formUnion(milestone.requirements.map(\.activity))
    }

    /// What the level asks for, in words.
    package var words: String {
        requirements.map { "\($0.goal) \($0.words)" }.joined(separator: ", ")
    }

    private init(
        _ level: AgentSkillLevel, conversations: Int, proficient: Int, expert: Int,
        appointments: Int
    ) {
        self.level = level
        let all = [
            Requirement(
                words: "coached conversations", activity: .conversationCoached,
                goal: conversations),
            Requirement(
                words: "conversations with a quality of 70 or more",
                activity: .qualityProficient, goal: proficient),
            Requirement(
                words: "conversations with a quality of 90 or more",
                activity: .qualityExpert, goal: expert),
            Requirement(
                words: appointments == 1 ? "appointment" : "appointments",
                activity: .appointmentSet, goal: appointments),
        ]
        requirements = all.filter { $0.goal > 0 }
    }
}

/// Where an agent stands on the way, and what is missing for the next level.
package struct Career: Hashable, Sendable {
    package struct Missing: Hashable, Sendable {
        package let words: String
        package let progress: Progress
    }

    package var level: AgentSkillLevel { reached?.level ?? .novice }
    /// The milestone of the level; nil for a novice.
    package let reached: Milestone?
    /// Nil for a master.
    package let next: AgentSkillLevel?
    package let missing: [Missing]

    /// A level is reached with all of those below it.
    package init(_ record: AgentRecord) {
        func isReached(_ milestone: Milestone) -> Bool {
            milestone.requirements.allSatisfy {
                !record.completions(of: $0.criterion).isEmpty
            }
        }
        let reached = Milestone.all.prefix(while: isReached)
        self.reached = reached.last
        let next = Milestone.all.dropFirst(reached.count).first
        self.next = next?.level
        missing = (next?.requirements ?? []).map {
            Missing(words: $0.words, progress: record.progress(towards: $0.criterion))
        }.filter { $0.progress.share < 1 }
    }
}
