import Identifiers

/// What every tenant has for market knowledge.
extension Achievement {
    static let market: [Achievement] = [
        Achievement(
            id: "first_evidence", name: "The figures say",
            description: "Support what you say with market evidence.",
            category: .marketKnowledge, difficulty: .easy,
            criterion: .first(.marketEvidenceGiven)),
        Achievement(
            id: "evidence_25", name: "Reads the market",
            description: "Give market evidence in 25 conversations.",
            category: .marketKnowledge, difficulty: .moderate,
            criterion: .count(of: .marketEvidenceGiven, goal: 25)),
        Achievement(
            id: "benefits_50", name: "What it does for you",
            description: "Turn features into benefits in fifty conversations.",
            category: .marketKnowledge, difficulty: .moderate,
            criterion: .count(of: .benefitShown, goal: 50)),
        Achievement(
            id: "full_picture", name: "The full picture",
            description: "Ask budget, authority, need and timeline, each in thirty conversations.",
            category: .marketKnowledge, difficulty: .challenging,
            criterion: .all(of: [
                .count(of: .budgetAsked, goal: 30), .count(of: .authorityAsked, goal: 30),
                .count(of: .needAsked, goal: 30), .count(of: .timelineAsked, goal: 30),
            ])),
        Achievement(
            id: "evidence_week", name: "Market week",
            description: "Give market evidence in fifteen conversations within seven days.",
            category: .marketKnowledge, difficulty: .hard,
            criterion: .within(days: 7, of: .marketEvidenceGiven, goal: 15), isRepeatable: true),
        Achievement(
            id: "neighbourhood_oracle", name: "Neighbourhood oracle",
            description: "Give market evidence in 500 conversations.",
            category: .marketKnowledge, difficulty: .legendary,
            criterion: .count(of: .marketEvidenceGiven, goal: 500)),
    ]
}
