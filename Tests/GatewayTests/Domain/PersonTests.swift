import GatewayDomain
import Identifiers
import Testing

@Suite struct PersonTests {
    @Test func anAgentSeesOnlyThemselves() {
        let ana = agentPerson("ana")
        #expect(ana.maySee("ana"))
        #expect(!ana.maySee("bo"))
        #expect(ana.audience == Audience(tenant: harbor, agent: "ana"))
    }

    @Test func aManagerSeesEveryAgentOfTheirTenant() {
        #expect(manager().maySee("anybody"))
        #expect(manager().audience == Audience(tenant: harbor, agent: nil))
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
