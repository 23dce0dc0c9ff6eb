import Identifiers

/// What every tenant has for speed and efficiency.
extension Achievement {
    static let speed: [Achievement] = [
        Achievement(
            id: "first_quick_reply", name: "Quick off the mark",
            description: "Write an answer in thirty seconds.",
            category: .speedEfficiency, difficulty: .easy,
            criterion: .first(.quickReply)),
        Achievement(
            id: "quick_50", name: "Quick hand",
            description: "Answer quickly in fifty conversations.",
            category: .speedEfficiency, difficulty: .moderate,
            criterion: .count(of: .quickReply, goal: 50)),
        Achievement(
            id: "early_quality_20", name: "Straight to the point",
            description: "Reach your agency's quality mark within twelve messages, twenty times.",
            category: .speedEfficiency, difficulty: .challenging,
            criterion: .count(of: .qualityReachedEarly, goal: 20)),
        Achievement(
            id: "early_appointment_10", name: "No time to lose",
            description: "Set ten appointments within twelve messages.",
            category: .speedEfficiency, difficulty: .challenging,
            criterion: .count(of: .appointmentSetEarly, goal: 10)),
        Achievement(
            id: "busy_week", name: "Busy week",
            description: "Have forty coached conversations within seven days.",
            category: .speedEfficiency, difficulty: .hard,
            criterion: .within(days: 7, of: .conversationCoached, goal: 40), isRepeatable: true),
        Achievement(
            id: "fast_and_good", name: "Fast and good",
            description:
                "Answer quickly in 300 conversations and reach the quality mark early in 200.",
            category: .speedEfficiency, difficulty: .legendary,
            criterion: .all(of: [
                .count(of: .quickReply, goal: 300), .count(of: .qualityReachedEarly, goal: 200),
            ])),
    ]
}
