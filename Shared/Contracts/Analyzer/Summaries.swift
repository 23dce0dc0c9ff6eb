import Identifiers
import Wire

/// What a CRM note says of a conversation: quotes and computed facts, none invented.
@WireMessage
public struct ConversationSummary: Codable, Hashable, Sendable {
    public var conversationID: ConversationID
    public var messageCount: Int
    /// The newest message that is counted in: the same messages give the same summary.
    public var lastMessageID: MessageID?
    /// As the client gave it.
    public var clientName: String?
    /// Needs, reasons and places, in the order told.
    public var wants: [QuotedMessage] = []
    public var budget: QuotedMessage?
    public var timeline: QuotedMessage?
    public var decider: QuotedMessage?
    public var financing: QuotedMessage?
    public var objections: [SummarizedObjection] = []
    /// The newest of each side.
    public var offers: [Offer] = []
    public var nextSteps: [NextStepFinding] = []
    public var appointment: DueDate?
    public var outcome: Open<ConversationOutcome>
    /// All of it in lines, ready for the CRM.
    public var note: String = ""

    enum CodingKeys: Int, CodingKey {
        case conversationID = 0, messageCount = 1, lastMessageID = 2, clientName = 3, wants = 4
        case budget = 5, timeline = 6, decider = 7, financing = 8, objections = 9, offers = 10
        case nextSteps = 11, appointment = 12, outcome = 13, note = 14
    }
}

/// A sentence of the client, at most 160 bytes.
@WireMessage
public struct QuotedMessage: Codable, Hashable, Sendable {
    public var messageID: MessageID
    public var text: String

    enum CodingKeys: Int, CodingKey { case messageID = 0, text = 1 }
}

@WireMessage
public struct SummarizedObjection: Codable, Hashable, Sendable {
    public var messageID: MessageID
    public var kind: Open<ObjectionKind>
    public var isResolved: Bool
    public var text: String = ""

    enum CodingKeys: Int, CodingKey { case messageID = 0, kind = 1, isResolved = 2, text = 3 }
}

/// What somebody will do after the conversation.
@WireMessage
public struct NextStepFinding: Codable, Hashable, Sendable {
    public var messageID: MessageID
    /// Who is to do it.
    public var owner: Open<MessageRole>
    public var text: String
    public var due: DueDate?
    /// A meeting that both agreed on.
    public var isAppointment: Bool = false

    enum CodingKeys: Int, CodingKey {
        case messageID = 0, owner = 1, text = 2, due = 3, isAppointment = 4
    }
}

/// When something is due, as exactly as it was said, on the wall of the conversation's time zone.
@WireMessage
public struct DueDate: Codable, Hashable, Sendable {
    public var date: CalendarDate
    /// Minutes since midnight; for a part of the day its beginning; nil where only a day was said.
    public var minute: Int?
    /// The same in UTC, where a time of day was said.
    public var at: Instant?
    /// Some day of the week that begins on `date`.
    public var isWeek: Bool = false
    /// `morning` was said, or `end of day`, and no hour.
    public var isPartOfDay: Bool = false

    enum CodingKeys: Int, CodingKey {
        case date = 0, minute = 1, at = 2, isWeek = 3, isPartOfDay = 4
    }
}

/// What was asked and what was answered of one thing that a first talk finds out.
@WireMessage
public struct QualificationFinding: Codable, Hashable, Sendable {
    public var item: Open<QualificationItem>
    /// The agent's first message that asked.
    public var askedIn: MessageID?
    /// The client's first message that told, asked or not.
    public var answeredIn: MessageID?

    enum CodingKeys: Int, CodingKey { case item = 0, askedIn = 1, answeredIn = 2 }
}

/// Who talks how much, how fast and how soon.
@WireMessage
public struct ConversationPace: Codable, Hashable, Sendable {
    public var agentWords: Int
    public var clientWords: Int
    /// The agent's answers whose delay is known.
    public var responseCount: Int = 0
    public var meanResponse: Duration?
    public var slowestResponse: Duration?
    /// Runs of the agent of over 90 words.
    public var monologueCount: Int = 0
    public var longestRunWords: Int = 0
    /// Messages begun before the other side had finished.
    public var agentInterruptions: Int = 0
    public var clientInterruptions: Int = 0
    /// Pauses of a minute and longer, and their sum.
    public var silenceCount: Int = 0
    public var silenceTotal: Duration?
    /// Nil where the beginnings of messages are not known.
    public var agentWordsPerMinute: Double?

    enum CodingKeys: Int, CodingKey {
        case agentWords = 0, clientWords = 1, responseCount = 2, meanResponse = 3
        case slowestResponse = 4, monologueCount = 5, longestRunWords = 6, agentInterruptions = 7
        case clientInterruptions = 8, silenceCount = 9, silenceTotal = 10
        case agentWordsPerMinute = 11
    }
}
