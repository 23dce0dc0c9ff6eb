/// Something that a phrase shows, before the conversation says what it means.
enum Cue: UInt8, CaseIterable, Sendable {
    case greeting, smallTalk, thanks, apology, courtesy, farewell
    case empathy, reflection
    case priceObjection, timingObjection, trustObjection, authorityObjection, needObjection
    case competitionObjection, propertyObjection
    case feature, benefit, marketEvidence, neighborhood
    case budgetQuestion, authorityQuestion, needQuestion, timelineQuestion
    case budgetAnswer, authorityAnswer, needAnswer, timelineAnswer
    case trialClose, decisionAsk, urgency, commitment, nextStep
    case appointmentAsk, appointmentConfirm, appointmentWish, tour, homesTour, slot
    case acceptance, assent, rejection, notInterested, stall
    /// A bare no: it refuses a proposal, and only answers any other question.
    case denial
    case unprofessional, defensive
    case offer, offerHint, goodsOffer, concession, condition, counterQuestion, holdFirm
    case regulation, agreementMention, buying, renting
    case consentGiven, consentRefused, consentAsked, revocationConfirmed, resubscribe
    case openHouse
    /// Talk of homes for sale; a tenancy that the client is in says nothing of what they want.
    case homeTalk, tenancy
    case motivationQuestion, locationQuestion, financingQuestion, sideQuestion, ownershipQuestion
    case motivationAnswer, locationAnswer, financingAnswer, sideAnswer, ownershipAnswer
    case nameGiven
    /// Answers a doubt, in whatever words; only the model of acts finds it.
    case objectionAnswer
}

/// A set of cues in 128 bits.
struct CueSet: Hashable, Sendable {
    private var bits: UInt128 = 0

    init() {}

    mutating func insert(_ cue: Cue) { bits |= 1 << UInt128(cue.rawValue) }
    mutating func remove(_ cue: Cue) { bits &= ~(1 << UInt128(cue.rawValue)) }
    func contains(_ cue: Cue) -> Bool { bits >> UInt128(cue.rawValue) & 1 == 1 }
    func containsAny(_ cues: Cue...) -> Bool { cues.contains { contains($0) } }
    var isEmpty: Bool { bits == 0 }
}

/// Phrases that show the same cue.
struct PhraseRule: Sendable {
    enum Speaker: Sendable { case agent, client, either }
    /// What a negation before the phrase does.
    enum Negation: Sendable {
        /// `not too high` is no objection.
        case cancels
        /// `I can't say thanks enough` still thanks.
        case means
    }

    let cue: Cue
    let speaker: Speaker
    let negation: Negation
    /// One pattern a line.
    let patterns: String

    init(
        _ cue: Cue, by speaker: Speaker = .either, negation: Negation = .cancels, _ patterns: String
    ) {
        self.cue = cue
        self.speaker = speaker
        self.negation = negation
        self.patterns = patterns
    }
}
