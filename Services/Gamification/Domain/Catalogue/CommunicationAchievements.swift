import Identifiers

/// What every tenant has for communication excellence.
extension Achievement {
    static let communication: [Achievement] = [
        Achievement(
            id: "first_open_question", name: "Tell me more",
            description: "Ask an open question.",
            category: .communicationExcellence, difficulty: .easy,
            criterion: .first(.openQuestionAsked)),
        Achievement(
            id: "curious_mind", name: "Curious mind",
            description: "Ask open questions in fifty conversations.",
            category: .communicationExcellence, difficulty: .moderate,
            criterion: .count(of: .openQuestionAsked, goal: 50)),
        Achievement(
            id: "proficient_25", name: "Proficient",
            description: "Bring 25 conversations to a quality of 70.",
            category: .communicationExcellence, difficulty: .moderate,
            criterion: .count(of: .qualityProficient, goal: 25)),
        Achievement(
            id: "quality_week", name: "A week of quality",
            description: "Reach your agency's quality mark ten times within seven days.",
            category: .communicationExcellence, difficulty: .challenging,
            criterion: .within(days: 7, of: .qualityReached, goal: 10), isRepeatable: true),
        Achievement(
            id: "expert_50", name: "Expert voice",
            description: "Bring fifty conversations to a quality of 90.",
            category: .communicationExcellence, difficulty: .hard,
            criterion: .count(of: .qualityExpert, goal: 50)),
        Achievement(
            id: "expert_500", name: "The voice they remember",
            description: "Bring 500 conversations to a quality of 90.",
            category: .communicationExcellence, difficulty: .legendary,
            criterion: .count(of: .qualityExpert, goal: 500)),
    ]
}
