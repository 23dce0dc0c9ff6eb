import AnalyzerDomain
import Identifiers
import Testing

@Suite struct QuestionTests {
    @Test(arguments: [
        "What matters most to you in a home?", "How did you hear about us?",
        "Why are you moving?", "Tell me about your ideal kitchen.",
        "what are you looking for in a neighborhood", "So, what brings you to Austin?",
        "Walk me through your timeline.", "Can you tell me more about your situation?",
        "If you could change one thing, what would it be?", "How would that work for your family?",
    ])
    func isOpen(text: String) {
        let acts = say(text, as: .agent).message.acts
        #expect(acts.contains(.openQuestion) && !acts.contains(.closedQuestion))
    }

    @Test(arguments: [
        "Do you have a budget?", "Are you pre-approved?", "When do you want to move?",
        "Is Saturday ok?", "How many bedrooms do you need?", "How soon do you want to close?",
        "Would you like to see it", "do you have a lender", "Right?", "Where do you live now?",
        "You want three bedrooms?", "How about 2000?",
    ])
    func isClosed(text: String) {
        let acts = say(text, as: .agent).message.acts
        #expect(acts.contains(.closedQuestion) && !acts.contains(.openQuestion))
    }

    @Test(arguments: [
        "I'll send you what I have.", "That is what I meant.", "What a lovely home!",
        "It is a great house.", "How wonderful.", "Let me know when you can.", "Yes, I do.",
    ])
    func isNone(text: String) {
        let change = say(text, as: .agent)
        #expect(change.questionsAsked == 0)
    }

    @Test(arguments: [
        ("What is your budget?", MessageAct.budgetQuestion),
        ("How much are you looking to spend?", .budgetQuestion),
        ("Have you been pre-approved for a loan?", .budgetQuestion),
        ("What price range are you comfortable with?", .budgetQuestion),
        ("Is there anyone else involved in the decision?", .authorityQuestion),
        ("Who else will be making this decision?", .authorityQuestion),
        ("Are you buying on your own?", .authorityQuestion),
        ("What are you looking for in a home?", .needQuestion),
        ("What matters most to you?", .needQuestion),
        ("Why are you selling?", .needQuestion),
        ("How many bedrooms do you need?", .needQuestion),
        ("What are your must haves?", .needQuestion),
        ("What is your timeline?", .timelineQuestion),
        ("How soon are you looking to move?", .timelineQuestion),
        ("When does your lease end?", .timelineQuestion),
        ("When would you like to be settled in?", .timelineQuestion),
    ])
    func asksFor(text: String, act: MessageAct) {
        #expect(say(text, as: .agent).message.acts.contains(act))
    }
}
