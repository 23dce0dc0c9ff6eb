import AnalyzerContract
import Foundation
import GatewayDomain
import Identifiers
import PostgresCluster
import Testing

@testable import GatewayService

/// The gateway's database is killed as by a power cut, and comes back.
@Suite("While its database is gone, the gateway")
struct DatabaseGoneTests {
    @Test("shows pages and live events, refuses what it cannot keep, and goes on by itself")
    func gone() async throws {
        let server = try await ScratchPostgres.separate(durability: .full)
        let cluster = try #require(server.cluster)
        let coaching = HeardMessages()
        try await withGateway(handlers: coaching.handlers, on: server) { gateway in
            let browser = try await gateway.signedIn()
            let hook = line("hook-1")
            try await browser.watch { reader in
                try cluster.kill()
                try gateway.publish(.messageObserved(message(1, text: "still there")), at: 1)
                let event = try #require(try await reader.event())
                #expect(event["event_type"] as? String == "CONVERSATION_MESSAGE")
                let page = try await browser.send("GET", "/")
                #expect(page.status == 200 && page.body.contains("still there"))
                let (port, credentials) = (gateway.port, Gateway.credentials("maria"))
                async let refused = Browser(port: port).deliver(hook)
                async let door = Browser(port: port).send(
                    "POST", "/api/session", json: credentials)
                let (kept, opened) = (try await refused, try await door)
                // The one status upon which the CRM sends again.
                #expect(kept.status == 429 && kept.header("retry-after") != nil)
                #expect(opened.status == 503 && opened.body.contains("database is not answering"))
            }
            _ = try await PrivateCluster.start(
                in: cluster.folder, port: cluster.port, logger: silent)
            var status = 0
            for _ in 0..<100 where status != 200 {
                status = try await browser.deliver(hook).status
                if status != 200 { try await Task.sleep(for: .milliseconds(100)) }
            }
            #expect(status == 200)
            let heard = try await coaching.messages(1)
            #expect(heard.map(\.message.text) == ["Is it sold?"])
        }
    }

    private func line(_ webhook: String) -> String {
        payload(
            "InboundMessage",
            #""contactId":"c1","conversationId":"k1","userId":"ana","body":"Is it sold?""#,
            webhook: webhook)
    }
}
