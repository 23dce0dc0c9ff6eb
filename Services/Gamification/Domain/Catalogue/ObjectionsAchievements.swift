import Identifiers

/// What every tenant has for handling objections.
extension Achievement {
    static let objections: [Achievement] = [
        Achievement(
            id: "first_objection", name: "Turned around",
            description: "Resolve an objection.",
            category: .objectionHandling, difficulty: .easy,
            criterion: .first(.objectionResolved)),
        Achievement(
            id: "objection_handler_25", name: "Objection handler",
            description: "Resolve 25 objections, at most three of them in one conversation.",
            category: .objectionHandling, difficulty: .moderate,
            criterion: .count(of: .objectionResolved, goal: 25), points: 100),
        Achievement(
            id: "objection_days_20", name: "Steady under fire",
            description: "Resolve objections on twenty different days.",
            category: .objectionHandling, difficulty: .challenging,
            criterion: .days(of: .objectionResolved, goal: 20)),
        Achievement(
            id: "objection_empathy", name: "Heard before answered",
            description: "Show empathy in fifty conversations and resolve fifty objections.",
            category: .objectionHandling, difficulty: .challenging,
            criterion: .all(of: [
                .count(of: .empathyShown, goal: 50), .count(of: .objectionResolved, goal: 50),
            ])),
        Achievement(
            id: "objection_handler_250", name: "No that became yes",
            description: "Resolve 250 objections.",
            category: .objectionHandling, difficulty: .hard,
            criterion: .count(of: .objectionResolved, goal: 250)),
        Achievement(
            id: "objection_storm", name: "Calm in the storm",
            description: "Resolve fifteen objections within two days.",
            category: .objectionHandling, difficulty: .legendary,
            criterion: .within(days: 2, of: .objectionResolved, goal: 15), isSecret: true),
    ]
}
