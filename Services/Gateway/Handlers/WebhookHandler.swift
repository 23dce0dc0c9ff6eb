import Crypto
import Foundation
import GatewayDomain
import HTTPTypes
import Hummingbird
import Identifiers
import NIOCore
import Telemetry
import Wire

/// Serves `POST /api/webhooks/ghl`: verify, keep, acknowledge.
///
/// The CRM sends again only what is answered 429, and takes any other status as final. So whatever is
/// in order and cannot be kept now, for load or for a database that is away, is answered 429.
struct WebhookHandler: Sendable {
    /// A mail with its markup; no payload that the CRM documents is near it.
    static let bodyBytesMax = 1 << 20
    /// Of an id; those of the CRM have 20 to 36.
    private static let wordBytesMax = 256
    /// The CRM waits ten minutes anyway.
    private static let retryAfter = Duration.seconds(600)

    let inbox: WebhookInbox
    let signatures: WebhookSignatures
    let window: WebhookWindow
    let locations: CRMLocations
    let now: @Sendable () -> Instant

    func handle(_ request: Request, _ context: GatewayContext) async throws -> Response {
        do {
            let receipt = try await receive(request)
            Metric.webhooksReceived.add(1, receipt.status)
            return try JSONAnswer.response(receipt)
        } catch {
            let problem = error as? Problem ?? Problem(error)
            Metric.webhooksReceived.add(1, problem.code)
            throw problem
        }
    }

    private struct Receipt: Encodable {
        let status: String
        let webhookId: String
    }

    private func receive(_ request: Request) async throws -> Receipt {
        guard !inbox.isFull else { throw Self.overload }
        let body = try await Self.body(of: request)
        let now = now()
        switch signatures.verdict(on: body.readableBytesView, request.headers, at: now) {
        case .valid: break
        case .missing:
            throw Self.unsigned(
                "A webhook needs the signature of its sender in x-ghl-signature or x-wh-signature.")
        case .wrong:
            throw Self.unsigned("The signature is not one of the sender's over this body.")
        }
        let webhook = try read(body, at: now)
        switch await inbox.keep(webhook) {
        case .kept: return Receipt(status: "accepted", webhookId: webhook.id)
        case .duplicate: return Receipt(status: "duplicate", webhookId: webhook.id)
        case .refused: throw Self.overload
        }
    }

    private func read(_ body: ByteBuffer, at now: Instant) throws(Problem) -> WebhookStore.Arrived {
        guard let words = String(validating: body.readableBytesView, as: UTF8.self) else {
            throw .invalid("A webhook's body must be a JSON object in UTF-8.")
        }
        let text = LoneSurrogates.replaced(in: words)
        guard let json = try? JSONValue(parsing: text), let payload = CRMPayload(json) else {
            throw .invalid("A webhook's body must be a JSON object in UTF-8.")
        }
        guard !CRMPayload.hasUnreadableTime(json) else {
            throw .invalid("timestamp must be a time as in RFC 3339, or seconds since 1970.")
        }
        guard window.admits(sentAt: payload.timestamp, at: now) else {
            throw Problem(
                .unauthorized, "stale_webhook",
                "timestamp is \(window.limit(sentAt: payload.timestamp, at: now)): send it anew."
            )
        }
        let id = payload.webhookID ?? Self.digest(of: body)
        let place = payload.locationID ?? payload.companyID ?? ""
        try Self.check(payload, id: id, place: place)
        return WebhookStore.Arrived(
            tenant: locations.tenant(of: place), id: id,
            lane: payload.lane.isEmpty ? id : payload.lane,
            contact: payload.contact?.rawValue ?? "", kind: String(payload.type.prefix(64)),
            body: text, receivedAt: now,
            outcome: CRMReading(payload, deliveryID: id, receivedAt: now).outcome)
    }

    /// What the CRM chose and we keep, by the names it gives them.
    private static func check(
        _ payload: CRMPayload, id: String, place: String
    ) throws(Problem) {
        for (name, word) in [
            ("webhookId", id), ("locationId", place), ("contactId", payload.lane),
            ("type", payload.type), ("conversationId", payload.conversationID ?? ""),
            ("messageId", payload.messageID ?? ""), ("userId", payload.userID ?? ""),
            ("assignedTo", payload.assignedTo ?? ""),
        ] {
            guard word.utf8.count <= wordBytesMax else {
                throw .invalid("\(name) must be at most \(wordBytesMax) bytes long.")
            }
            guard !word.utf8.contains(0) else {
                throw .invalid("\(name) must not hold a NUL character (\\u0000).")
            }
        }
    }

    private static func body(of request: Request) async throws -> ByteBuffer {
        do {
            return try await request.body.collect(upTo: bodyBytesMax)
        } catch is NIOTooManyBytesError {
            throw Problem(
                .contentTooLarge, "body_too_large",
                "A webhook is at most \(bodyBytesMax) bytes long.")
        }
    }

    /// What names a webhook that says no id of its own: the same bytes are the same webhook.
    private static func digest(of body: ByteBuffer) -> String {
        "sha256-"
            + SHA256.hash(data: body.readableBytesView).map {
                String($0 >> 4, radix: 16) + String($0 & 15, radix: 16)
            }
            .joined()
    }

    private static let overload = Problem(
        .tooManyRequests, "overloaded", "It cannot be kept now; send it again.",
        retryAfter: retryAfter)

    private static func unsigned(_ message: String) -> Problem {
        Problem(.unauthorized, "unsigned_webhook", message)
    }
}

extension CRMReading {
    /// Nil for what is to be handled, in its lane's order.
    fileprivate var outcome: WebhookStore.Outcome? {
        switch self {
        case .noted: .noted
        case .wordless: .wordless
        case .message, .assignment, .forgotten: nil
        }
    }
}

/// Which tenant a location of the CRM is.
struct CRMLocations: Sendable, Hashable {
    /// `*` stands for every location that is not named.
    var tenants: [String: TenantID] = [:]

    /// A location that nothing is said of is a tenant of its own.
    func tenant(of location: String) -> TenantID {
        tenants[location] ?? tenants["*"]
            ?? TenantID(location.isEmpty || location == "*" ? "crm" : location)
    }
}
