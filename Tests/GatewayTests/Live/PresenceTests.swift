import GatewayDomain
import Identifiers
import Testing

@testable import GatewayService

@Suite("An agent")
struct PresenceTests {
    @Test("is there while a page of theirs is open at any replica, and not when that has died")
    func presence() async throws {
        try await withGateway { gateway in
            let store = PresenceStore(database: gateway.database)
            func say(_ hub: LiveHub, at replica: String, _ now: Instant) async throws {
                try await store.save(hub.presentAgents, at: replica, now)
            }
            func online(_ now: Instant, of tenant: TenantID = harbor) async throws -> [AgentID] {
                try await store.online(of: tenant, at: now).sorted { $0.rawValue < $1.rawValue }
            }
            let maria = try await gateway.signedIn("maria")
            try await gateway.signedIn("ana").watch { reader in
                #expect(reader.status == 101)
                try await maria.watch { _ in
                    try await say(gateway.hub, at: "one", noon)
                    try await say(LiveHub(), at: "two", noon + .seconds(1))
                    #expect(try await online(noon + .seconds(2)) == ["ana"], "and no manager")
                    #expect(try await online(noon + .seconds(2), of: "other").isEmpty)
                    #expect(try await online(noon + .seconds(61)).isEmpty, "nobody said so since")
                }
            }
            for _ in 0..<400 where !gateway.hub.presentAgents.isEmpty {
                try await Task.sleep(for: .milliseconds(50))
            }
            try await say(gateway.hub, at: "one", noon + .seconds(3))
            #expect(try await online(noon + .seconds(4)).isEmpty)
        }
    }
}
