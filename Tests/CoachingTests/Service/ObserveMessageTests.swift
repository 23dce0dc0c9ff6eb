import AnalyzerContract
import CoachingContract
import Identifiers
import RPC
import Testing
import Wire

@Suite struct ObserveMessageTests {
    @Test func anOpportunityBecomesAnAlertAnAnswerAndTwoEvents() async throws {
        try await CoachingRig.with { rig in
            let session = try await rig.start()
            rig.analyzer.find { _ in (72, [opportunity("a", .medium), opportunity("b", .high)]) }
            let observation = try await rig.coaching.observeMessage(said(1))
            let alert = try #require(observation.alert)
            #expect(alert.title == "Title of b")
            #expect(alert.cursor == 1)
            #expect(alert.sessionID == session.sessionID)
            #expect(alert.priority == Open(.high))
            #expect(alert.channels == [Open(.agentAlert)])
            #expect(alert.evidence == opportunity("b").evidence)
            #expect(!alert.isEscalated)
            #expect(alert.successProbability == 0.7)
            #expect(observation.sessionID == session.sessionID)
            #expect(observation.analysis.overallQualityScore == 72)
            #expect(try await rig.events(AlertRaised.self).map(\.alert) == [alert])
            let heard = try #require(try await rig.events(MessageObserved.self).first)
            #expect(heard.text == "message 1" && heard.sessionID == session.sessionID)
        }
    }

    @Test func theSameMessageAgainAnswersTheSameAndChangesNothing() async throws {
        try await CoachingRig.with { rig in
            _ = try await rig.start()
            rig.analyzer.find { _ in (72, [opportunity("a")]) }
            let first = try await rig.coaching.observeMessage(said(1))
            _ = try await rig.coaching.observeMessage(said(2))
            var again = try await rig.coaching.observeMessage(said(1))
            #expect(again.isRepeated && !first.isRepeated)
            again.isRepeated = false
            #expect(again == first)
            #expect(try await rig.events(MessageObserved.self).count == 2)
            #expect(try await rig.events(AlertRaised.self).count == 1)
        }
    }

    /// However many send it at once, on however many replicas.
    @Test func aMessageSentEightTimesAtOnceIsHeardOnce() async throws {
        try await CoachingRig.with { rig in
            _ = try await rig.start()
            rig.analyzer.find { _ in (72, [opportunity("a")]) }
            try await rig.withReplica { other in
                let answers = try await withThrowingTaskGroup(of: Observation.self) { group in
                    for number in 0..<8 {
                        let replica = number % 2 == 0 ? rig.coaching : other
                        group.addTask { try await replica.observeMessage(said(1)) }
                    }
                    return try await group.reduce(into: []) { $0.append($1) }
                }
                #expect(answers.count { !$0.isRepeated } == 1)
                let alike = answers.map { answer in
                    var alike = answer
                    alike.isRepeated = false
                    return alike
                }
                #expect(Set(alike).count == 1 && answers.first?.alert != nil)
            }
            #expect(try await rig.events(MessageObserved.self).count == 1)
            #expect(try await rig.events(AlertRaised.self).count == 1)
        }
    }

    /// The Analyzer committed and we did not: what it answers to the repeat still makes the alert.
    @Test func aMessageThatOnlyTheAnalyzerKeptIsCoachedWhenItIsSentAgain() async throws {
        try await CoachingRig.with { rig in
            _ = try await rig.start()
            rig.analyzer.find { _ in (72, [opportunity("a")]) }
            _ = try await rig.analyzer.client.observeMessage(said(1))
            #expect(try await rig.coaching.observeMessage(said(1)).alert?.title == "Title of a")
        }
    }

