import Foundation
import Identifiers

/// What the head of an answer says beside its status. Names are in lower case.
struct ResponseHeaders: Sendable {
    let fields: [(name: String, value: String)]

    subscript(name: String) -> String? { fields.first { $0.name == name }?.value }

    var requestID: String? { self["request-id"] }

    /// `x-should-retry`: the API's own word on asking again.
    var mayRetry: Bool? {
        switch self["x-should-retry"] {
        case "true": true
        case "false": false
        default: nil
        }
    }

    /// `retry-after-ms`, or `retry-after` in seconds or as a date.
    func retryAfter(at now: Date) -> Duration? {
        if let text = self["retry-after-ms"], let milliseconds = Double(text) {
            return Self.wait(seconds: milliseconds / 1_000)
        }
        guard let text = self["retry-after"] else { return nil }
        if let seconds = Double(text) { return Self.wait(seconds: seconds) }
        return Self.date(text).flatMap { Self.wait(seconds: $0.timeIntervalSince(now)) }
    }

    /// A day is longer than anybody waits, and keeps the number in range.
    private static func wait(seconds: Double) -> Duration? {
        guard seconds.isFinite, seconds >= 0 else { return nil }
        return .milliseconds(Int64(min(seconds, 86_400) * 1_000))
    }

    /// RFC 9110 §5.6.7.
    private static func date(_ text: String) -> Date? {
        let format = DateFormatter()
        format.locale = Locale(identifier: "en_US_POSIX")
        format.timeZone = TimeZone(secondsFromGMT: 0)
        format.dateFormat = "EEE, dd MMM yyyy HH:mm:ss zzz"
        return format.date(from: text)
    }
}

/// How much of one of the API's limits is left.
package struct RateLimit: Sendable, Hashable {
    package enum Kind: String, Sendable, CaseIterable {
        case requests
        case tokens
        case inputTokens = "input-tokens"
        case outputTokens = "output-tokens"
    }

    package var kind: Kind
    package var limit: Int
    package var remaining: Int
    /// When all of it is there again.
    package var reset: Instant?
}

extension ResponseHeaders {
    /// `anthropic-ratelimit-…`; those that the answer has.
    var rateLimits: [RateLimit] {
        RateLimit.Kind.allCases.compactMap { kind in
            let name = "anthropic-ratelimit-\(kind.rawValue)"
            guard let limit = self["\(name)-limit"].flatMap({ Int($0) }),
                let remaining = self["\(name)-remaining"].flatMap({ Int($0) })
            else { return nil }
            return RateLimit(
                kind: kind, limit: limit, remaining: remaining,
                reset: self["\(name)-reset"].flatMap { Instant($0) })
        }
    }
}
