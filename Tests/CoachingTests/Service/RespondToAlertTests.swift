import CoachingContract
import Identifiers
import RPC
import Testing
import Wire

@Suite struct RespondToAlertTests {
    @Test func anAnswerIsKeptAndSayingItAgainIsNothingNew() async throws {
        try await withAlert { rig, alert in
            let answered = try await rig.coaching.respondToAlert(answer(alert, .accepted))
            #expect(answered.response?.response == Open(.accepted))
            #expect(answered.response?.actedOn == nil)
            #expect(try await rig.coaching.respondToAlert(answer(alert, .accepted)) == answered)
            #expect(try await rig.events(AlertAnswered.self).count == 1)
        }
    }

    @Test func whetherItWasActedOnIsMeasuredApart() async throws {
        try await withAlert { rig, alert in
            _ = try await rig.coaching.respondToAlert(answer(alert, .accepted))
            let acted = try await rig.coaching.respondToAlert(
                answer(alert, .accepted, actedOn: true))
            #expect(acted.response?.actedOn == true)
            let again = try await rig.coaching.respondToAlert(answer(alert, .accepted))
            #expect(again.response?.actedOn == true)
            #expect(try await rig.events(AlertAnswered.self).map(\.actedOn) == [nil, true])
        }
    }

    @Test func anOverrideWithoutAReasonIsRefused() async throws {
        try await withAlert { rig, alert in
            for reason in ["", "  \n"] {
                let refused = await #expect(throws: RPCError.self) {
                    try await rig.coaching.respondToAlert(answer(alert, .overridden, reason))
                }
                #expect(refused?.code == .invalidArgument)
            }
        }
    }

    @Test func anAgentMayThinkAgain() async throws {
        try await withAlert { rig, alert in
            _ = try await rig.coaching.respondToAlert(answer(alert, .accepted, actedOn: true))
            let changed = try await rig.coaching.respondToAlert(
                answer(alert, .overridden, "The client had left"))
            #expect(changed.response?.response == Open(.overridden))
            #expect(changed.response?.reason == "The client had left")
            #expect(changed.response?.actedOn == nil)
            #expect(try await rig.events(AlertAnswered.self).count == 2)
        }
    }

    @Test func anAlertThatIsNotThereIsNotFound() async throws {
        try await withAlert { rig, alert in
            var other = answer(alert, .accepted)
            other.alertID = AlertID(at: Instant(microseconds: 0))
            let refused = await #expect(throws: RPCError.self) {
                try await rig.coaching.respondToAlert(other)
            }
            #expect(refused?.code == .notFound)
        }
    }

    private func answer(
        _ alert: Alert, _ response: AlertResponse, _ reason: String = "", actedOn: Bool? = nil
    ) -> RespondToAlert {
        RespondToAlert(
            tenantID: alert.tenantID, alertID: alert.alertID, response: Open(response),
            reason: reason, actedOn: actedOn)
    }

    private func withAlert(_ body: (CoachingRig, Alert) async throws -> Void) async throws {
        try await CoachingRig.with { rig in
            _ = try await rig.start()
            rig.analyzer.find { _ in (72, [opportunity("a")]) }
            let alert = try #require(try await rig.coaching.observeMessage(said(1)).alert)
            try await body(rig, alert)
        }
    }
}
