import AnalyzerDomain
import Identifiers
import Testing

/// Precision first: every phrase here was written to be said, the innocent ones to look alike.
@Suite struct ComplianceTests {
    @Test(arguments: [
        ("It's a predominantly white neighborhood.", "fair_housing.race_color_origin"),
        ("Lots of Asian families live around here.", "fair_housing.race_color_origin"),
        (
            "The owner prefers an American family, Mexican families need not apply.",
            "fair_housing.race_color_origin"
        ),
        ("It's mostly Hispanic around here.", "fair_housing.race_color_origin"),
        ("This is a Christian community.", "fair_housing.religion"),
        ("There are a lot of Jewish families on that side.", "fair_housing.religion"),
        ("We are looking for female tenants, females only.", "fair_housing.sex"),
        ("No single mothers.", "fair_housing.sex"),
        ("Sorry, no kids allowed.", "fair_housing.familial_status"),
        ("Adults only building.", "fair_housing.familial_status"),
        ("The landlord doesn't accept families with children.", "fair_housing.familial_status"),
        ("It's perfect for empty nesters.", "fair_housing.familial_status"),
        ("Ideal for a young couple.", "fair_housing.familial_status"),
        ("It's not suitable for children.", "fair_housing.familial_status"),
        ("This neighborhood is great for families with kids.", "fair_housing.familial_status"),
        ("It's a family-friendly neighborhood.", "fair_housing.familial_status"),
        ("Perfect for a growing family!", "fair_housing.familial_status"),
        ("The area is mostly white and very safe.", "fair_housing.race_color_origin"),
        ("There's a synagogue nearby if you're Jewish.", "fair_housing.religion"),
        ("I wouldn't recommend that area for people like you.", "fair_housing.steering"),
        ("It won't cost you a dime to work with me.", "free_services.called_free"),
        ("Our services are 100% free to you.", "free_services.called_free"),
        ("There's no charge for using a buyer's agent.", "free_services.called_free"),
        (
            "Don't worry about the buyer agreement, let's just tour.",
            "tour_before_agreement.said"
        ),
        ("Let's go see the house tomorrow, no paperwork needed.", "tour_before_agreement.said"),
        ("No wheelchairs, the stairs are steep.", "fair_housing.disability"),
        ("We don't accept service animals.", "fair_housing.disability"),
        ("You must be able bodied to live here.", "fair_housing.disability"),
        ("You wouldn't fit in there.", "fair_housing.steering"),
        ("You'd be more comfortable in a different neighborhood.", "fair_housing.steering"),
        ("People like you usually buy on the east side.", "fair_housing.steering"),
        ("That building has the wrong kind of people.", "fair_housing.steering"),
        ("My services are completely free to buyers.", "free_services.called_free"),
        ("Working with me is free.", "free_services.called_free"),
        (
            "Using a buyer's agent costs you nothing, our service costs you nothing.",
            "free_services.called_free"
        ),
        ("There is no cost to you for my services.", "free_services.called_free"),
        ("You don't pay me anything.", "free_services.called_free"),
        ("The seller pays my commission, so it's free.", "free_services.called_free"),
        ("I represent you for free.", "free_services.called_free"),
        ("We can tour it before you sign an agreement.", "tour_before_agreement.said"),
        ("You don't need to sign anything to see the house.", "tour_before_agreement.said"),
        ("Let's tour it first and sign the agreement later.", "tour_before_agreement.said"),
        ("I can show you homes without a buyer agreement.", "tour_before_agreement.said"),
        ("No agreement needed to tour.", "tour_before_agreement.said"),
        ("Let me show you a few homes tomorrow.", "tour_before_agreement.offered"),
        ("I've been recording our call.", "recording_consent.not_asked"),
        ("I recorded our conversation yesterday.", "recording_consent.not_asked"),
        ("I'm going to record this call.", "recording_consent.not_asked"),
        ("I always record my calls without telling clients.", "recording_consent.not_asked"),
        (
            "This block is mostly young professionals without children.",
            "fair_housing.preferred_household"
        ),
        (
            "The building is quiet because there aren't any families in it.",
            "fair_housing.preferred_household"
        ),
        ("Mature couple preferred.", "fair_housing.preferred_household"),
        ("Great for a single woman, very secure.", "fair_housing.preferred_household"),
        ("Everybody here goes to the same church.", "fair_housing.unwanted_group"),
        ("The seller would rather not sell to foreigners.", "fair_housing.unwanted_group"),
        ("It's a safe neighborhood, not many minorities.", "fair_housing.unwanted_group"),
        ("Speak English or don't apply.", "fair_housing.unwanted_group"),
        ("Are you married?", "fair_housing.personal_question"),
        ("What country are you from?", "fair_housing.personal_question"),
        ("Do you have a disability?", "fair_housing.personal_question"),
        ("My representation is complimentary.", "free_services.complimentary"),
        ("There's zero cost to the buyer.", "free_services.complimentary"),
        ("You can sign the agency agreement after the showing.", "tour_before_agreement.put_off"),
        ("No need for a contract, let's go look at it now.", "tour_before_agreement.put_off"),
        ("We can see it today; no agreement necessary.", "tour_before_agreement.waived"),
        ("Come tour it tonight. Nothing to sign.", "tour_before_agreement.waived"),
        ("Let's do a showing at five, the paperwork can wait.", "tour_before_agreement.waived"),
        ("There are many Asians here.", "fair_housing.race_color_origin"),
        ("Plenty of Mexicans around.", "fair_housing.race_color_origin"),
        ("The neighbors are mostly Russians.", "fair_housing.race_color_origin"),
        ("Immigrants are moving in on that block.", "fair_housing.race_color_origin"),
        ("Quite a few Muslims live on that street.", "fair_housing.religion"),
        (
            "You would have to be able to climb stairs, not for wheelchair people.",
            "fair_housing.disability"
        ),
        ("Not for someone in a wheelchair.", "fair_housing.disability"),
        ("Tenants need to be capable of climbing the steps.", "fair_housing.disability"),
        ("The owner would rather not have any disabled tenants.", "fair_housing.disability"),
        ("Do you have children?", "fair_housing.personal_question"),
        ("How many kids do you have?", "fair_housing.personal_question"),
        ("Any kids?", "fair_housing.personal_question"),
        ("Will any children be living there?", "fair_housing.personal_question"),
        ("Do you have a green card?", "fair_housing.personal_question"),
        ("Which church do you belong to?", "fair_housing.personal_question"),
        ("Near the synagogue, you people will feel at home.", "fair_housing.steering"),
        ("You'd fit in well near the mosque.", "fair_housing.steering"),
        ("There are lots of people from your country there.", "fair_housing.steering"),
        ("You people always prefer the north side.", "fair_housing.steering"),
        ("Empty-nesters preferred.", "fair_housing.preferred_household"),
        ("Couples without children are preferred.", "fair_housing.preferred_household"),
        ("The seller would rather have retirees.", "fair_housing.preferred_household"),
        ("I started recording our talk.", "recording_consent.not_asked"),
        ("The recorder is already running.", "recording_consent.not_asked"),
        ("I have our whole conversation on tape.", "recording_consent.not_asked"),
        ("I hit record when you called.", "recording_consent.not_asked"),
        ("My phone records all calls.", "recording_consent.not_asked"),
        ("Most of the neighbors are Muslim.", "fair_housing.religion"),
        ("It's no place for a disabled person.", "fair_housing.disability"),
        ("Someone in a wheelchair couldn't live here.", "fair_housing.disability"),
        ("There is a church for you people nearby.", "fair_housing.steering"),
        ("No families with small children, please.", "fair_housing.familial_status"),
        ("It costs you nothing to work with me.", "free_services.called_free"),
    ])
    func isABreach(text: String, rule: String) {
        let change = say(text, as: .agent)
        #expect(change.newCompliance.map(\.rule).contains(rule))
        let raised = change.newOpportunities.first
        #expect(raised?.isCompliance == true && raised?.priority == .critical)
        #expect(change.newCompliance.first?.phrase.isEmpty == false)
    }

