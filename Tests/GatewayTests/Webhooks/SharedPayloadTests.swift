import Foundation
import GatewayDomain
import Identifiers
import RPC
import Testing
import Wire

@testable import GatewayService

private let folder = URL(filePath: "../shared/data/ghl")
private let isThere = FileManager.default.fileExists(atPath: folder.path)

@Suite(
    "The CRM's published payloads",
    .enabled(if: isThere, "../shared/data/ghl is absent: the CRM's examples are not here"))
struct SharedPayloadTests {
    @Test("are all taken when they are signed, and refused when one byte is another")
    func taken() async throws {
        try await withGateway { gateway in
            let browser = gateway.browser()
            for (name, json) in try Self.payloads() {
                let body = Self.delivered(json)
                let reply = try await browser.deliver(body)
                #expect(reply.status == 200, "\(name): \(reply.body)")
            }
            let (_, first) = try #require(try Self.payloads().first)
            let body = Self.delivered(first)
            let signed = try TestCRM.ed25519Header(body)
            var random = SplitMix64(seed: 7)
            for _ in 0..<20 {
                var bytes = Array(body.utf8)
                let place = Int.random(in: bytes.indices, using: &random)
                bytes[place] = bytes[place] == 0x20 ? 0x21 : 0x20
                guard bytes != Array(body.utf8) else { continue }
                let changed = String(decoding: bytes, as: UTF8.self)
                let reply = try await browser.deliver(changed, headers: signed)
                #expect(reply.status == 401, "byte \(place)")
            }
        }
    }

    @Test("of messages are messages of whom their type or direction says, or wait for their words")
    func read() throws {
        for (name, json) in try Self.payloads() where name.contains("Message") {
            let payload = try #require(CRMPayload(json))
            switch CRMReading(payload, deliveryID: "d", receivedAt: .wallClock) {
            case .message(let message):
                #expect(message.role == (name.hasPrefix("Inbound") ? .client : .agent), "\(name)")
                #expect(!message.text.contains("<"), "\(name)")
            case .wordless:
                #expect(["CALL", "VoiceMail"].contains(payload.messageType), "\(name)")
            case .assignment, .forgotten, .noted:
                Issue.record("\(name) is no message")
            }
        }
    }

    @Test("are read without harm whatever of them is missing or of another type")
    func mutated() throws {
        let others: [JSONValue] = [
            .null, .boolean(true), .number("7"), .number("1e999"), .string(""),
            .string("\u{0}\u{FFFF}"), .array([.null]), .object([]),
        ]
        for (name, json) in try Self.payloads() {
            guard case .object(let members) = json else { continue }
            for place in members.indices {
                var fewer = members
                fewer.remove(at: place)
                for other in others {
                    var changed = members
                    changed[place].value = other
                    for mutant in [fewer, changed] {
                        let payload = try #require(CRMPayload(.object(mutant)), "\(name)")
                        let reading = CRMReading(
                            payload, deliveryID: "d", receivedAt: .wallClock)
                        if case .message(let message) = reading {
                            #expect(!message.text.isEmpty && !message.text.contains("\0"))
                        }
                    }
                }
            }
        }
    }

    @Test("come with keys that the gateway reads")
    func keys() throws {
        func text(_ name: String) throws -> String {
            try String(contentsOf: folder.appending(path: name), encoding: .utf8)
        }
        let (newer, older) = (
            try text("ed25519_x-ghl-signature.pem"), try text("rsa_x-wh-signature.pem")
        )
        #expect(try WebhookKeyFile.ed25519(newer).count == 1)
        #expect(try WebhookKeyFile.rsa(older).count == 1)
        #expect(throws: WebhookKeyFile.Fault.self) { try WebhookKeyFile.ed25519(older) }
    }

    private static func payloads() throws -> [(String, JSONValue)] {
        try FileManager.default.contentsOfDirectory(
            atPath: folder.appending(path: "payloads").path
        ).sorted().map { name in
            let file = folder.appending(path: "payloads/\(name)")
            return (name, try JSONValue(parsing: String(contentsOf: file, encoding: .utf8)))
        }
    }

    /// With the envelope of a delivery of now.
    private static func delivered(_ json: JSONValue) -> String {
        guard case .object(let members) = json else { return json.text() }
        let rest = members.filter { !["webhookId", "timestamp"].contains($0.name) }
        return JSONValue.object(
            rest + [
                .init("webhookId", .string("hook-\(UUID())")),
                .init("timestamp", .string("\(Instant.wallClock)")),
            ]
        ).text()
    }
}
