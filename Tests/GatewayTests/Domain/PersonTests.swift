import GatewayDomain
import Identifiers
import Testing

@Suite struct PersonTests {
    @Test func anAgentSeesOnlyThemselves() {
        let ana = agentPerson("ana")
        #expect(ana.maySee("ana"))
        #expect(!ana.maySee("bo"))
        #expect(
            ana.audience(seeing: nil)
                == Audience(tenant: harbor, agent: "ana", userName: ana.userName))
    }

    @Test func aManagerHearsOfThoseWhomTheyLead() {
        let own = manager().audience(seeing: ["ana"])
        #expect(own.includes("ana") && !own.includes("bo"))
        #expect(manager().audience(seeing: nil).includes("anybody"))
    }

    /// Told to, about whom, heard by Maria who leads Ana, by Maria who leads all, by Ana.
    @Test(
        arguments: [
            (nil, nil, nil, true, true, false), (nil, "maria", nil, true, true, false),
            (nil, "otto", nil, false, false, false), (nil, nil, "ana", true, true, false),
            (nil, nil, "bo", false, true, false), ("ana", nil, nil, true, true, true),
            ("bo", nil, nil, false, true, false),
        ] as [(AgentID?, String?, AgentID?, Bool, Bool, Bool)])
    func aNoticeIsHeardByWhomItConcerns(
        agent: AgentID?, userName: String?, about: AgentID?, leader: Bool, everyone: Bool,
        ana: Bool
    ) {
        let event = LiveEvent.notified(
            LiveNotification(
                id: NotificationID(at: noon), agent: agent, userName: userName, about: about,
                kind: "escalation", priority: .high, title: "t", body: "b", subject: "s",
                createdAt: noon))
        #expect(manager().audience(seeing: ["ana"]).hears(of: event) == leader)
        #expect(manager().audience(seeing: nil).hears(of: event) == everyone)
        #expect(agentPerson("ana").audience(seeing: nil).hears(of: event) == ana)
    }

    @Test func anAgentWithoutAnAgentIDIsNobody() {
        #expect(
            Person(tenant: harbor, userName: "x", role: .agent, agent: nil, team: nil) == nil)
    }

    @Test(
        arguments: [
            ("12-34", LiveCursor(transaction: 12, position: 34)), ("0-0", .start), ("", nil),
            ("12", nil),
            ("12-", nil), ("-1-2", nil), ("1-2-3", nil), ("a-b", nil), ("12 -3", nil),
            ("99999999999999999999999-1", nil),
        ] as [(String, LiveCursor?)])
    func aCursorReadsOnlyItsOwnForm(text: String, expected: LiveCursor?) {
        #expect(LiveCursor(text) == expected)
        if let expected { #expect(expected.description == text) }
    }

    @Test(
        arguments: [
            // origin, host, site, allowed origins, verdict
            (nil, "coach.example", nil, [], true),
            ("https://coach.example", "coach.example", nil, [], true),
            ("https://coach.example:8443", "coach.example:8443", "same-origin", [], true),
            ("http://coach.example", "coach.example", nil, [], false),
            ("https://evil.example", "coach.example", nil, [], false),
            ("null", "coach.example", nil, [], false),
            (nil, "coach.example", "cross-site", [], false),
            (nil, "coach.example", "same-site", [], false),
            ("https://coach.example", "inside:8443", nil, ["https://coach.example"], true),
            ("https://inside:8443", "inside:8443", nil, ["https://coach.example"], false),
        ] as [(String?, String, String?, Set<String>, Bool)])
    func onlyOurOwnPagesChangeAnything(
        origin: String?, host: String, site: String?, allowed: Set<String>, verdict: Bool
    ) {
        #expect(Origins(allowed: allowed).allow(origin: origin, host: host, site: site) == verdict)
    }
}
