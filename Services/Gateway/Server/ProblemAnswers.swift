import Foundation
import GatewayDomain
import HTTPTypes
import Hummingbird
import Identifiers
import Logging

/// Turns whatever went wrong into an answer: JSON for programs, a page for people.
struct ProblemAnswers: RouterMiddleware {
    typealias Context = GatewayContext

    let templates: Templates

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch {
            let problem = Problem(error)
            if problem.status.code >= 500 {
                context.logger.error(
                    "request failed",
                    metadata: ["path": "\(request.uri.path)", "why": "\(error)"])
            }
            return try answer(problem, to: request)
        }
    }

    private func answer(_ problem: Problem, to request: Request) throws -> Response {
        var response =
            if !request.isFromPage {
                try JSONAnswer.response(ProblemJSON(problem), status: problem.status)
            } else if problem.status == .unauthorized {
                Response(status: .seeOther, headers: [.location: "/sign-in"])
            } else {
                try templates.page("problem", ProblemPage(problem: problem), status: problem.status)
            }
        if let wait = problem.retryAfter {
            response.headers[.retryAfter] = "\(max(1, Int(wait.seconds.rounded(.up))))"
        }
        return response
    }
}

/// `{"error":{"code","message"}}`
private struct ProblemJSON: Encodable {
    struct Body: Encodable { let code: String, message: String }
    let error: Body

    init(_ problem: Problem) { error = Body(code: problem.code, message: problem.message) }
}

private struct ProblemPage: PageView {
    let problem: Problem

    var values: [String: Any] {
        let title =
            switch problem.status {
            case .notFound: "Not found"
            case .forbidden: "Not allowed"
            case .serviceUnavailable, .gatewayTimeout: "Not available right now"
            default: "That did not work"
            }
        var values = PageFrame(title: title, person: nil).values
        values["message"] = problem.message
        return values
    }
}

extension Request {
    /// Whether a person's browser shows the answer: a page, or a form that was sent.
    var isFromPage: Bool {
        guard uri.path.hasPrefix("/api/") else { return true }
        return isForm && headers[.accept]?.contains("text/html") == true
    }

    var isForm: Bool {
        headers[.contentType]?.hasPrefix("application/x-www-form-urlencoded") == true
    }

    /// Where a form's page goes back to: the page it came from, when that is ours.
    var pageBefore: String {
        guard let referer = HTTPField.Name("referer").flatMap({ headers[$0] }),
            let authority = head.authority, referer.hasPrefix("https://\(authority)/")
        else { return "/" }
        return String(referer.dropFirst("https://\(authority)".count))
    }

    /// The body in JSON or as a form; clear about anything else.
    func decoded<Body: Decodable>(_ type: Body.Type) async throws -> Body {
        let bytes = try await body.collect(upTo: GatewayContext.bodyBytesMax)
        let text = String(buffer: bytes)
        do {
            if isForm { return try URLEncodedFormDecoder().decode(type, from: text) }
            guard headers[.contentType]?.hasPrefix("application/json") == true else {
                throw Problem(
                    .unsupportedMediaType, "unsupported_media_type",
                    "Send application/json or application/x-www-form-urlencoded.")
            }
            return try JSONDecoder().decode(type, from: Data(text.utf8))
        } catch let error as DecodingError {
            throw Problem.invalid(error.inWords)
        }
    }
}

extension DecodingError {
    /// What is wrong with a body, without its content.
    var inWords: String {
        switch self {
        case .keyNotFound(let key, _): "\(key.stringValue) is missing."
        case .typeMismatch(_, let context), .valueNotFound(_, let context):
            // The decoder of forms does not say where it stood.
            context.codingPath.isEmpty
                ? "A field is of the wrong type, such as a word where a number goes."
                : "\(context.codingPath.map(\.stringValue).joined(separator: ".")) is of the wrong "
                    + "type."
        case .dataCorrupted(let context) where !context.codingPath.isEmpty:
            "\(context.codingPath.map(\.stringValue).joined(separator: ".")) is not valid."
        default: "The body is not valid JSON."
        }
    }
}