    @Test(arguments: [
        "It has a large family room.", "A great room for a family of plants.",
        "The master bedroom faces the park.", "There's a mother-in-law suite.",
        "It's a quiet street within walking distance of shops.", "White kitchen cabinets.",
        "The house has black appliances and white walls.", "All white kitchen, all black counters.",
        "It's close to the Catholic church on Main.", "The Indian restaurant is great.",
        "Chinese food is around the corner.", "We have no kids yet ourselves.",
        "There are no kids playing outside right now.", "It has wheelchair access.",
        "No wheelchair ramp yet, but one can be built.", "Parking is free.",
        "Feel free to call me.",
        "Free parking for residents.", "The first month is free.", "I'm free on Saturday.",
        "Come by for a free home valuation.", "My services are not free.",
        "I can't say that my services are free.", "There is no fee to apply.",
        "Stop by the office.", "The bus stop is near.", "I quit my job to do this.",
        "At the end of the month.", "Please cancel the old listing.",
        "Fair housing rules mean I can't tell you whether it is a white neighborhood.",
        "We rent to everyone regardless of race or religion.",
        "We don't discriminate against families with children.",
        "I can't say if it's a Jewish neighborhood.", "It is not an adults only building.",
        "We never say no kids allowed.", "Prices hit a record high.", "The deed was recorded.",
        "There's a recording fee at closing.", "For the record, I like it.",
        "Is it ok with you if I record this call?", "Would you mind if we record our conversation?",
        "We need to sign the buyer agreement before we tour.",
        "I can't show you homes without a signed buyer agreement.",
        "Please sign the lease before you move in.", "It's the right kind of house.",
        "The sofa won't fit in the den.", "Your couch wouldn't fit in there.",
        "A couple of bedrooms and a den.", "It's perfect for your dog.", "Great for entertaining.",
        "Perfect for a home office.", "They're all black, new in the box.",
        "Adult supervision at the pool.", "The school is Christian Brothers Academy.",
        "Colored glass windows in the hall.", "Everyone is welcome here.",
        "The HOA covers trash at no cost to you.", "There is no cost to you for the first showing.",
        "Only Christian knows the alarm code.", "Perfect for family dinners.",
        "The den is great for a couple of desks.", "The inspection report is free to you.",
        "He's the right kind of inspector for an old roof.", "No kids menu but great food.",
        "Are you married to the idea of a pool?", "Are you expecting a call from the bank?",
        "What country club do you belong to?", "What kind of work do you do?",
        "The home warranty is complimentary.", "Sign the lease after the showing.",
        "There aren't any families of raccoons in the attic.", "Adults only pool hours are posted.",
        "We ask nobody about religion.", "My fee is three percent and is negotiable.",
        "Do you have any questions about the disclosures?", "Are you two free on Saturday?",
        "There are no kids' bedrooms downstairs.", "It has a separate entrance for your mother.",
        "You'd be more comfortable in a bigger house.", "There is room for a growing family.",
        "The cabinets are mostly white and gray.", "Let me record your phone number.",
        "So that I only show you homes that fit: what price range would feel comfortable?",
        "Before we tour any homes, let's talk about your budget.",
        "When you see a house on Saturday, look at the roof.",
        "What would you need to see to feel comfortable with a price?",
        "The appraiser will see it on Thursday.", "Buyers can tour the house on Saturday.",
        "Could I come by and see your house on Thursday?",
        "As you can see, the house sold in March.", "Did you like the virtual tour of the home?",
        "No paperwork needed for the home warranty.", "There are many reasons to buy here.",
        "Many of the black counters are granite.", "Plenty of white marble in the hall.",
        "You'd have to climb two flights, there is no elevator.",
        "The doors are wide enough for a wheelchair.", "Not for another week.",
        "Do you have a budget in mind?", "Do you have the children's bikes in the garage?",
        "You'll feel right at home in this kitchen.", "The temple is a landmark.",
        "You people are great.", "Cash buyers preferred.", "I prefer email.",
        "Work has started on the roof.", "The county recorded the deed.",
        "I'll record a video tour for you.", "The tape measure is in the car.",
    ])
    func isInnocent(text: String) {
        #expect(say(text, as: .agent).newCompliance.isEmpty)
    }

