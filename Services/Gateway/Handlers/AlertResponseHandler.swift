import GatewayDomain
import HTTPTypes
import Hummingbird
import Identifiers

/// Serves `POST /api/alerts/{id}/response`: accepted, dismissed, or overridden with a reason; and
/// afterwards whether the agent acted on it.
struct AlertResponseHandler: Sendable {
    private struct Body: Decodable {
        let response: String
        let reason: String?
        /// Missing while it is not known.
        let acted_on: Bool?
    }

    private struct Answer: Encodable {
        let alertId: String
        let response: String
        let actedOn: Bool?
    }

    let coaching: CoachingPeer

    func handle(_ request: Request, _ context: GatewayContext) async throws -> Response {
        let person = try context.person()
        let body = try await request.decoded(Body.self)
        guard let id = context.parameters.get("id").flatMap({ AlertID($0) }) else {
            throw Problem.notFound
        }
        guard let response = AlertResponse(rawValue: body.response) else {
            throw Problem.invalid("response must be accepted, dismissed or overridden.")
        }
        let reason = (body.reason ?? "").trimmingSpaces
        guard reason.utf8.count <= 2_000 else {
            throw Problem.invalid("reason must be at most 2,000 bytes long.")
        }
        guard response != .overridden || !reason.isEmpty else {
            throw Problem.invalid("reason is missing: say why the prompt does not fit.")
        }
        guard response == .accepted || body.acted_on != true else {
            throw Problem.invalid("acted_on goes with a response of accepted.")
        }
        let alert = try await coaching.answer(
            id, response, reason: reason, actedOn: body.acted_on, for: person)
        if request.isFromPage {
            return Response(status: .seeOther, headers: [.location: request.pageBefore])
        }
        return try JSONAnswer.response(
            Answer(
                alertId: alert.id.description,
                response: alert.answer?.response ?? response.rawValue,
                actedOn: alert.answer?.actedOn))
    }
}

extension String {
    fileprivate var trimmingSpaces: String {
        String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
    }
}
