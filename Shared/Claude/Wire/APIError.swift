import Foundation

/// What the API answers instead of a message.
package struct APIError: Error, Sendable, Hashable {
    package enum Kind: String, Sendable, CaseIterable {
        case invalidRequest = "invalid_request_error"
        case authentication = "authentication_error"
        case billing = "billing_error"
        case permission = "permission_error"
        /// Such as a model that has been retired.
        case notFound = "not_found_error"
        case conflict = "conflict_error"
        case requestTooLarge = "request_too_large"
        case rateLimit = "rate_limit_error"
        case api = "api_error"
        case timeout = "timeout_error"
        case overloaded = "overloaded_error"
        case unknown
    }

    package var kind: Kind
    /// The HTTP status; nil when the error came within a stream that began well.
    package var status: Int?
    package var requestID: String?
    /// When the API wants to be asked again.
    package var retryAfter: Duration?
    /// What the API says about asking again; nil when it says nothing.
    package var mayRetry: Bool?

    /// Whether asking again may help.
    var isPassing: Bool {
        if let mayRetry { return mayRetry }
        return switch kind {
        case .conflict, .rateLimit, .api, .timeout, .overloaded: true
        case .unknown: status.map { $0 == 408 || $0 >= 500 } ?? false
        case .invalidRequest, .authentication, .billing, .permission, .notFound, .requestTooLarge:
            false
        }
    }
}

extension APIError {
    private struct Body: Decodable {
        struct Fault: Decodable {
            struct Details: Decodable {
                var errorCode: String?
                enum CodingKeys: String, CodingKey { case errorCode = "error_code" }
            }
            var type: String
            var details: Details?
        }
        var error: Fault
        var requestID: String?
        enum CodingKeys: String, CodingKey {
            case error
            case requestID = "request_id"
        }
    }

    /// Reads an answer with a status other than 2xx; a body that is none of the API's, such as a
    /// proxy's page, leaves the status to speak.
    init(status: Int, headers: ResponseHeaders, body: [UInt8], at now: Date) {
        let read = try? JSONDecoder().decode(Body.self, from: Data(body))
        self.init(
            kind: read.flatMap { Kind(rawValue: $0.error.type) } ?? Kind(status: status),
            status: status, requestID: headers.requestID ?? read?.requestID,
            retryAfter: headers.retryAfter(at: now), mayRetry: headers.mayRetry)
        // A limit of money passes at the end of a month, not of a minute.
        if read?.error.details?.errorCode?.contains("spend_limit") == true { mayRetry = false }
    }

    /// Reads the data of an `error` event; nil when it is none.
    init?(event data: String, requestID: String?) {
        guard let read = try? JSONDecoder().decode(Body.self, from: Data(data.utf8)) else {
            return nil
        }
        self.init(
            kind: Kind(rawValue: read.error.type) ?? .unknown,
            requestID: requestID ?? read.requestID)
    }
}

extension APIError.Kind {
    init(status: Int) {
        switch status {
        case 400: self = .invalidRequest
        case 401: self = .authentication
        case 402: self = .billing
        case 403: self = .permission
        case 404: self = .notFound
        case 409: self = .conflict
        case 413: self = .requestTooLarge
        case 429: self = .rateLimit
        case 500: self = .api
        case 504: self = .timeout
        case 529: self = .overloaded
        default: self = .unknown
        }
    }
}
