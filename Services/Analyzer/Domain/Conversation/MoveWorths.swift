import Identifiers

extension Move {
    /// The table of points, in one place: what each move is worth, where, and in which words.
    var declared: Worth {
        switch self {
        case .greeted, .madeSmallTalk, .thanked, .apologised, .courteous, .empathised, .reflected,
            .clientWarm, .clientCold, .clientEngaged, .clientAgreed, .clientRefused,
            .clientOffered, .unprofessional, .defensive, .breachedCompliance, .shouted:
            manners
        case .askedOpen, .askedClosed, .askedBudget, .askedAuthority, .askedNeed, .askedTimeline,
            .clientTold, .askedNothing, .askedNoNeeds, .metNeed:
            discovery
        case .answeredQuestion, .leftQuestion, .clearLength, .curt, .monologue, .dominated,
            .answeredFast, .answeredSlowly:
            exchange
        case .supportedObjection, .valuedObjection, .feltObjection, .probedObjection,
            .gaveInToObjection, .leftObjection, .wasDefensive, .resolvedObjection,
            .lostOnObjection:
            objections
        case .triedClose, .definedStep, .askedAppointment, .setAppointment, .madeOffer,
            .createdUrgency, .proposedNothing, .clientCommitted, .missedCue, .letLeave, .walkedAway,
            .clientWalked,
            .promisedFollowUp, .saidWhen:
            closing
        case .citedMarket, .knewNeighborhood, .noMarketOnPrice, .namedFeature, .gaveBenefit,
            .featuresOnly, .knewRules:
            knowledge
        case .conditionedConcession, .gaveFreely, .gaveEarly, .askedCounter, .heldWithReason,
            .heldBarely, .anchored, .undercutSelf, .madeDeal, .soldWell, .soldCheap,
            .pricedWithReason, .gaveSmaller, .gaveLarge:
            bargaining
        }
    }

    private var manners: Worth {
        switch self {
        case .greeted:
            Worth(
                "Greeted the client",
                [.init(.rapportBuilding, 6, 0), .init(.professionalism, 3, 0)])
        case .madeSmallTalk:
            Worth("Took a moment for the person", [.init(.rapportBuilding, 8, 0.5)])
        case .thanked:
            Worth("Thanked the client", [.init(.rapportBuilding, 4), .init(.professionalism, 4)])
        case .apologised:
            Worth("Apologised", [.init(.professionalism, 2), .init(.rapportBuilding, 2)])
        case .courteous:
            Worth(
                "Chose courteous words", [.init(.professionalism, 4), .init(.rapportBuilding, 3)])
        case .empathised:
            Worth(
                "Showed understanding",
                [.init(.rapportBuilding, 10), .init(.communicationEffectiveness, 5)])
        case .reflected:
            Worth(
                "Played back what the client said",
                [.init(.communicationEffectiveness, 8), .init(.clientNeedsIdentification, 5)])
        case .clientWarm:
            Worth("The client warmed", [.init(.rapportBuilding, 4, 0.75)])
        case .clientEngaged:
            Worth(
                "The client said more than a few words",
                [.init(.communicationEffectiveness, 3, 0.92), .init(.rapportBuilding, 2, 0.9)])
        case .clientAgreed:
            Worth(
                "The client agreed",
                [.init(.closingTechnique, 8, 0.8), .init(.rapportBuilding, 3, 0.8)])
        case .clientRefused:
            Worth(
                "The client refused",
                [.init(.closingTechnique, -5, 0.8), .init(.rapportBuilding, -3, 0.8)])
        case .clientOffered:
            Worth(
                "The client made an offer",
                [.init(.closingTechnique, 4, 0.8), .init(.negotiationSkills, 3, 0.8)])
        case .clientCold:
            Worth("The client cooled", [.init(.rapportBuilding, -5, 0.75)])
        case .unprofessional:
            Worth(
                "Spoke unprofessionally",
                [.init(.professionalism, -28, 0.8), .init(.rapportBuilding, -15, 0.8)])
        case .defensive:
            Worth(
                "Sounded defensive",
                [.init(.professionalism, -12, 0.8), .init(.rapportBuilding, -8, 0.8)])
        case .breachedCompliance:
            Worth(
                "Said what a compliance rule forbids",
                [.init(.regulatoryKnowledge, -40, 0.7), .init(.professionalism, -30, 0.7)])
        default:
            Worth(
                "Wrote in capitals",
                [.init(.communicationEffectiveness, -5), .init(.professionalism, -5)])
        }
    }

