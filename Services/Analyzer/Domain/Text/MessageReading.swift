import Identifiers

/// What the words of one message show by themselves, whoever spoke before.
struct MessageReading {
    var cues = CueSet()
    /// What phrases would show, had a negation not taken them back.
    var takenBack = CueSet()
    /// The first objection named, by its place in the message.
    var objection: ObjectionKind?
    var openQuestions = 0
    var closedQuestions = 0
    var prices: [Double] = []
    /// The price that the words put forward.
    var offeredPrice: Double?
    /// The last price that no word near it tells of as another's, a past or a side one.
    var barePrice: Double?
    var sentiment: Double?
    var wordCount = 0
    var isShouted = false
    /// Phrases of compliance rules, exceptions and excuses already taken out.
    var compliance: [ComplianceHit] = []
    /// Agents' statement that the conversation is about more than small talk.
    var featureCount = 0
    var benefitCount = 0

    /// Days and times named, in order.
    var times: [SpokenTime] = []
    /// What a note quotes, in order.
    var quotes: [Quote] = []

    var questions: Int { openQuestions + closedQuestions }
}

/// A compliance rule's phrase, as written.
struct ComplianceHit {
    var rule: Int
    var phrase: String
}

/// A sentence that shows something worth a note.
struct Quote: Hashable, Sendable {
    /// Longer sentences are cut: a note is read at a glance.
    static let byteCountMax = 160
    /// More than a note holds of one message.
    static let countMax = 6

    var cue: Cue
    var text: String
    /// True when the speaker promises, false when the speaker asks the other side.
    var isSpeakers = true
    var time: SpokenTime?
}
