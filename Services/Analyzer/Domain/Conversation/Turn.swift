import Identifiers

/// One message while it is judged: what it says, and what the trackers make of it.
struct Turn {
    let id: MessageID
    let role: MessageRole
    let action: MessageAction
    let sentAt: Instant
    let typingStartedAt: Instant?
    /// The price of an offer made by a button.
    let buttonPrice: Double?
    let reading: MessageReading
    /// The words of the message before, when the other side spoke it.
    let before: Before?
    /// Agent messages so far, this one included.
    let agentMessageCount: Int

    /// The price put forward is another than the one on the table.
    var isCounter = false
    /// The price put forward is the other side's own.
    var takesPrice = false

    var acts = ActSet()
    var moves: [Move] = []
    var raised: [OpportunityKind] = []
    var breaches: [ComplianceBreach] = []

    /// What the last message of the other side asked for.
    struct Before: Hashable, Sendable {
        var isQuestion: Bool
        var isOpenQuestion: Bool
        var acts: ActSet
        var wordCount: Int
        var namedFeature: Bool
        /// It asked the other side to decide: to buy, to sign, to give.
        var asksDecision: Bool
    }

    var isAgent: Bool { role == .agent }
    var cues: CueSet { reading.cues }

    func has(_ cue: Cue) -> Bool { reading.cues.contains(cue) }

    mutating func make(_ move: Move?, _ act: MessageAct? = nil) {
        if let move { moves.append(move) }
        if let act { acts.insert(act) }
    }

    mutating func raise(_ kind: OpportunityKind) { raised.append(kind) }

    /// True when the words or the button say yes to what the other side put forward.
    var isAcceptance: Bool {
        if action == .accept || takesPrice { return true }
        if has(.acceptance) || isCommitment { return true }
        if isCounter { return false }
        guard has(.assent), !isRefusal, let before else { return false }
        // `Okay` to a promise hears it; to a proposal it agrees.
        return before.acts.contains(.offer) || before.acts.contains(.trialClose)
            || before.acts.contains(.appointmentRequest) || before.acts.contains(.concession)
    }

    /// True when the words bind the speaker, or say yes to a question that asks for it.
    var isCommitment: Bool {
        if isCounter { return false }
        if has(.commitment) { return true }
        return before?.asksDecision == true && has(.assent) && reading.questions == 0
            && !has(.stall) && !isRefusal && reading.objection == nil
    }

    /// True when the other side's last words wait for a yes or a no.
    var answersProposal: Bool {
        guard let before else { return false }
        return before.acts.contains(.offer) || before.acts.contains(.trialClose)
            || before.acts.contains(.appointmentRequest) || before.acts.contains(.nextStep)
            || before.acts.contains(.concession) || before.acts.contains(.commitment)
    }

    var isRefusal: Bool { action == .reject || action == .quit || has(.rejection) || isNo }

    /// A bare no to anything but a question that puts nothing forward.
    private var isNo: Bool {
        guard has(.denial) else { return false }
        return before?.isQuestion != true || answersProposal || before?.asksDecision == true
    }
}