    private var discovery: Worth {
        switch self {
        case .askedOpen:
            Worth(
                "Asked an open question",
                [
                    .init(.informationGathering, 10, 0.75),
                    .init(.communicationEffectiveness, 5, 0.7),
                ])
        case .askedClosed:
            Worth(
                "Asked a question",
                [.init(.informationGathering, 6, 0.7), .init(.communicationEffectiveness, 2, 0.7)])
        case .askedBudget:
            Worth(
                "Asked about the budget",
                [.init(.clientNeedsIdentification, 14, 0.4), .init(.informationGathering, 6, 0.4)])
        case .askedAuthority:
            Worth(
                "Asked who decides",
                [.init(.clientNeedsIdentification, 12, 0.3), .init(.informationGathering, 6, 0.3)])
        case .askedNeed:
            Worth(
                "Asked what the client needs",
                [.init(.clientNeedsIdentification, 14, 0.5), .init(.informationGathering, 6, 0.5)])
        case .askedTimeline:
            Worth(
                "Asked about the time frame",
                [.init(.clientNeedsIdentification, 12, 0.4), .init(.informationGathering, 6, 0.4)])
        case .clientTold:
            Worth("The client answered", [.init(.informationGathering, 4, 0.7)])
        case .askedNothing:
            Worth(
                "Four messages without a question",
                [.init(.informationGathering, -18, 0), .init(.communicationEffectiveness, -5, 0)])
        case .askedNoNeeds:
            Worth(
                "Five messages without a question about needs",
                [.init(.clientNeedsIdentification, -16, 0)])
        default:
            Worth(
                "Spoke to what the client had asked for",
                [.init(.propertyPresentation, 8), .init(.clientNeedsIdentification, 6)])
        }
    }

    private var exchange: Worth {
        switch self {
        case .answeredQuestion:
            Worth("Answered the client's question", [.init(.communicationEffectiveness, 5, 0.8)])
        case .leftQuestion:
            Worth("Left the client's question open", [.init(.communicationEffectiveness, -7, 0.8)])
        case .clearLength:
            Worth("Said enough and not too much", [.init(.communicationEffectiveness, 2.5, 0.8)])
        case .curt:
            Worth(
                "Answered in a word or two",
                [.init(.communicationEffectiveness, -5, 0.8), .init(.rapportBuilding, -3, 0.8)])
        case .monologue:
            Worth("Talked at length without a pause", [.init(.communicationEffectiveness, -8, 0.7)])
        case .dominated:
            Worth(
                "Took most of the talking",
                [.init(.communicationEffectiveness, -7, 0), .init(.informationGathering, -4, 0)])
        case .answeredFast:
            Worth("Answered at once", [])
        default:
            Worth("Kept the client waiting", [])
        }
    }

    private var objections: Worth {
        switch self {
        case .supportedObjection:
            Worth(
                "Answered the objection with market evidence",
                [.init(.objectionHandling, 20), .init(.marketKnowledge, 6)])
        case .valuedObjection:
            Worth("Answered the objection with value", [.init(.objectionHandling, 12)])
        case .feltObjection:
            Worth("Met the objection with understanding", [.init(.objectionHandling, 10)])
        case .probedObjection:
            Worth("Asked what lies behind the objection", [.init(.objectionHandling, 9)])
        case .gaveInToObjection:
            Worth("Answered the objection with a concession", [.init(.objectionHandling, 3)])
        case .leftObjection:
            Worth("Left an objection unanswered", [.init(.objectionHandling, -18, 0.7)])
        case .wasDefensive:
            Worth("Met an objection defensively", [.init(.objectionHandling, -15, 0.7)])
        case .resolvedObjection:
            Worth("The client moved past the objection", [.init(.objectionHandling, 20, 0.7)])
        default:
            Worth("The client left with the objection", [.init(.objectionHandling, -18, 0.7)])
        }
    }

