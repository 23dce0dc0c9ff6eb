import Foundation
import Identifiers
import LocalMesh
import Outbound
import RPC
import Wire

/// A CRM that delivers signed webhooks as fast as they are acknowledged.
struct WebhookBenchmark: Sendable {
    /// What keeps one batch under way and the next filling.
    static let connectionCount = 64

    let layout: MeshLayout
    let duration: Duration

    func measure() async throws -> WebhookRate {
        let sender = try WebhookSender(layout, isSigning: true)
        let end = ContinuousClock.now + duration
        let latency = LatencyRecorder()
        let start = ContinuousClock.now
        let (accepted, refused) = try await withThrowingTaskGroup(of: (Int, Int).self) { group in
            for connection in 0..<Self.connectionCount {
                group.addTask { try await deliver(by: connection, until: end, sender, latency) }
            }
            return try await group.reduce((0, 0)) { ($0.0 + $1.0, $0.1 + $1.1) }
        }
        let seconds = (ContinuousClock.now - start).seconds
        return WebhookRate(
            accepted: accepted, refused: refused,
            perSecond: (Double(accepted) / seconds).rounded(), latency: latency.percentiles)
    }

    private func deliver(
        by connection: Int, until end: ContinuousClock.Instant, _ sender: WebhookSender,
        _ latency: LatencyRecorder
    ) async throws -> (Int, Int) {
        var (accepted, refused, number) = (0, 0, 0)
        while ContinuousClock.now < end {
            let payload = Self.payload(connection, number)
            number += 1
            let start = ContinuousClock.now
            let delivery = try await sender.deliver(
                try payload.delivered(at: .wallClock), of: payload)
            latency.record(.now - start)
            if delivery.status == 200 { accepted += 1 } else { refused += 1 }
        }
        return (accepted, refused)
    }

    /// A note: kept like any other, and nothing that Coaching would be busy with.
    private static func payload(_ connection: Int, _ number: Int) -> WebhookPayload {
        let fields = [
            "type": "NoteCreate", "locationId": "bench", "id": "\(connection)-\(number)",
            "contactId": "contact-\(connection)", "body": "Called back; wants to see it on Sunday.",
        ]
        let members = fields.sorted { $0.key < $1.key }
            .map { JSONValue.Member($0.key, .string($0.value)) }
        return WebhookPayload(file: "bench", json: .object(members), bytes: [])
    }
}
