import Identifiers

/// What every tenant has for building relationships.
extension Achievement {
    static let relationships: [Achievement] = [
        Achievement(
            id: "first_empathy", name: "I hear you",
            description: "Show empathy in a conversation.",
            category: .relationshipBuilding, difficulty: .easy,
            criterion: .first(.empathyShown)),
        Achievement(
            id: "good_listener", name: "Good listener",
            description: "Give back what you heard in 25 conversations.",
            category: .relationshipBuilding, difficulty: .moderate,
            criterion: .count(of: .reflectionGiven, goal: 25)),
        Achievement(
            id: "warm_start", name: "Warm start",
            description: "Make small talk in forty conversations and thank in forty.",
            category: .relationshipBuilding, difficulty: .moderate,
            criterion: .all(of: [
                .count(of: .smallTalkMade, goal: 40), .count(of: .thanksGiven, goal: 40),
            ])),
        Achievement(
            id: "empathy_days_30", name: "There for them",
            description: "Show empathy on thirty different days.",
            category: .relationshipBuilding, difficulty: .challenging,
            criterion: .days(of: .empathyShown, goal: 30)),
        Achievement(
            id: "next_steps_200", name: "Keeps their word",
            description: "Agree a next step in 200 conversations.",
            category: .relationshipBuilding, difficulty: .hard,
            criterion: .count(of: .nextStepAgreed, goal: 200)),
        Achievement(
            id: "trusted_adviser", name: "Trusted adviser",
            description: "Show empathy in 500 conversations and agree a next step in 500.",
            category: .relationshipBuilding, difficulty: .legendary,
            criterion: .all(of: [
                .count(of: .empathyShown, goal: 500), .count(of: .nextStepAgreed, goal: 500),
            ])),
    ]
}