    private var closing: Worth {
        switch self {
        case .triedClose:
            Worth("Tested whether the client is ready", [.init(.closingTechnique, 9)])
        case .definedStep:
            Worth(
                "Named a next step",
                [.init(.closingTechnique, 8, 0.5), .init(.followUpQuality, 14, 0.5)])
        case .askedAppointment:
            Worth(
                "Asked for an appointment",
                [.init(.closingTechnique, 12, 0.5), .init(.followUpQuality, 10, 0.4)])
        case .setAppointment:
            Worth(
                "Set an appointment",
                [.init(.closingTechnique, 24, 0.3), .init(.followUpQuality, 20, 0.3)])
        case .madeOffer:
            Worth("Put an offer on the table", [.init(.closingTechnique, 5, 0.5)])
        case .createdUrgency:
            Worth("Gave a reason to decide soon", [.init(.closingTechnique, 4, 0.3)])
        case .proposedNothing:
            Worth("Five messages and nothing proposed", [.init(.closingTechnique, -12, 0)])
        case .clientCommitted:
            Worth("The client committed", [.init(.closingTechnique, 22, 0.3)])
        case .missedCue:
            Worth("Passed over the client's wish to meet", [.init(.closingTechnique, -15, 0.7)])
        case .letLeave:
            Worth(
                "Let the client go without a next step",
                [.init(.closingTechnique, -15, 0.5), .init(.followUpQuality, -18, 0.5)])
        case .walkedAway:
            Worth("Broke the conversation off", [.init(.closingTechnique, -18, 0)])
        case .clientWalked:
            Worth("The client broke the conversation off", [.init(.closingTechnique, -15, 0)])
        case .promisedFollowUp:
            Worth("Promised to come back", [.init(.followUpQuality, 8, 0.5)])
        default:
            Worth("Named a day or time", [.init(.followUpQuality, 10, 0.4)])
        }
    }

    private var knowledge: Worth {
        switch self {
        case .citedMarket:
            Worth(
                "Cited the market", [.init(.marketKnowledge, 18), .init(.pricingStrategy, 6)])
        case .knewNeighborhood:
            Worth("Spoke about the surroundings", [.init(.marketKnowledge, 6, 0.5)])
        case .noMarketOnPrice:
            Worth(
                "Defended the price without a figure",
                [.init(.marketKnowledge, -10, 0.5), .init(.pricingStrategy, -6, 0.5)])
        case .namedFeature:
            Worth("Named a feature", [.init(.propertyPresentation, 7, 0.75)])
        case .gaveBenefit:
            Worth(
                "Said what it does for the client",
                [.init(.propertyPresentation, 11, 0.7), .init(.communicationEffectiveness, 2, 0.5)])
        case .featuresOnly:
            Worth("Listed features without a benefit", [.init(.propertyPresentation, -9, 0)])
        default:
            Worth("Spoke of the rules correctly", [.init(.regulatoryKnowledge, 12)])
        }
    }

    private var bargaining: Worth {
        switch self {
        case .conditionedConcession:
            Worth("Gave only for something in return", [.init(.negotiationSkills, 12)])
        case .gaveFreely:
            Worth("Gave without asking anything back", [.init(.negotiationSkills, -5, 0.7)])
        case .gaveEarly:
            Worth("Gave before the client had moved", [.init(.negotiationSkills, -12, 0)])
        case .askedCounter:
            Worth("Asked for the client's number", [.init(.negotiationSkills, 8, 0.5)])
        case .heldWithReason:
            Worth("Held the price with a reason", [.init(.negotiationSkills, 9, 0.6)])
        case .heldBarely:
            Worth("Refused without a reason", [.init(.negotiationSkills, -6, 0.7)])
        case .anchored:
            Worth("Opened at the asking price", [.init(.pricingStrategy, 8, 0)])
        case .undercutSelf:
            Worth("Opened far below the asking price", [.init(.pricingStrategy, -12, 0)])
        case .madeDeal:
            Worth("Reached an agreement", [.init(.negotiationSkills, 14, 0)])
        case .soldWell:
            Worth("Agreed near the asking price", [.init(.pricingStrategy, 14, 0)])
        case .soldCheap:
            Worth("Agreed far below the asking price", [.init(.pricingStrategy, -12, 0)])
        case .pricedWithReason:
            Worth("Named a price with a reason", [.init(.pricingStrategy, 8, 0.6)])
        case .gaveSmaller:
            Worth("Made each step smaller", [.init(.pricingStrategy, 7, 0.5)])
        default:
            Worth("Came down a long way at once", [.init(.pricingStrategy, -10, 0.6)])
        }
    }
}

extension Move.Worth {
    fileprivate init(_ reason: String, _ effects: [Move.Effect]) {
        self.init(reason: reason, effects: effects)
    }
}
