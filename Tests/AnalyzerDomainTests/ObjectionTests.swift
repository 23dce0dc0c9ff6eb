import AnalyzerDomain
import Identifiers
import Testing

@Suite struct ObjectionTests {
    @Test(arguments: [
        ("That's too expensive for us.", ObjectionKind.price),
        ("The price is a bit high.", .price), ("It's out of our budget.", .price),
        ("We can't afford that.", .price), ("I'm on a tight budget.", .price),
        ("Can you come down a little?", .price), ("Would you be willing to negotiate?", .price),
        ("Your commission is too high.", .price), ("That's more than I wanted to spend.", .price),
        ("It seems overpriced.", .price), ("Is there any way you can lower the price?", .price),
        ("I need to think about it.", .timing), ("We're just looking.", .timing),
        ("We want to wait until spring.", .timing), ("It's not a good time.", .timing),
        ("I'm not ready to decide.", .timing),
        ("How do I know I can trust you?", .trust), ("This sounds like a scam.", .trust),
        ("I had a bad experience with an agent.", .trust),
        ("I've never heard of your company.", .trust),
        ("I have to talk to my wife first.", .authority),
        ("I need to check with my husband.", .authority),
        ("It's not just my decision.", .authority),
        ("I'd have to run it by my lawyer.", .authority),
        ("We don't need an agent.", .need), ("I'm not interested.", .need),
        ("It's not really what we're looking for.", .need),
        ("I'd rather sell it myself.", .need),
        ("We're already working with an agent.", .competition),
        ("Another agent offered one percent.", .competition),
        ("I saw a similar place for $1,600.", .competition),
        ("Zillow says it's worth less.", .competition),
        ("The kitchen is too small.", .property), ("It needs a lot of work.", .property),
        ("I don't like the neighborhood.", .property), ("There isn't a yard.", .property),
        ("I'm worried about the noise.", .property),
    ])
    func isHeard(text: String, kind: ObjectionKind) {
        let change = say(text, as: .client)
        #expect(change.message.objection == kind)
        #expect(change.message.acts.contains(.objection))
        #expect(change.objectionsIdentified == 1)
    }

    @Test(arguments: [
        ("My dad is helping with the down payment, so he gets a say.", ObjectionKind.authority),
        ("We'd both have to agree on that.", .authority),
        ("My business partner handles that, it isn't really up to me.", .authority),
        ("I don't see why I'd pay you when I can list it online myself.", .need),
        ("We decided to remodel instead.", .need), ("We're fine where we are.", .need),
        ("Our last agent disappeared after we signed.", .trust),
        ("How do I know you're not just saying that to get the listing?", .trust),
        ("What's the catch?", .trust), ("I don't want to be locked into a contract.", .trust),
        ("My cousin just got her license.", .competition),
        ("Redfin will list it for one percent.", .competition),
        ("A discount broker quoted us less.", .competition),
        ("The kitchen feels cramped.", .property), ("It backs onto the freeway.", .property),
        ("The commute would be over an hour each way.", .property),
        ("We want to hold off until rates come down.", .timing),
        ("Maybe next spring, once the kids are out of school.", .timing),
        ("Let me sleep on it.", .timing), ("That payment would stretch us too thin.", .price),
        ("Four fifty is above what we were approved for.", .price),
        ("Is there any wiggle room on the price?", .price), ("The HOA dues are crazy.", .price),
    ])
    func isHeardInOtherWords(text: String, kind: ObjectionKind) {
        #expect(say(text, as: .client).message.objection == kind)
    }

    @Test(arguments: [
        ("My dad hasn't seen it yet.", ObjectionKind.authority),
        ("Nothing gets signed without my lawyer.", .authority),
        ("You sound rehearsed, it all feels a bit scripted.", .trust),
        ("We can't do anything until our condo closes.", .timing),
        ("I'm in the middle of a divorce right now.", .timing),
        ("The old place suits us fine.", .need),
        ("We'd have to redo the whole upstairs.", .property),
        ("Where would we park two cars?", .property),
        ("It would wipe out our savings.", .price), ("That's highway robbery.", .price),
    ])
    func isHeardWhenHinted(text: String, kind: ObjectionKind) {
        #expect(say(text, as: .client).message.objection == kind)
    }

    @Test(arguments: [
        "My dad saw it and loved it.", "Thursday suits us fine.", "Where do we sign?",
        "We sold ours two years ago.", "My lawyer will send the papers.",
        "No doubt, it's a beautiful home.", "The price is great.", "We need three bedrooms.",
        "My wife and I love the backyard.", "The yard is huge.", "When is the inspection?",
        "We're working with a budget of around 500k.", "Email is better for me.",
        "It's not too expensive at all.", "The price isn't too high for us.", "I love it!",
        "The ceilings are high and I like that.", "We have enough money.", "Sounds good to me.",
        "My wife loves the kitchen.", "Thanks for the information.", "When was it built?",
        "I'm good, how are you?", "We live close to a busy airport.", "I trust you.",
        "Thank you so much!", "We like it very much.", "No problem.",
    ])
    func isNone(text: String) {
        #expect(say(text, as: .client).objectionsIdentified == 0)
    }

    @Test func agentsDoNotObjectToTheirOwnOffer() {
        #expect(say("That's too expensive for most people.", as: .agent).objectionsIdentified == 0)
    }

    @Test func anAnsweredObjectionIsResolvedWhenTheClientMovesOn() {
        let analysis = analyze(
            "C: The price is too high.",
            "A: I hear you. Similar homes on this street sold for $460,000 last month.",
            "C: Okay, that makes sense.")
        #expect(analysis.objectionsIdentified == 1)
        #expect(analysis.objectionsResolved == 1)
        #expect(analysis.outcome == .objectionResolved)
        #expect(analysis.messages[1].acts.contains(.objectionResponse))
        #expect(analysis.messages[1].acts.contains(.marketEvidence))
    }

    @Test func anObjectionThatIsPassedOverStaysOpenAndIsRaised() {
        let analysis = analyze(
            "C: I'm worried about the noise.", "A: Ok.", "C: So what now?")
        #expect(analysis.objectionsResolved == 0)
        #expect(analysis.opportunities.map(\.key).contains("objection.unanswered"))
    }

    @Test func aPriceObjectionMetWithoutEvidenceIsRaised() {
        let analysis = analyze("C: That's too expensive.", "A: I can't go any lower than $2,000.")
        let raised = analysis.opportunities.first
        #expect(raised?.key == "objection.price_without_evidence")
        #expect(raised?.priority == .high)
        #expect(raised?.module == .marketExpertise)
    }

    @Test func aPriceObjectionMetWithComparablesIsNotRaised() {
        let analysis = analyze(
            "C: That's too expensive.", "A: The comps on this block sold for $455,000 in May.")
        #expect(analysis.opportunities.isEmpty)
    }

    @Test func aDefensiveAnswerIsCritical() {
        let analysis = analyze(
            "C: That's too expensive.", "A: You get what you pay for. Go look somewhere else.")
        #expect(analysis.opportunities.first?.key == "objection.defensive")
        #expect(analysis.opportunities.first?.priority == .critical)
    }

    @Test func aRepeatedObjectionIsOneObjection() {
        let analysis = analyze(
            "C: It's too expensive.", "A: I understand, money matters.",
            "C: It's just too expensive.",
            "A: The comps are at $450k.", "C: Hmm, too expensive for us.")
        #expect(analysis.objectionsIdentified == 1)
        #expect(analysis.objectionsResolved == 0)
    }
}
