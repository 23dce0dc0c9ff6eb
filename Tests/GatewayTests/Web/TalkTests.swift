import AnalyzerContract
import CoachingContract
import Foundation
import GatewayDomain
import Identifiers
import RPC
import Testing
import Wire

@testable import GatewayService

@Suite("A softphone on its live socket")
struct TalkTests {
    @Test("is heard in the order in which it speaks, and told what came of each message")
    func heardInOrder() async throws {
        let coaching = HeardMessages()
        try await withGateway(handlers: coaching.handlers) { gateway in
            let browser = try await gateway.signedIn("ana")
            let answers = try await browser.watch { reader in
                for number in 1...5 { try await reader.send(text(Self.message(number))) }
                try await reader.send(text(#"{"role":"agent"}"#))
                try await reader.send(text(Self.message(6, agent: "bob")))
                var answers: [String] = []
                while answers.count < 7, let event = try await reader.event() {
                    let data = event["data"] as? [String: Any]
                    let what = data?["message_id"] as? String ?? "-"
                    let code = data?["code"] as? String ?? ""
                    answers.append("\(event["event_type"] ?? "") \(what) \(code)")
                }
                return answers
            }
            #expect(
                answers == (1...5).map { "MESSAGE_ACCEPTED m\($0) " } + [
                    "MESSAGE_REFUSED - invalid_argument",
                    "MESSAGE_REFUSED m6 permission_denied",
                ])
            let heard = try await coaching.messages(5)
            #expect(heard.map(\.message.messageID) == ["m1", "m2", "m3", "m4", "m5"])
            #expect(heard.allSatisfy { $0.tenantID == harbor && $0.agentID == "ana" })
        }
    }

    private static func message(_ number: Int, agent: String = "ana") -> String {
        #"{"conversation_id":"k","agent_id":"\#(agent)","message_id":"m\#(number)","#
            + #""role":"client","text":"line \#(number)"}"#
    }

    /// A client's text frame: masked, here with zeros (RFC 6455 §5.3).
    private func text(_ json: String) -> [UInt8] {
        let bytes = Array(json.utf8)
        let head: [UInt8] =
            bytes.count < 126
            ? [0x81, 0x80 | UInt8(bytes.count)]
            : [0x81, 0xFE, UInt8(bytes.count >> 8), UInt8(bytes.count & 0xFF)]
        return head + [0, 0, 0, 0] + bytes
    }
}
