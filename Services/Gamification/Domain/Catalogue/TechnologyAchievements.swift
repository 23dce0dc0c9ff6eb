import Identifiers

/// What every tenant has for adopting technology.
extension Achievement {
    static let technology: [Achievement] = [
        Achievement(
            id: "first_answer", name: "On speaking terms",
            description: "Answer a prompt of the coach.",
            category: .technologyAdoption, difficulty: .easy,
            criterion: .first(.alertAnswered)),
        Achievement(
            id: "accepts_10", name: "Open to it",
            description: "Accept ten prompts.",
            category: .technologyAdoption, difficulty: .easy,
            criterion: .count(of: .alertAccepted, goal: 10)),
        Achievement(
            id: "first_session", name: "Session complete",
            description: "Complete a coaching session.",
            category: .technologyAdoption, difficulty: .easy,
            criterion: .first(.sessionCompleted)),
        Achievement(
            id: "answers_days_20", name: "A habit",
            description: "Answer prompts on twenty different days.",
            category: .technologyAdoption, difficulty: .moderate,
            criterion: .days(of: .alertAnswered, goal: 20)),
        Achievement(
            id: "sessions_50", name: "Regular",
            description: "Complete fifty coaching sessions.",
            category: .technologyAdoption, difficulty: .challenging,
            criterion: .count(of: .sessionCompleted, goal: 50)),
        Achievement(
            id: "adviser_or_critic", name: "In dialogue",
            description: "Act on 250 prompts, or answer 500.",
            category: .technologyAdoption, difficulty: .hard,
            criterion: .any(of: [
                .count(of: .alertActedOn, goal: 250), .count(of: .alertAnswered, goal: 500),
            ])),
        Achievement(
            id: "one_with_the_coach", name: "One with the coach",
            description: "Act on 1,000 prompts and complete 250 sessions.",
            category: .technologyAdoption, difficulty: .legendary,
            criterion: .all(of: [
                .count(of: .alertActedOn, goal: 1_000), .count(of: .sessionCompleted, goal: 250),
            ])),
    ]
}
