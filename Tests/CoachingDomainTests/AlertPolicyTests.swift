import CoachingDomain
import Identifiers
import Testing

@Suite struct AlertPolicyTests {
    static let noon = Instant(microseconds: 1_767_614_400_000_000)

    /// DOMAIN.md "When to alert", written as a table of its own: which priorities an intensity lets
    /// through at a good and at a poor overall quality.
    static func isLetThrough(
        _ priority: CoachingPriority, at intensity: CoachingIntensity, quality: Double
    ) -> Bool {
        switch (intensity, priority) {
        case (.critical, _): true
        case (.intensive, .critical), (.intensive, .high): true
        case (.intensive, _): false
        case (.moderate, .critical): true
        case (.moderate, _): quality < 60
        case (.lightTouch, .critical): true
        case (.lightTouch, _): false
        }
    }

    static let gaps: [Double?] = [nil, 0, 19.999, 20, 600, -5, -20]

    static let cases: [Case] = CoachingIntensity.allCases.flatMap { intensity in
        CoachingPriority.allCases.flatMap { priority in
            [0, 59.99, 60, 100].flatMap { quality in
                gaps.flatMap { gap in
                    CoachingSessionStatus.allCases.flatMap { status in
                        [true, false].map {
                            Case(
                                intensity: intensity, priority: priority, quality: quality,
                                gap: gap, status: status, isRealTimeEnabled: $0)
                        }
                    }
                }
            }
        }
    }

    struct Case {
        var intensity: CoachingIntensity
        var priority: CoachingPriority
        var quality: Double
        var gap: Double?
        var status: CoachingSessionStatus
        var isRealTimeEnabled: Bool
    }

    @Test func everyIntensityPriorityQualityGapAndSessionStateIsDecidedAsTheDomainSays() {
        #expect(Self.cases.count == 4 * 4 * 4 * 7 * 4 * 2)
        for given in Self.cases {
            let opportunity = Opportunity(key: "k", priority: given.priority, confidence: 0.7)
            let isTooSoon = given.gap.map { abs($0) < 20 } ?? false
            let expected: AlertDecision =
                if given.status == .completed || given.status == .cancelled {
                    .stayQuiet(.noSession)
                } else if given.status == .paused {
                    .stayQuiet(.sessionPaused)
                } else if !given.isRealTimeEnabled {
                    .stayQuiet(.realTimeOff)
                } else if !Self.isLetThrough(
                    given.priority, at: given.intensity, quality: given.quality)
                {
                    .stayQuiet(.nothingToSay)
                } else if isTooSoon && given.priority != .critical {
                    .stayQuiet(.tooSoon)
                } else {
                    .raise(opportunity, isEscalated: given.intensity == .critical)
                }
            let decided = AlertPolicy().decide(
                message(quality: given.quality, [opportunity]),
                in: ConversationState(lastPromptAt: given.gap.map { Self.noon - .seconds($0) }),
                for: SessionState(
                    status: given.status, intensity: given.intensity,
                    isRealTimeEnabled: given.isRealTimeEnabled))
            #expect(decided == expected, "\(given)")
        }
    }

    @Test func withoutASessionNothingIsSaid() {
        let critical = Opportunity(key: "k", priority: .critical, confidence: 1)
        let decided = AlertPolicy().decide(
            message(quality: 10, [critical]), in: ConversationState(), for: nil)
        #expect(decided == .stayQuiet(.noSession))
    }

    @Test func theHighestPriorityWinsThenTheHighestConfidenceWhateverTheOrder() {
        let surest = Opportunity(key: "a", priority: .high, confidence: 0.99)
        let critical = Opportunity(key: "b", priority: .critical, confidence: 0.5)
        let surerCritical = Opportunity(key: "c", priority: .critical, confidence: 0.6)
        for order in [
            [surest, critical, surerCritical], [surerCritical, surest, critical],
            [critical, surerCritical, surest],
        ] {
            #expect(decide(order) == .raise(surerCritical, isEscalated: false))
        }
    }

