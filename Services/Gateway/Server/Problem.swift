import HTTPTypes
import Hummingbird
import Logging
import Postgres
import RPC

/// Why a request was not done, in words for the one who asked.
struct Problem: Error, Sendable {
    let status: HTTPResponse.Status
    /// Stable, for programs: `unauthenticated`, `invalid_argument`, …
    let code: String
    let message: String
    /// When it is worth asking again.
    var retryAfter: Duration?

    init(
        _ status: HTTPResponse.Status, _ code: String, _ message: String,
        retryAfter: Duration? = nil
    ) {
        self.status = status
        self.code = code
        self.message = message
        self.retryAfter = retryAfter
    }

    static func invalid(_ message: String) -> Problem {
        Problem(.badRequest, "invalid_argument", message)
    }

    static let notFound = Problem(.notFound, "not_found", "There is nothing here.")
    static let forbidden = Problem(
        .forbidden, "permission_denied", "You may not see or change this.")

    /// Our own faults and our peers', in words that give nothing away.
    init(_ error: any Error) {
        switch error {
        case let problem as Problem: self = problem
        case let error as RPCError: self = Problem(rpc: error)
        case let error as any HTTPResponseError: self = Problem(http: error)
        case let error as DatabaseError where error.kind == .unavailable || error.kind == .timeout:
            self = Problem(
                .serviceUnavailable, "unavailable",
                "Our database is not answering; try again soon.",
                retryAfter: .seconds(5))
        case is DecodingError:
            self = .invalid("The body is not of the expected shape.")
        default:
            self = Problem(.internalServerError, "internal", "Something went wrong on our side.")
        }
    }

    private init(http error: any HTTPResponseError) {
        let code =
            switch error.status.code {
            case 404: "not_found"
            case 405: "method_not_allowed"
            case 413: "body_too_large"
            case 500...: "internal"
            default: "invalid_argument"
            }
        let words = (error as? HTTPError)?.body
        self.init(error.status, code, words ?? "\(error.status.reasonPhrase).")
    }

    /// gRPC's mapping to HTTP (googleapis/google/rpc/code.proto).
    private init(rpc error: RPCError) {
        switch error.code {
        case .invalidArgument, .outOfRange:
            self = .invalid("The request is not acceptable: \(error.message)")
        case .notFound: self = .notFound
        case .permissionDenied, .unauthenticated: self = .forbidden
        case .alreadyExists, .aborted, .failedPrecondition:
            self.init(
                .conflict, "failed_precondition", "This is not possible now: \(error.message)")
        case .resourceExhausted:
            self.init(
                .tooManyRequests, "resource_exhausted", "Too much at once; try again soon.",
                retryAfter: .seconds(2))
        case .unavailable, .cancelled:
            self.init(
                .serviceUnavailable, "unavailable", "The service behind this is not answering.",
                retryAfter: .seconds(2))
        case .deadlineExceeded:
            self.init(
                .gatewayTimeout, "deadline_exceeded",
                "The service behind this did not answer in time.",
                retryAfter: .seconds(2))
        default: self.init(.badGateway, "internal", "The service behind this had a fault.")
        }
    }
}
