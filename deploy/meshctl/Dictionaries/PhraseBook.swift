import AnalyzerContract
import Identifiers
import Wire

/// Writes conversations about houses, for dictionaries: nobody ever had them.
///
/// The same seed writes the same conversations, so that training can be repeated.
struct PhraseBook {
    private var random: SplitMix64

    init(seed: UInt64) { random = SplitMix64(seed: seed) }

    private static let openings = [
        "Hi, is the %@ still available?", "Good morning, I saw the %@ on your site.",
        "Hello, could you tell me more about the %@?", "Thanks for getting back to me so quickly.",
        "I have a question about the %@.", "We are looking for a %@ near a school.",
    ]
    private static let answers = [
        "Yes, it is. When would you like to see it?", "Of course. What matters most to you?",
        "I understand. Many buyers ask about the %@.", "That makes sense. What is your budget?",
        "Would Saturday morning or Tuesday evening suit you better for a visit?",
        "The seller has just lowered the price to %@.", "I will send you the floor plan today.",
        "May I ask whether you have spoken with a lender yet?",
    ]
    private static let doubts = [
        "It is a bit more than we wanted to spend.", "I am not sure about the %@.",
        "We would have to talk about it at home first.",
        "The %@ looks smaller than in the pictures.",
        "How long has it been on the market?", "Are there other offers on the table?",
    ]
    private static let endings = [
        "Great, let's meet there at ten.", "I will think about it and call you tomorrow.",
        "Please send me the papers, we would like to make an offer.",
        "Thank you, see you on Saturday.",
    ]
    private static let things = [
        "two-bedroom apartment", "house with the garden", "townhouse", "condo downtown", "kitchen",
        "neighborhood", "parking", "mortgage rate", "closing costs", "inspection", "basement",
    ]
    private static let streets = ["Oak", "Cedar", "Lake", "Hill", "Park", "River", "Church"]

    mutating func conversation(lines: Int) -> Conversation {
        let id = "conv-\(hex(8))"
        let start = Instant(
            microseconds: 1_767_600_000_000_000 + Int64(random.next() % 10_000_000_000_000))
        let street = pick(Self.streets)
        var sentAt = start
        let messages = (0..<lines).map { number in
            sentAt = sentAt + .milliseconds(Int64(4_000 + random.next() % 26_000))
            let isClient = number.isMultiple(of: 2)
            let typing = sentAt + .milliseconds(-Int64(1_500 + random.next() % 5_000))
            return Message(
                messageID: MessageID("\(id)-\(number)"),
                role: Open(isClient ? .client : .agent), action: Open(.message),
                text: line(number, of: lines, isClient: isClient), sentAt: sentAt,
                typingStartedAt: typing, price: nil)
        }
        return Conversation(
            tenantID: TenantID("tenant-\(hex(1))"), conversationID: ConversationID(id),
            agentID: AgentID("agent-\(hex(2))"), leadID: LeadID("lead-\(hex(4))"),
            category: "housing", startedAt: start,
            context: ConversationContext(
                listingTitle: "\(pick(Self.things)) on \(street) Street",
                listPrice: Double(200 + random.next() % 700) * 1_000), messages: messages)
    }

    private mutating func line(_ number: Int, of lines: Int, isClient: Bool) -> String {
        if number == 0 { return filled(pick(Self.openings)) }
        if number == lines - 1 { return pick(Self.endings) }
        guard isClient else { return filled(pick(Self.answers)) }
        return filled(pick(Self.doubts)) + (random.next() % 3 == 0 ? " What do you think?" : "")
    }

    private mutating func filled(_ phrase: String) -> String {
        let parts = phrase.split(separator: "%@", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else { return phrase }
        return "\(parts[0])\(pick(Self.things))\(parts[1])"
    }

    private mutating func pick(_ words: [String]) -> String {
        words[Int(random.next() % UInt64(words.count))]
    }

    private mutating func hex(_ bytes: Int) -> String {
        let digits = Array("0123456789abcdef")
        return String((0..<bytes * 2).map { _ in digits[Int(random.next() % 16)] })
    }
}
