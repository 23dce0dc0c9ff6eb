extension ActFamily {
    /// What somebody does who does this: `asks questions`.
    var habit: String { phrases.habit }

    /// What a message does: `asks a question`.
    var deed: String { phrases.deed }

    /// What a message leaves out: `asks no question`.
    var omission: String { phrases.omission }

    private var phrases: (habit: String, deed: String, omission: String) {
        switch self {
        case .question: ("asks questions", "asks a question", "asks no question")
        case .acceptance: ("agrees", "agrees to something", "agrees to nothing")
        case .commitment: ("names next steps", "names a next step", "names no next step")
        case .rejection: ("says no", "says no", "does not say no")
        case .objection: ("objects", "objects", "raises no objection")
        case .offer: ("makes offers", "makes an offer", "makes no offer")
        case .concession: ("gives way", "gives way", "does not give way")
        case .greeting: ("makes small talk", "greets or makes small talk", "makes no small talk")
        case .thanks: ("thanks", "thanks the other side", "has no thanks")
        case .empathy: ("shows understanding", "shows understanding", "shows no understanding")
        case .evidence: ("gives facts", "gives facts", "gives no facts")
        case .pressure: ("presses for a decision", "presses for a decision", "does not press")
        case .rudeness: ("is impolite", "is impolite", "is not impolite")
        }
    }
}
