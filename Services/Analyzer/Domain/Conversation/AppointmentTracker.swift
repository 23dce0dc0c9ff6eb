import Identifiers

/// Follows a meeting from the wish to the day and time that both agree on.
struct AppointmentTracker: Hashable, Sendable {
    private(set) var isScheduled = false
    private(set) var agreed: Agreed?
    private var pending: Pending?
    private var proposals = TimeProposals()

    /// A time as it was said, and the message that agreed to it.
    struct Agreed: Hashable, Sendable {
        var time: ProposedTime
        var messageID: MessageID
    }

    private struct Pending: Hashable, Sendable {
        var by: MessageRole
        var hasTime: Bool
        var isAgreed = false
    }

    mutating func observe(_ turn: inout Turn) {
        let namesNewTime = proposals.isNew(turn.reading.times)
        proposals.hear(turn.reading.times, at: turn.sentAt)
        let hadWish = pending.map { $0.by == .client && !$0.isAgreed } ?? false
        let asks = asksForMeeting(turn)
        if asks { turn.acts.insert(.appointmentRequest) }
        if turn.isAgent {
            if asks { turn.make(.askedAppointment) }
            if asks || pending != nil, turn.has(.slot) { turn.make(.saidWhen) }
            if hadWish, !takesUp(turn, asks) {
                turn.make(.missedCue)
                turn.raise(.missedAppointment)
            }
        }
        advance(turn, asks, namesNewTime)
        if isSettled(turn) { settle(&turn) }
    }

    private func asksForMeeting(_ turn: Turn) -> Bool {
        turn.has(.appointmentAsk) || !turn.isAgent && turn.has(.appointmentWish)
    }

    private func takesUp(_ turn: Turn, _ asks: Bool) -> Bool {
        asks || turn.has(.slot) || turn.has(.appointmentConfirm) || turn.has(.nextStep)
            || turn.isAcceptance || turn.has(.assent) || turn.has(.timelineQuestion)
            || turn.has(.trialClose) || turn.isRefusal
    }

    private mutating func advance(_ turn: Turn, _ asks: Bool, _ namesNewTime: Bool) {
        let hasTime = turn.has(.slot)
        guard var pending else {
            if asks { self.pending = Pending(by: turn.role, hasTime: hasTime) }
            return
        }
        // `Sunday does not work` refuses; `not Sunday, but Monday` proposes.
        if turn.isRefusal, !namesNewTime {
            self.pending = nil
            return
        }
        if pending.by != turn.role {
            // `Sure, how about Sunday at two?` agrees to meet and proposes another time.
            let proposes = hasTime && turn.reading.questions > 0
            let says = (turn.isAcceptance || turn.has(.assent)) && !proposes
            if says { pending.isAgreed = true }
            if hasTime, !says, !pending.hasTime || !pending.isAgreed {
                pending.by = turn.role
                pending.hasTime = true
            } else if hasTime {
                pending.hasTime = true
            }
        } else if hasTime {
            pending.hasTime = true
        }
        self.pending = pending
    }

    private func isSettled(_ turn: Turn) -> Bool {
        if turn.isRefusal { return false }
        if turn.has(.appointmentConfirm) { return turn.has(.slot) || pending != nil }
        return pending.map { $0.hasTime && $0.isAgreed } ?? false
    }

    private mutating func settle(_ turn: inout Turn) {
        pending = nil
        turn.make(.setAppointment, .appointmentSet)
        isScheduled = true
        if let time = proposals.chosen { agreed = Agreed(time: time, messageID: turn.id) }
        proposals = TimeProposals()
    }
}
