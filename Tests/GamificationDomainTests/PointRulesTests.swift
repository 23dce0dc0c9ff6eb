import GamificationDomain
import GamificationSamples
import Identifiers
import Testing

@Suite struct PointRulesTests {
    let rules = PointRules.standard

    @Test func aConversationIsPaidOnceAsCoached() {
        let ids = (0..<5).flatMap { second in
            rules.entries(for: CoachedMessage(conversationID: "c", moment: moment(after: second)))
        }.map(\.id)
        #expect(Set(ids) == ["conversation_coached:c"])
    }

    @Test(arguments: [
        (79.9, 10, [String]()), (80, 5, []), (80, 6, ["quality_reached:c"]),
        (100, 40, ["quality_reached:c"]),
    ])
    func qualityPaysFromItsThresholdAndLength(quality: Double, ordinal: Int, ids: [String]) {
        #expect(rules.entries(for: analyzed(ordinal: ordinal, quality: quality)).map(\.id) == ids)
    }

    @Test func atMostThreeObjectionsPayInAConversation() {
        #expect(rules.entries(for: analyzed(objections: 2)).count == 2)
        #expect(rules.entries(for: analyzed(objections: 40)).count == 3)
        #expect(rules.entries(for: analyzed(objections: -1)).isEmpty)
    }

    @Test func acceptingAndActingOnAnAlertArePaidApart() {
        let alert = AlertID(at: start)
        func reasons(_ isAccepted: Bool, _ isActedOn: Bool) -> [PointReason] {
            let answer = AnsweredAlert(
                alertID: alert, moment: moment(), isAccepted: isAccepted, isActedOn: isActedOn)
            return rules.entries(for: answer).map(\.reason)
        }
        #expect(reasons(false, false).isEmpty)
        #expect(reasons(true, false) == [.alertAccepted])
        #expect(reasons(false, true) == [.alertActedOn])
        #expect(reasons(true, true) == [.alertAccepted, .alertActedOn])
    }

    @Test func everyEntryNamesTheVersionOfItsRules() {
        let entries = rules.entries(for: analyzed(quality: 90, objections: 1, appointment: true))
        #expect(entries.count == 3)
        #expect(entries.allSatisfy { $0.rulesVersion == rules.version })
    }
}
