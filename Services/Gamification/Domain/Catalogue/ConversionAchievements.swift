import Identifiers

/// What every tenant has for conversion mastery.
extension Achievement {
    static let conversion: [Achievement] = [
        Achievement(
            id: "first_appointment", name: "First appointment",
            description: "Set an appointment in a conversation.",
            category: .conversionMastery, difficulty: .easy,
            criterion: .first(.appointmentSet), points: 50),
        Achievement(
            id: "ten_appointments", name: "Full calendar",
            description: "Set ten appointments.",
            category: .conversionMastery, difficulty: .moderate,
            criterion: .count(of: .appointmentSet, goal: 10)),
        Achievement(
            id: "hundred_appointments", name: "A hundred doors",
            description: "Set a hundred appointments.",
            category: .conversionMastery, difficulty: .hard,
            criterion: .count(of: .appointmentSet, goal: 100)),
        Achievement(
            id: "appointments_five_in_a_week", name: "A week of yes",
            description: "Set five appointments within seven days.",
            category: .conversionMastery, difficulty: .challenging,
            criterion: .within(days: 7, of: .appointmentSet, goal: 5), isRepeatable: true),
        Achievement(
            id: "lead_mover_50", name: "Lead mover",
            description: "Move fifty leads a step forward.",
            category: .conversionMastery, difficulty: .challenging,
            criterion: .count(of: .leadAdvanced, goal: 50)),
        Achievement(
            id: "closer_of_closers", name: "Closer of closers",
            description: "Set 500 appointments and try 500 trial closes.",
            category: .conversionMastery, difficulty: .legendary,
            criterion: .all(of: [
                .count(of: .appointmentSet, goal: 500), .count(of: .trialCloseTried, goal: 500),
            ])),
        Achievement(
            id: "triple_day", name: "Three in a day",
            description: "Set three appointments on one day.",
            category: .conversionMastery, difficulty: .hard,
            criterion: .within(days: 1, of: .appointmentSet, goal: 3), isRepeatable: true,
            isSecret: true),
    ]
}
