import CoachingContract
import Foundation
import GatewayDomain
import Identifiers
import NIOCore
import RPC
import Synchronization
import Testing

@testable import GatewayService

/// Live sockets over TLS, on the port that serves the pages.
@Suite struct LiveTests {
    @Test func anAlertArrivesOverTheSocket() async throws {
        try await withGateway { gateway in
            let browser = try await gateway.signedIn()
            try await browser.watch { reader in
                #expect(reader.status == 101)
                #expect(reader.head.contains("s3pPLMBiTxaQ9kYGzzhZRbK+xOo="), "RFC 6455 §1.3")
                try gateway.publish(.alertRaised(alert(1)), at: 1)
                let event = try #require(try await reader.event())
                #expect(event["event_type"] as? String == "BEHAVIORAL_INSIGHT")
                #expect(event["cursor"] as? String == cursor(1).description)
                let data = try #require(event["data"] as? [String: Any])
                #expect(data["priority"] as? String == "high")
                #expect(data["suggested_action"] as? String == "Name two recent sales.")
            }
        }
    }

    @Test func whoReconnectsWithACursorMissesNothing() async throws {
        try await withGateway { gateway in
            let browser = try await gateway.signedIn()
            for number in 1...100 {
                try gateway.publish(.messageObserved(message(number)), at: number)
            }
            try await browser.watch("/api/live?after=\(cursor(60))") { reader in
                try await expect(61...100, from: &reader)
            }
        }
    }

    @Test func onlySomebodySignedInOnOurPageGetsASocket() async throws {
        try await withGateway { gateway in
            let stranger = gateway.browser()
            let nobody = try await stranger.watch { $0.status }
            #expect(nobody == 401)
            let browser = try await gateway.signedIn()
            let elsewhere = try await browser.watch(headers: ["origin": "https://evil.example"]) {
                $0.status
            }
            #expect(elsewhere == 403)
            let ours = try await browser.watch(
                headers: ["origin": "https://localhost:\(gateway.port)"]) { $0.status }
            #expect(ours == 101)
            for query in ["after=nonsense", "unlocks=nonsense"] {
                let badCursor = try await browser.watch("/api/live?\(query)") { $0.status }
                #expect(badCursor == 400)
            }
            #expect(try await browser.send("GET", "/api/live").status == 426)
            let otherPath = try await browser.watch("/agents") { $0.status }
            #expect(otherPath == 200, "an upgrade is only granted where the socket lives")
        }
    }

    @Test func anAgentsSocketIsSilentAboutOthers() async throws {
        try await withGateway { gateway in
            let ana = try await gateway.signedIn("ana")
            try await ana.watch { reader in
                try gateway.publish(.messageObserved(message(1, agent: "bo")), at: 1)
                try gateway.publish(
                    .messageObserved(message(2, agent: "ana"), ), at: 2, tenant: "other")
                try gateway.publish(.messageObserved(message(3, agent: "ana")), at: 3)
                #expect(try await reader.event()?["cursor"] as? String == cursor(3).description)
            }
        }
    }

    @Test func anAgentHearsOfWhatTheyEarn() async throws {
        try await withGateway { gateway in
            let ana = try await gateway.signedIn("ana")
            let page = try await ana.send("GET", "/").body
            #expect(page.contains("data-unlocks=\"0-0\""))
            let maria = try await gateway.signedIn()
            let others = try await maria.send("GET", "/").body
            #expect(!others.contains("data-unlocks"))
            let unlock = LiveUnlock(
                id: EventID(at: noon), agent: "ana", kind: .level, name: "Beginner",
                why: "10 coached conversations", at: .wallClock)
            try await ana.watch("/api/live?unlocks=0-0") { reader in
                try gateway.unlocks.publish(.unlocked(unlock), of: harbor, at: cursor(7))
                let event = try #require(try await reader.event())
                #expect(event["event_type"] as? String == "UNLOCK")
                #expect(event["unlock_cursor"] as? String == cursor(7).description)
                let data = try #require(event["data"] as? [String: Any])
                #expect(data["kind"] as? String == "level")
                #expect(data["name"] as? String == "Beginner")
            }
        }
    }