    @Test(arguments: [
        "STOP", "stop", "Stop.", "Please stop", "Unsubscribe", "STOP texting me",
        "Please stop calling me.", "Don't contact me again.", "Take me off your list.",
        "remove me from your list please", "I want to opt out.", "I revoke my consent.", "quit",
        "cancel", "end", "Lose my number.", "Stop. I'm not interested.", "leave me alone",
        "Do not text me anymore.", "I don't want any more messages.", "Please end this",
        "Please end all messages", "End this conversation.", "Okay, please stop this now.",
        "Kindly cease all further contact.", "Quit sending me these texts",
        "I no longer consent to being contacted.", "Can you stop all of this?",
        "I want this to end.", "I'd like you to stop.", "Please remove my number", "Leave me be.",
    ])
    func goingOnAfterTheClientSaysStopIsABreach(text: String) {
        let analysis = analyze("C: \(text)", "A: But have you seen the new listing on Elm?")
        #expect(analysis.compliance.map(\.rule) == ["revoked_consent.continued"])
        #expect(analysis.compliance.first?.messageID == "m1")
    }

    @Test(arguments: [
        "I'll stop by tomorrow.", "Is there a bus stop nearby?", "I want to quit my job and move.",
        "We move at the end of the month.", "Can you cancel the old listing?",
        "It never stops raining here.", "Don't call before noon.",
        "I can't stop thinking about it.",
        "The street is a dead end.", "Stop it, you're making me laugh.", "We quit smoking.",
        "Don't contact the seller until we talk.", "Please cancel Thursday, Friday is better.",
        "I can't end this today.", "Please end the listing on Sunday.",
        "When does the contract end?", "Please stop the calls from the other agent.",
    ])
    func goingOnAfterInnocentWordsIsNone(text: String) {
        let analysis = analyze("C: \(text)", "A: Good to know. What else matters to you?")
        #expect(analysis.compliance.isEmpty)
    }