    @Test func withoutTheAnalyzerTheCallIsUnavailableAndNothingIsKept() async throws {
        try await CoachingRig.with { rig in
            _ = try await rig.start()
            rig.analyzer.find { _ in (72, [opportunity("a")]) }
            rig.analyzer.setDown(true)
            let refused = await #expect(throws: RPCError.self) {
                try await rig.coaching.observeMessage(said(1))
            }
            #expect(refused?.code == .unavailable)
            #expect(refused?.message.contains("Analyzer") == true)
            #expect(try await rig.events(MessageObserved.self).isEmpty)
            rig.analyzer.setDown(false)
            #expect(try await rig.coaching.observeMessage(said(1)).alert != nil)
        }
    }

    @Test func aSlowPredictionCostsItsBudgetAndAFailingOneIsLeftAlone() async throws {
        try await CoachingRig.with { rig in
            _ = try await rig.start()
            rig.analyzer.find { (72, [opportunity("\($0.message.messageID)")]) }
            rig.prediction.setDelay(.seconds(5))
            let start = ContinuousClock.now
            for number in 1...6 {
                let alert = try await rig.coaching.observeMessage(said(number)).alert
                #expect(alert != nil && alert?.successProbability == nil)
            }
            #expect(rig.prediction.asked == 3)
            #expect(ContinuousClock.now - start < .seconds(3))
        }
    }

    @Test func predictionIsNotAskedWhenNothingIsSaid() async throws {
        try await CoachingRig.with { rig in
            _ = try await rig.start()
            rig.analyzer.find { _ in (72, [opportunity("a", .low)]) }
            #expect(try await rig.coaching.observeMessage(said(1)).alert == nil)
            #expect(rig.prediction.asked == 0)
        }
    }

    @Test func withoutASessionOrWithAPausedOneItIsAnalysedAndNothingIsSaid() async throws {
        try await CoachingRig.with { rig in
            rig.analyzer.find { (72, [opportunity("\($0.message.messageID)", .critical)]) }
            let alone = try await rig.coaching.observeMessage(said(1))
            #expect(alone.alert == nil && alone.sessionID == nil)
            let session = try await rig.start()
            let change = ChangeSession(
                tenantID: CoachingRig.tenant, sessionID: session.sessionID)
            _ = try await rig.coaching.pauseSession(change)
            let paused = try await rig.coaching.observeMessage(said(2))
            #expect(paused.alert == nil && paused.sessionID == nil)
            _ = try await rig.coaching.resumeSession(change)
            #expect(try await rig.coaching.observeMessage(said(3)).alert != nil)
            #expect(rig.analyzer.heard.count == 3)
            #expect(try await rig.events(MessageObserved.self).count == 3)
        }
    }

    @Test func anAgentsPromptsKeepTheirDistanceOnTheConversationsClock() async throws {
        try await CoachingRig.with { rig in
            _ = try await rig.start()
            rig.analyzer.find { (72, [opportunity("\($0.message.messageID)")]) }
            var alerted: [Int] = []
            for number in 0..<9 {
                let message = said(number, after: .seconds(8))
                if try await rig.coaching.observeMessage(message).alert != nil {
                    alerted.append(number)
                }
            }
            #expect(alerted == [0, 3, 6])
            for (number, isSaid) in [(8, false), (9, true), (10, false)] {
                let elsewhere = said(number, in: "other", after: .seconds(8))
                let alert = try await rig.coaching.observeMessage(elsewhere).alert
                #expect((alert != nil) == isSaid, "20 s after the last prompt, wherever it was")
            }
            let back = said(11, after: .seconds(8))
            #expect(try await rig.coaching.observeMessage(back).alert == nil)
            _ = try await rig.start("bob")
            let another = said(11, in: "bobs", by: "bob", after: .seconds(8))
            #expect(try await rig.coaching.observeMessage(another).alert != nil)
        }
    }

    @Test func aCriticalSessionTellsTheManagerToo() async throws {
        try await CoachingRig.with { rig in
            _ = try await rig.start("ann", .critical)
            rig.analyzer.find { _ in (95, [opportunity("a", .low)]) }
            #expect(try await rig.coaching.observeMessage(said(1)).alert?.isEscalated == true)
        }
    }

    @Test func aComplianceFindingIsCriticalWhateverElseIsSaid() async throws {
        try await CoachingRig.with { rig in
            _ = try await rig.start("ann", .lightTouch)
            rig.analyzer.find { _ in
                var found = opportunity("rule", .low)
                found.isCompliance = true
                return (95, [opportunity("a", .high), found])
            }
            let alert = try await rig.coaching.observeMessage(said(1)).alert
            #expect(alert?.priority == Open(.critical) && alert?.isCompliance == true)
        }
    }

    @Test func aPoorModerateConversationIsToldSoOnce() async throws {
        try await CoachingRig.with { rig in
            _ = try await rig.start("ann", .moderate)
            rig.analyzer.find { _ in (41, []) }
            var alerts: [Alert] = []
            for number in 1...10 {
                let observation = try await rig.coaching.observeMessage(said(number))
                if let alert = observation.alert { alerts.append(alert) }
            }
            #expect(alerts.count == 1 && alerts.first?.message.contains("41") == true)
        }
    }

    @Test func messagesOfAConversationReachTheAnalyzerInOrder() async throws {
        try await CoachingRig.with { rig in
            rig.analyzer.setDelay(.milliseconds(40))
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<20 {
                    group.addTask { _ = try await rig.coaching.observeMessage(said(number)) }
                    // Each call is under way before the next one starts.
                    try await Task.sleep(for: .milliseconds(20))
                }
                try await group.waitForAll()
            }
            #expect(rig.analyzer.heard == (0..<20).map { MessageID("talk-\($0)") })
        }
    }

    @Test func whatCannotBeIsRefusedBeforeAnyoneIsAsked() async throws {
        var long = said(1)
        long.message.text = String(repeating: "é", count: 8_193)
        var late = said(1)
        late.message.sentAt = Instant(microseconds: .max)
        var strange = said(1)
        strange.message.role = .unknown(77)
        let faulty = [
            said(1, tenant: ""), said(1, tenant: "*"), said(1, in: ""), said(1, by: ""),
            said(1, in: ConversationID(String(repeating: "x", count: 257))),
            said(1, in: "a\u{0}b"), long, late, strange,
        ]
        try await CoachingRig.with { rig in
            for message in faulty {
                let refused = await #expect(throws: RPCError.self) {
                    try await rig.coaching.observeMessage(message)
                }
                #expect(refused?.code == .invalidArgument)
            }
            #expect(rig.analyzer.heard.isEmpty)
        }
    }
}