    @Test func aManagerWatchesThoseWhomTheyLead() async throws {
        try await withGateway(teams: { TeamList(teams: [], agents: ["ana"]) }) { gateway in
            let maria = try await gateway.signedIn()
            try await maria.watch { reader in
                try gateway.publish(
                    .messageObserved(message(1, agent: "bo", conversation: "talk-bo")), at: 1)
                try gateway.publish(notice(to: "otto"), at: 2)
                try gateway.publish(notice(to: nil, about: "bo"), at: 3)
                try gateway.publish(notice(to: "maria"), at: 4)
                try gateway.publish(notice(to: nil, about: "ana"), at: 5)
                try gateway.publish(
                    .messageObserved(message(6, agent: "ana", conversation: "talk-ana")), at: 6)
                try await expect(4...6, from: &reader)
            }
            let page = try await maria.send("GET", "/").body
            #expect(page.contains("talk-ana") && !page.contains("talk-bo"))
            #expect(try await maria.send("GET", "/agents/bo").status == 404)
            #expect(try await maria.send("GET", "/agents/bo/achievements").status == 404)
            #expect(try await maria.send("GET", "/training?agent=bo").status == 404)
        }
    }

    @Test func aSocketWhoseSightChangesFetchesThePageAnew() async throws {
        let led = Mutex<[AgentID]?>(["ana"])
        let clock = Mutex(noon)
        try await withGateway(
            teams: { TeamList(teams: [], agents: led.withLock { $0 }) },
            pingEvery: .milliseconds(50), sightsNow: { clock.withLock { $0 } }
        ) { gateway in
            let maria = try await gateway.signedIn()
            try await maria.watch { reader in
                led.withLock { $0 = ["bo"] }
                clock.withLock { $0 = noon + .seconds(60) }
                #expect(try await reader.event()?["event_type"] as? String == "RESYNC")
                try gateway.publish(.messageObserved(message(1, agent: "ana")), at: 1)
                try gateway.publish(.messageObserved(message(2, agent: "bo")), at: 2)
                try await expect(2...2, from: &reader)
            }
        }
    }

    private func notice(to userName: String?, about agent: AgentID? = nil) -> LiveEvent {
        .notified(
            LiveNotification(
                id: NotificationID(at: noon), agent: nil, userName: userName, about: agent,
                kind: "escalation", priority: .high, title: "See to it", body: "Now.",
                subject: "ana", createdAt: noon))
    }

    @Test func aBrowserThatStopsReadingNeverSlowsAnother() async throws {
        try await withGateway { gateway in
            let (slow, quick) = (try await gateway.signedIn(), try await gateway.signedIn())
            let long = String(repeating: "long ", count: 3_000)
            try await slow.watch { asleep in
                try await quick.watch { reader in
                    for number in 1...1_000 {
                        try gateway.publish(
                            .messageObserved(message(number, text: long)), at: number)
                    }
                    try await expect(1...1_000, from: &reader)
                }
                // What it did not take waits in the log, and it gets it when it reads.
                try await expect(1...1_000, from: &asleep)
            }
        }
    }

    @Test func aMaskedCloseIsAnsweredWithAClose() async throws {
        try await withGateway { gateway in
            let browser = try await gateway.signedIn()
            try await browser.watch { reader in
                try await reader.send([0x88, 0x82, 0, 0, 0, 0, 0x03, 0xE8])
                let close = try await reader.next()
                #expect(close?.opcode == 8)
            }
        }
    }

    /// The next events are these; stops at the first that is not.
    private func expect(_ numbers: ClosedRange<Int>, from reader: inout LiveReader) async throws {
        for number in numbers {
            let event = try #require(try await reader.event(), "event \(number)")
            try #require(event["cursor"] as? String == cursor(number).description)
        }
    }
}
