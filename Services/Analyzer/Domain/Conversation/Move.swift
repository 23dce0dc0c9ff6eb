import Identifiers

/// Something an agent does or leaves undone, and the points it is worth.
enum Move: Int, CaseIterable, Sendable {
    case greeted, madeSmallTalk, thanked, apologised, courteous, empathised, reflected
    case clientWarm, clientCold, clientEngaged, clientAgreed, clientRefused, clientOffered
    case askedOpen, askedClosed, askedBudget, askedAuthority, askedNeed, askedTimeline
    case clientTold, askedNothing, askedNoNeeds
    case answeredQuestion, leftQuestion, clearLength, curt, monologue, shouted, dominated
    case unprofessional, defensive, breachedCompliance
    case supportedObjection, valuedObjection, feltObjection, probedObjection, gaveInToObjection
    case leftObjection, wasDefensive, resolvedObjection, lostOnObjection
    case triedClose, definedStep, askedAppointment, setAppointment, madeOffer, createdUrgency
    case proposedNothing, clientCommitted, missedCue, letLeave, walkedAway, clientWalked
    case citedMarket, knewNeighborhood, noMarketOnPrice
    case namedFeature, gaveBenefit, featuresOnly, metNeed
    case conditionedConcession, gaveFreely, gaveEarly, askedCounter, heldWithReason
    case heldBarely, anchored, undercutSelf, madeDeal, soldWell, soldCheap, pricedWithReason
    case gaveSmaller, gaveLarge
    case promisedFollowUp, saidWhen
    case knewRules
    case answeredFast, answeredSlowly

    /// What a move does to one area; each repetition is worth `fading` times the one before.
    struct Effect: Sendable {
        let area: Int
        let points: Double
        let fading: Double

        init(_ quality: ConversationQualityArea, _ points: Double, _ fading: Double = 0.6) {
            area = Area.places[.quality(quality), default: 0]
            self.points = points
            self.fading = fading
        }

        init(_ expertise: RealEstateExpertiseArea, _ points: Double, _ fading: Double = 0.6) {
            area = Area.places[.expertise(expertise), default: 0]
            self.points = points
            self.fading = fading
        }
    }

    struct Worth: Sendable {
        let reason: String
        let effects: [Effect]
    }

    var worth: Worth { Self.worths[rawValue] }

    private static let worths: [Worth] = allCases.map(\.declared)
}
