import RPC
import Wire

/// What both sides of a conformance run speak; Tests/ConformanceTests/README.md describes it.
enum Conformance {
    static let unary = Method<Ask, Reply>("conformance.unary")
    static let idempotent = Method<Ask, Reply>("conformance.idempotent", .idempotent)
    static let small = Method<Ask, Reply>("conformance.small", maximumMessageBytes: 1_024)
    static let missing = Method<Ask, Reply>("conformance.missing")
    static let serverStream = ServerStreamingMethod<Ask, Reply>("conformance.server_stream")
    static let clientStream = ClientStreamingMethod<Ask, Reply>("conformance.client_stream")
    static let bidi = BidirectionalMethod<Ask, Reply>("conformance.bidi")
    static let report = Method<ReportRequest, ReportText>("conformance.report", .idempotent)
}

/// One request; the first one of a call carries the plan.
@WireMessage
struct Ask: Codable, Hashable, Sendable {
    var caseID: String
    var payload: [UInt8]
    var number: Int
    var plan: Plan?

    enum CodingKeys: Int, CodingKey { case caseID = 0, payload = 1, number = 2, plan = 3 }
}

/// What the handler is to do.
@WireMessage
struct Plan: Codable, Hashable, Sendable {
    /// The payload sizes of the replies.
    var replies: [Int]?
    /// Before the end.
    var waitMilliseconds: Int?
    /// Between two messages.
    var betweenMilliseconds: Int?
    /// A bidirectional handler answers each request with its size.
    var echoes: Bool?
    /// Ends after so many requests, without waiting for the half-close.
    var take: Int?
    var failure: Failure?
    /// Throws what is no status.
    var throwsUnexpectedly: Bool?

    enum CodingKeys: Int, CodingKey {
        case replies = 0, waitMilliseconds = 1, betweenMilliseconds = 2, echoes = 3, take = 4
        case failure = 5, throwsUnexpectedly = 6
    }
}

/// The status that the handler is to end with.
@WireMessage
struct Failure: Codable, Hashable, Sendable {
    var code: UInt
    var message: String
    var details: [FailureDetail]?
    var metadata: [String: String]?

    enum CodingKeys: Int, CodingKey { case code = 0, message = 1, details = 2, metadata = 3 }
}

@WireMessage
struct FailureDetail: Codable, Hashable, Sendable {
    var kind: UInt
    var name: String?
    var text: String?
    var number: Int?

    enum CodingKeys: Int, CodingKey { case kind = 0, name = 1, text = 2, number = 3 }
}

@WireMessage
struct Reply: Codable, Hashable, Sendable {
    var payload: [UInt8]
    var number: Int

    enum CodingKeys: Int, CodingKey { case payload = 0, number = 1 }
}

@WireMessage
struct ReportRequest: Codable, Hashable, Sendable {
    var caseID: String

    enum CodingKeys: Int, CodingKey { case caseID = 0 }
}

/// A `Report` as JSON.
@WireMessage
struct ReportText: Codable, Hashable, Sendable {
    var json: String

    enum CodingKeys: Int, CodingKey { case json = 0 }
}

extension Reply {
    init(_ byteCount: Int, _ number: Int) {
        self.init(payload: Self.pattern(byteCount, number), number: number)
    }

    /// One period of the pattern, as README.md says: it shrinks to half, and repeats late.
    private static let round: [UInt8] = {
        let digits = Array("0123456789abcdef".utf8)
        var state = 1
        return (0..<65_521).map { _ in
            state = (state * 1_103_515_245 + 12_345) % (1 << 31)
            return digits[state >> 16 & 15]
        }
    }()

    /// The pattern from its byte `number` on.
    static func pattern(_ byteCount: Int, _ number: Int) -> [UInt8] {
        let start = number % round.count
        let end = start + byteCount
        if end <= round.count { return Array(round[start..<end]) }
        var bytes = Array(round[start...])
        while bytes.count < byteCount { bytes += round }
        return Array(bytes.prefix(byteCount))
    }
}
