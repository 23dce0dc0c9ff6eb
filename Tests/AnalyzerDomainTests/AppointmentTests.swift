import AnalyzerDomain
import Identifiers
import Testing

@Suite struct AppointmentTests {
    @Test(arguments: [
        "Would you like to see it?", "When can you come by?", "Can we schedule a showing?",
        "Are you free on Saturday?", "Let's set up a time to meet.",
        "Shall we hop on a quick call?",
        "How about Tuesday at 5?", "I'd love to show you the house.",
        "Want to take a look tomorrow?",
        "Would Thursday work for you?", "Could we meet for coffee?", "Come by our open house.",
    ])
    func isAskedByTheAgent(text: String) {
        #expect(say(text, as: .agent).message.acts.contains(.appointmentRequest))
    }

    @Test(arguments: [
        "Can I see it this weekend?", "When can we view it?", "I'd like to tour the house.",
        "Could we schedule a visit?", "I want to see it.", "Can you show me the apartment?",
    ])
    func isWishedByTheClient(text: String) {
        #expect(say(text, as: .client).message.acts.contains(.appointmentRequest))
    }

    @Test(arguments: [
        "I see.", "It has a nice view.", "See the attached listing.", "We visited my parents.",
        "I can meet you in the middle at $1,800.", "The tour company is next door.",
        "We want happy people here who like to meet others.", "I saw the ad on Saturday.",
    ])
    func isNone(text: String) {
        let change = say(text, as: .agent)
        #expect(!change.message.acts.contains(.appointmentRequest))
        #expect(!change.appointmentScheduled)
    }

    @Test(arguments: [
        ["A: Would Saturday at 10 work?", "C: Yes, that works."],
        [
            "A: Would you like to see it?", "C: Sure, how about Sunday at 2?",
            "A: Perfect, Sunday at 2.",
        ],
        ["C: Can I see it tomorrow at 5?", "A: Sure, see you then."],
        ["C: When can I view it?", "A: Thursday at 6 pm?", "C: Sounds good."],
        ["A: Are you free on Friday?", "C: Friday works for me."],
        ["A: You're booked for Tuesday at 3 pm."], ["A: See you Saturday at noon!"],
    ])
    func isSet(lines: [String]) {
        let analysis = analyzer(after: utterances(lines)).analysis
        #expect(analysis.appointmentScheduled)
        #expect(analysis.outcome == .appointmentScheduled)
        #expect(analysis.messages.last?.acts.contains(.appointmentSet) == true)
    }

    @Test(arguments: [
        ["A: Would Saturday at 10 work?", "C: No, I'm away."],
        ["A: Would you like to see it?", "C: Maybe later."],
        ["C: Can I see it tomorrow?", "A: It has three bedrooms."],
        ["A: Shall we set up a showing?", "C: Let me think about it."],
        ["A: It was sold on Saturday at 10."],
    ])
    func isNotSet(lines: [String]) {
        #expect(!analyzer(after: utterances(lines)).analysis.appointmentScheduled)
    }

    @Test func aWishThatIsPassedOverIsRaised() {
        let analysis = analyze("C: Can I see it this weekend?", "A: It has three bedrooms.")
        #expect(analysis.opportunities.map(\.key).contains("appointment.missed_cue"))
    }

    @Test func aClientWhoLeavesWithoutANextStepIsRaised() {
        let analysis = analyze("A: It has a pool.", "C: I'll get back to you.")
        let raised = analysis.opportunities.first { $0.key == "closing.no_next_step" }
        #expect(raised?.priority == .high)
        #expect(raised?.evidence.first?.messageID == "m1")
    }
}