    @Test func anOpportunityIsRaisedOnceAndTheNextBestTakesItsPlace() {
        let first = Opportunity(key: "a", priority: .high, confidence: 0.9)
        let second = Opportunity(key: "b", priority: .high, confidence: 0.8)
        #expect(decide([first, second], raised: ["a"]) == .raise(second, isEscalated: false))
        #expect(decide([first, second], raised: ["a", "b"]) == .stayQuiet(.alreadyRaised))
    }

    @Test func aPoorConversationSpeaksForItselfOnceAModerateSessionHasHeardEnough() {
        let session = SessionState(status: .active, intensity: .moderate)
        func decide(_ count: Int, raised: Set<String> = []) -> AlertDecision {
            AlertPolicy().decide(
                message(quality: 59, [], count: count), in: ConversationState(raisedKeys: raised),
                for: session)
        }
        #expect(decide(5) == .stayQuiet(.nothingToSay))
        #expect(decide(6) == .raise(.lowQuality, isEscalated: false))
        #expect(decide(7, raised: [Opportunity.lowQuality.key]) == .stayQuiet(.alreadyRaised))
    }

    @Test(arguments: [(0.0, false), (19.999, false), (20, true), (-19.999, false), (-20, true)])
    func aPromptInAnotherConversationOfTheAgentHoldsBackAsWell(gap: Double, isSaid: Bool) {
        let high = Opportunity(key: "a", priority: .high, confidence: 0.9)
        let decided = AlertPolicy().decide(
            message(quality: 80, [high]),
            in: ConversationState(agentPromptAt: Self.noon - .seconds(gap)),
            for: SessionState(status: .active, intensity: .intensive))
        #expect(decided == (isSaid ? .raise(high, isEscalated: false) : .stayQuiet(.tooSoon)))
    }

    @Test func theGapIsASetting() {
        let high = Opportunity(key: "a", priority: .high, confidence: 0.9)
        let decided = AlertPolicy(minimumGap: .seconds(5)).decide(
            message(quality: 80, [high]),
            in: ConversationState(lastPromptAt: Self.noon - .seconds(5)),
            for: SessionState(status: .active, intensity: .intensive))
        #expect(decided == .raise(high, isEscalated: false))
    }

    private func decide(_ found: [Opportunity], raised: Set<String> = []) -> AlertDecision {
        AlertPolicy().decide(
            message(quality: 80, found), in: ConversationState(raisedKeys: raised),
            for: SessionState(status: .active, intensity: .intensive))
    }

    private func message(
        quality: Double, _ found: [Opportunity], count: Int = 10
    ) -> HeardMessage {
        HeardMessage(
            sentAt: Self.noon, messageCount: count, overallQuality: quality, opportunities: found)
    }
}

@Suite struct BreachTests {
    @Test func theGravestOfEquallyPressingBreachesIsTold() {
        let keys = [
            "compliance.free_services.called_free", "compliance.tour_before_agreement.said",
        ]
        let breaches =
            (keys + ["compliance.fair_housing.steering"]).map { key in
                Opportunity(
                    key: key, priority: .critical, confidence: 0.95, isCompliance: true,
                    gravity: ComplianceTopic(opportunityKey: key)?.gravity ?? 0)
            }
        let heard = HeardMessage(
            sentAt: AlertPolicyTests.noon, messageCount: 1, overallQuality: 80,
            opportunities: breaches)
        let session = SessionState(status: .active, intensity: .lightTouch)
        let decision = AlertPolicy().decide(heard, in: ConversationState(), for: session)
        #expect(decision == .raise(breaches[2], isEscalated: false))
    }

    /// The reader is a manager: nothing is said to `you`, but for words that somebody said.
    @Test(arguments: ComplianceTopic.allCases)
    func aManagerReadsOfTheAgentInTheThirdPerson(topic: ComplianceTopic) {
        let breach = Breach(topic: topic, rule: "\(topic.rawValue).x", phrase: "stop")
        let sentence = breach.sentence(about: "ann")
        #expect(sentence.hasPrefix("ann ") && sentence.contains("“stop”"))
        #expect(!sentence.lowercased().contains("you"))
    }

    @Test func aRevocationIsTheClientsWord() {
        let breach = Breach(
            topic: .revokedConsent, rule: "revoked_consent.continued", phrase: "stop")
        #expect(
            breach.sentence(about: "ann") == "ann wrote on after the client had written “stop”.")
    }
}
