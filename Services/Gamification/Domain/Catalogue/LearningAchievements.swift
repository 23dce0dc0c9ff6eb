import Identifiers

/// What every tenant has for dedication to learning.
extension Achievement {
    static let learning: [Achievement] = [
        Achievement(
            id: "first_coached", name: "First lesson",
            description: "Have a coached conversation.",
            category: .learningDedication, difficulty: .easy,
            criterion: .first(.conversationCoached), points: 10),
        Achievement(
            id: "five_day_streak", name: "Five days in a row",
            description: "Have coached conversations on five days in a row.",
            category: .learningDedication, difficulty: .moderate,
            criterion: .streak(days: 5), points: 75),
        Achievement(
            id: "twenty_day_streak", name: "A month of practice",
            description: "Have coached conversations on twenty days in a row.",
            category: .learningDedication, difficulty: .challenging,
            criterion: .streak(days: 20), isRepeatable: true),
        Achievement(
            id: "hundred_day_streak", name: "Never missed",
            description: "Have coached conversations on a hundred days in a row.",
            category: .learningDedication, difficulty: .legendary,
            criterion: .streak(days: 100)),
        Achievement(
            id: "ten_hours", name: "Ten hours with the coach",
            description: "Spend 600 minutes in completed sessions.",
            category: .learningDedication, difficulty: .moderate,
            criterion: .sum(of: .minutesCoached, goal: 600)),
        Achievement(
            id: "hundred_hours", name: "A hundred hours",
            description: "Spend 6,000 minutes in completed sessions.",
            category: .learningDedication, difficulty: .hard,
            criterion: .sum(of: .minutesCoached, goal: 6_000)),
        Achievement(
            id: "acted_on_100", name: "Takes advice",
            description: "Act on a hundred of the coach's prompts.",
            category: .learningDedication, difficulty: .challenging,
            criterion: .count(of: .alertActedOn, goal: 100)),
    ]
}
