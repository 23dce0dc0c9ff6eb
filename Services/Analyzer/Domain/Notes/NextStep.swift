import Identifiers

/// What somebody will do after this conversation, as far as it was said.
package struct NextStep: Hashable, Sendable {
    package var messageID: MessageID
    /// Who is to do it.
    package var owner: MessageRole
    /// The sentence that says so, at most 160 bytes.
    package var text: String
    package var due: DueTime?
    /// A meeting that both agreed on.
    package var isAppointment: Bool
}

/// Collects promises and requests; each moment is resolved when it is said.
struct NextStepTracker: Hashable, Sendable {
    /// More than anyone keeps; the newest count.
    static let stepCountMax = 12

    private(set) var steps: [NextStep] = []
    private var knownMeeting: AppointmentTracker.Agreed?

    mutating func observe(_ turn: Turn, meeting: AppointmentTracker.Agreed?, in zone: LocalZone) {
        if let meeting, meeting != knownMeeting {
            knownMeeting = meeting
            let due = meeting.time.due(in: zone)
            steps.removeAll { $0.isAppointment }
            add(
                NextStep(
                    messageID: meeting.messageID, owner: .agent, text: "Meet on \(due)", due: due,
                    isAppointment: true))
        }
        guard turn.acts.contains(.nextStep) else { return }
        for quote in turn.reading.quotes where quote.cue == .nextStep {
            let other: MessageRole = turn.isAgent ? .client : .agent
            let owner = quote.isSpeakers ? turn.role : other
            add(
                NextStep(
                    messageID: turn.id, owner: owner, text: quote.text,
                    due: quote.time?.due(saidAt: turn.sentAt, in: zone), isAppointment: false))
        }
    }

    private mutating func add(_ step: NextStep) {
        guard !steps.contains(where: { $0.text == step.text && $0.owner == step.owner }) else {
            return
        }
        steps.append(step)
        if steps.count > Self.stepCountMax { steps.removeFirst() }
    }
}
