import CoachingDomain
import Foundation
import Outbound

/// Hands letters to a server by one HTTP request each.
struct HTTPCarrier: Carrier {
    /// Where the request is made for a letter; a letter that has no address there is none.
    protocol Form: Sendable {
        /// What stands in the way when the recipient has no address of this kind.
        var missingAddress: String { get }
        func request(for letter: Letter) -> HTTPRequest?
        /// What the server calls what it took.
        func reference(in answer: [String: Any]) -> String?
    }

    let client: HTTPClient
    let form: any Form
    /// A server that takes longer is not well; the letter comes again.
    var timeout = Duration.seconds(15)

    func carry(_ letter: Letter) async -> DeliveryOutcome {
        guard var request = form.request(for: letter) else {
            return .refused(form.missingAddress)
        }
        request.limits.timeout = timeout
        request.headers.append(("idempotency-key", "\(letter.id)"))
        do throws(HTTPFault) {
            return outcome(of: try await client.send(request))
        } catch {
            // Nothing about it changes with another try.
            if case .invalid = error { return .refused("\(error)") }
            return .unavailable("\(error)")
        }
    }

    private func outcome(of response: HTTPResponse) -> DeliveryOutcome {
        let words = "the server answered \(response.status)"
        switch response.status {
        case 200..<300:
            let json = try? JSONSerialization.jsonObject(with: Data(response.body))
            let answer = json as? [String: Any] ?? [:]
            return .delivered(reference: form.reference(in: answer) ?? "")
        case 404, 410: return .bounced(words)
        // What an operator mends, such as a token that ran out, is worth another try.
        case 401, 403, 408, 425, 429, 500...:
            let seconds = response[header: "retry-after"].flatMap { Int($0) }
            return .unavailable(words, after: seconds.map { .seconds(max(0, min($0, 86_400))) })
        default: return .refused(words)
        }
    }
}

extension HTTPRequest {
    /// A POST with a body in JSON, for whoever holds `token`.
    static func post(
        _ json: [String: Any], to url: String, bearer token: String,
        headers: [(name: String, value: String)] = []
    ) -> HTTPRequest? {
        guard let body = try? JSONSerialization.data(withJSONObject: json, options: .sortedKeys)
        else { return nil }
        return HTTPRequest(
            "POST", url,
            headers: [
                ("content-type", "application/json"), ("accept", "application/json"),
                ("authorization", "Bearer \(token)"),
            ] + headers, body: Array(body))
    }
}

extension String {
    /// As one part of a path or a form (RFC 3986 §2.3).
    var percentEncoded: String {
        let unreserved = CharacterSet(
            charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
        return addingPercentEncoding(withAllowedCharacters: unreserved) ?? ""
    }
}