    @Test func oneConfirmationOfAStopIsAllowed() {
        let analysis = analyze(
            "C: STOP", "A: You have been unsubscribed and will get no more messages from us.",
            "A: By the way, rates are down!")
        #expect(analysis.compliance.map(\.messageID) == ["m2"])
    }

    @Test func aClientWhoAsksAgainMayBeAnswered() {
        let analysis = analyze("C: stop", "C: Actually, is the house still available?", "A: It is!")
        #expect(analysis.compliance.isEmpty)
    }

    @Test func recordingAfterAYesIsNoBreachAndAfterANoItIs() {
        let asked = "A: Is it ok with you if I record this call?"
        let records = "A: I'm recording this call now."
        #expect(analyze(asked, "C: Sure, go ahead.", records).compliance.isEmpty)
        #expect(analyze(asked, "C: No, I'd rather not.", records).compliance.count == 1)
    }

    @Test func aTourForABuyerWantsTheAgreementFirstAndRentersNeedNone() {
        let tour = "A: Would you like to tour the house on Saturday?"
        let buying = "C: We are looking to buy a home in Austin."
        #expect(analyze(buying, tour).compliance.map(\.rule) == ["tour_before_agreement.offered"])
        #expect(analyze("C: We want to rent an apartment.", tour).compliance.isEmpty)
        #expect(
            analyze(buying, "A: I sent the buyer agreement, please sign it.", "C: Signed!", tour)
                .compliance.isEmpty)
    }

    @Test(arguments: [
        "Would you like to see it on Thursday at five?", "Would Thursday at 5 pm work to see it?",
        "I can show you the house on Saturday.", "We could walk through it tomorrow.",
        "Let's set up a showing for Saturday.", "When can you come see it this weekend?",
        "Shall I get you in on Friday?", "Meet me at the house on Sunday at noon.",
        "How about we tour it today?", "Could we all see it together on Saturday?",
    ])
    func theOfferOfATourWantsTheAgreementFirst(offer: String) {
        let rule = "tour_before_agreement.offered"
        let asked = "C: Is the house on Elm Street still available?"
        #expect(analyze(asked, "A: \(offer)").compliance.map(\.rule) == [rule])
        let agreed = "A: We would sign a short agreement first, which says what I cost."
        #expect(analyze(asked, agreed, "A: \(offer)").compliance.isEmpty)
    }

    @Test func whoRentsNowAndWantsToBuyIsABuyer() {
        let renter = "C: We rent a flat now and our lease ends in May. Is the house on Elm sold?"
        let offer = "A: No. Would you like to see it on Thursday?"
        #expect(analyze(renter, offer).compliance.count == 1)
    }

    @Test func onlyWhatSomebodySaidIsQuotedAndWithItsMessage() {
        let revoked = analyze("C: Please stop texting me.", "A: But have you seen Elm Street?")
        let breach = revoked.opportunities.first { $0.isCompliance }
        #expect(breach?.message == "The client wrote “Please stop texting me”, and you wrote on.")
        #expect(breach?.evidence.map(\.messageID) == ["m0", "m1"])

        let offer = "I can show you homes on Saturday."
        let toured = say("Good news! \(offer)", as: .agent).newOpportunities.first
        #expect(toured?.message.contains("“I can show you homes on Saturday”") == true)
        #expect(
            say("Adults only building.", as: .agent).newOpportunities.first?.message
                == "You said “Adults only building”.")
    }

    @Test func theGravestBreachOfAMessageComesFirst() {
        let change = say(
            "My services are free, I started recording this call, and no kids allowed.", as: .agent)
        #expect(
            change.newOpportunities.filter(\.isCompliance).map(\.breached)
                == [.fairHousing, .recordingConsent, .freeServices])
    }

    @Test func clientsMaySayWhatTheyLike() {
        #expect(
            say("Is it a white neighborhood? No kids please!", as: .client).newCompliance.isEmpty)
    }

    @Test func everyRuleHasItsSourceAndDate() {
        let rules = ComplianceRules.all
        #expect(Set(rules.map(\.id)).count == rules.count)
        #expect(rules.allSatisfy { !$0.source.isEmpty && !$0.guidance.isEmpty })
        #expect(Set(rules.map(\.topic)) == Set(ComplianceTopic.allCases))
        #expect(ConversationAnalyzer.engineVersion.contains(ComplianceRules.version))
    }
}
