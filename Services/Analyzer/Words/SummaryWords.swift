import AnalyzerContract
import AnalyzerDomain
import Foundation
import Identifiers
import RPC
import Wire

// Summaries in the contract's words.

extension ConversationSummary {
    init(_ analysis: Analysis) {
        let summary = analysis.summary
        self.init(
            conversationID: analysis.conversationID, messageCount: analysis.messageCount,
            lastMessageID: analysis.lastMessageID, clientName: summary.clientName,
            wants: summary.wants.map(QuotedMessage.init),
            budget: summary.budget.map(QuotedMessage.init),
            timeline: summary.timeline.map(QuotedMessage.init),
            decider: summary.decider.map(QuotedMessage.init),
            financing: summary.financing.map(QuotedMessage.init),
            objections: summary.objections.map {
                SummarizedObjection(
                    messageID: $0.messageID, kind: Open($0.kind), isResolved: $0.isResolved,
                    text: $0.text)
            }, offers: summary.offers.map(Offer.init),
            nextSteps: summary.nextSteps.map(NextStepFinding.init),
            appointment: summary.appointment.map(DueDate.init), outcome: Open(summary.outcome),
            note: summary.note)
    }
}

extension QuotedMessage {
    init(_ quoted: TalkSummary.Quoted) {
        self.init(messageID: quoted.messageID, text: quoted.text)
    }
}

extension NextStepFinding {
    init(_ step: NextStep) {
        self.init(
            messageID: step.messageID, owner: Open(step.owner), text: step.text,
            due: step.due.map(DueDate.init), isAppointment: step.isAppointment)
    }
}

extension DueDate {
    init(_ due: DueTime) {
        self.init(
            date: due.date, minute: due.minute, at: due.at, isWeek: due.precision == .week,
            isPartOfDay: due.precision == .part)
    }
}

extension QualificationFinding {
    init(_ item: Qualification) {
        self.init(item: Open(item.item), askedIn: item.askedIn, answeredIn: item.answeredIn)
    }
}

extension ConversationPace {
    init(_ pace: Pace) {
        let hasAnswers = pace.responseCount > 0
        self.init(
            agentWords: pace.agentWords, clientWords: pace.clientWords,
            responseCount: pace.responseCount, meanResponse: pace.meanResponse,
            slowestResponse: hasAnswers ? pace.slowestResponse : nil,
            monologueCount: pace.monologueCount, longestRunWords: pace.longestRunWords,
            agentInterruptions: pace.agentInterruptions,
            clientInterruptions: pace.clientInterruptions, silenceCount: pace.silenceCount,
            silenceTotal: pace.silenceCount > 0 ? pace.silenceTotal : nil,
            agentWordsPerMinute: pace.agentWordsPerMinute)
    }
}

extension LocalZone {
    /// The zone of that IANA name; UTC for none.
    ///
    /// Nil for a name that the system's tables do not have.
    package init?(named name: String?) {
        guard let name, !name.isEmpty else {
            self = .utc
            return
        }
        guard name.utf8.count <= 64, let zone = TimeZone(identifier: name) else { return nil }
        self.init { instant in
            .seconds(zone.secondsFromGMT(for: Date(timeIntervalSince1970: instant.seconds)))
        }
    }
}

extension Instant {
    fileprivate var seconds: Double { Double(microseconds) / 1_000_000 }
}
