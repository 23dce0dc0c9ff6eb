import Foundation
import RPC

/// One call as the runner asks for it: a line of JSON.
struct CallCase: Decodable, Sendable {
    var id: String
    var port: Int
    var method: String
    var send: [Int]
    var plan: PlanText?
    var timeoutMs: Int?
    var metadata: [String: String]?
    var principal: Person?
    var callId: UInt64?
    var traceparent: String?
    var cancelAfterMs: Int?
    var cancelAfterReplies: Int?
    var readPauseMs: Int?
    var sendPauseMs: Int?
    var clientLimits: [String: Double]?
    /// The same call so many times at once.
    var parallel: Int?
    /// Calls made after this one, on the same connection.
    var then: [CallCase]?
    /// Whether the server is asked what it saw.
    var report: Bool?

    struct PlanText: Decodable, Sendable {
        var replies: [Int]?
        var waitMs: Int?
        var betweenMs: Int?
        var echo: Bool?
        var take: Int?
        var fail: FailureText?
        var `throw`: Bool?
    }

    struct FailureText: Decodable, Sendable {
        var status: String
        var message: String?
        var details: [FailureDetailText]?
        var metadata: [String: String]?
    }

    struct FailureDetailText: Codable, Sendable {
        var kind: UInt
        var name: String?
        var text: String?
        var number: Int?
    }

    struct Person: Decodable, Sendable {
        var tenant: String
        var subject: String
        var role: UInt8
    }
}

/// How a call ended: a line of JSON.
struct Outcome: Encodable, Sendable {
    var id: String?
    var status: String
    var message: String?
    var origin: String?
    var details: [CallCase.FailureDetailText]?
    var metadata: [String: String]?
    /// The payload sizes and numbers of what came.
    var replies: [Int] = []
    var numbers: [Int] = []
    var intact = true
    /// How many of the parallel calls ended with each status.
    var statuses: [String: Int]?
    /// How many messages crossed the wire compressed, `then` included.
    var compressed: Compressed?
    var then: [Outcome] = []
    var report: Report?

    mutating func took(_ reply: Reply) {
        replies.append(reply.payload.count)
        numbers.append(reply.number)
        if reply.payload != Reply.pattern(reply.payload.count, reply.number) { intact = false }
    }

    mutating func ended(_ error: RPCError) {
        status = "\(error.code)"
        message = error.message
        metadata = Dictionary(error.metadata.map { ($0.name, $0.value) }) { $1 }
        details = error.details.map(CallCase.FailureDetailText.init)
        if case .remote(let service) = error.origin { origin = service }
    }
}

struct Compressed: Encodable, Sendable {
    var sent: Int
    var received: Int
}

extension CallCase {
    /// The requests; the first one carries the plan.
    var asks: [Ask] {
        send.enumerated().map { number, size in
            Ask(
                caseID: id, payload: Reply.pattern(size, number), number: number,
                plan: number == 0 ? plan.map(Plan.init) : nil)
        }
    }
}

extension Plan {
    fileprivate init(_ text: CallCase.PlanText) {
        self.init(
            replies: text.replies, waitMilliseconds: text.waitMs,
            betweenMilliseconds: text.betweenMs, echoes: text.echo, take: text.take,
            failure: text.fail.map(Failure.init), throwsUnexpectedly: text.throw)
    }
}

extension Failure {
    fileprivate init(_ text: CallCase.FailureText) {
        let code = StatusCode.allCases.first { "\($0)" == text.status } ?? .unknown
        self.init(
            code: UInt(code.rawValue), message: text.message ?? "",
            details: text.details?.map {
                FailureDetail(kind: $0.kind, name: $0.name, text: $0.text, number: $0.number)
            }, metadata: text.metadata)
    }
}

extension CallCase.FailureDetailText {
    fileprivate init(_ detail: ErrorDetail) {
        switch detail {
        case .reason(let name): self.init(kind: 0, name: name)
        case .field(let path, let problem): self.init(kind: 1, name: path, text: problem)
        case .limit(let name, let value): self.init(kind: 2, name: name, number: value)
        case .retryAfter(let time): self.init(kind: 3, number: Int(time / .microseconds(1)))
        case .resource(let kind, let id): self.init(kind: 4, name: kind, text: id)
        }
    }
}
