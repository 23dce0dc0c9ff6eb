import Identifiers
import Testing

@testable import AnalyzerDomain

/// What a note says of a talk, and what of a first talk's questions was asked and answered.
@Suite struct SummaryTests {
    /// Begins on Thursday 1970-01-01 at midnight UTC.
    private let talk = analyze(
        "C: Hi, my name is Dana Whitfield. We want three bedrooms near downtown.",
        "A: Nice to meet you! What range are you comfortable with?",
        "C: Up to 450k, but that one is out of our budget.",
        "A: I hear you. Homes nearby closed at $455,000 in May, so it is in line.",
        "C: Okay, that makes sense. I have to ask my wife though.",
        "A: Of course. Would Saturday at 10 or Sunday at 2 work to see it together?",
        "C: Sunday works.",
        "A: Great, see you Sunday at 2. I'll send you the disclosures by Friday.")

    @Test func holdsWhatTheClientToldAndWhatComesNext() {
        let summary = talk.summary
        #expect(summary.clientName == "Dana Whitfield")
        #expect(summary.wants.map(\.messageID) == ["m0"])
        #expect(summary.budget?.messageID == "m2")
        #expect(summary.objections.map(\.kind) == [.price, .authority])
        #expect(summary.objections.first?.isResolved == true)
        #expect(summary.appointment?.description == "1970-01-04 14:00")
        let sent = summary.nextSteps.first { !$0.isAppointment }
        #expect(sent?.owner == .agent && sent?.due?.description == "1970-01-02")
        #expect(summary.nextSteps.filter(\.isAppointment).count == 1)
    }

    @Test func isANoteOfQuotesAndFacts() {
        let note = talk.summary.note
        #expect(note.contains("Outcome: appointment scheduled."))
        #expect(note.contains("Client: Dana Whitfield."))
        #expect(note.contains("Next step (agent, due 1970-01-04 14:00): Meet on"))
        #expect(!analyze("A: Hello there.").summary.note.contains("Client:"))
    }

    @Test(arguments: [
        ("A: I'll call the lender tomorrow.", MessageRole.agent),
        ("C: I'll send you the pay stubs tonight.", .client),
        ("A: Please sign the application by Friday.", .client),
        ("C: Send me the listing please.", .agent),
    ])
    func aStepHasAnOwner(line: String, owner: MessageRole) {
        let steps = analyze(line).summary.nextSteps
        #expect(steps.map(\.owner) == [owner])
    }

    @Test func anItemIsAskedAndAnsweredApart() {
        let analysis = analyze(
            "A: When do you need to move?", "C: By June.", "A: Are you pre-approved yet?",
            "C: Not sure.", "A: Who else will be part of the decision?", "C: Just me.")
        let items = Dictionary(
            uniqueKeysWithValues: analysis.qualifications.map { ($0.item, $0) })
        #expect(items[.timeline]?.askedIn == "m0" && items[.timeline]?.answeredIn == "m1")
        #expect(items[.financing]?.askedIn == "m2" && items[.financing]?.answeredIn == nil)
        #expect(items[.authority]?.askedIn == "m4" && items[.authority]?.answeredIn == "m5")
        #expect(items[.motivation]?.askedIn == nil && items[.motivation]?.answeredIn == nil)
    }

    @Test func staysSmallHoweverLongTheTalk() {
        let lines = (0..<400).flatMap { number in
            [
                "A: I'll send you listing number \(number) tomorrow.",
                "C: We need a garage for \(number) bikes, and it's too expensive.",
            ]
        }
        let summary = analyzer(after: utterances(lines)).summary
        #expect(summary.nextSteps.count <= NextStepTracker.stepCountMax)
        #expect(summary.wants.count <= NoteTracker.wantCountMax)
        #expect(summary.objections.count <= ObjectionTracker.raisedCountMax)
    }
}
