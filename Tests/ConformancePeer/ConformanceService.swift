import Foundation
import RPC

/// Serves `Conformance`: each request says what the handler does.
struct ConformanceService: Sendable {
    let reports = Reports()

    var handlers: Handlers {
        var handlers = Handlers()
        for method in [Conformance.unary, Conformance.idempotent, Conformance.small] {
            handlers.serve(method) { ask, call in try await unary(ask, call) }
        }
        handlers.serve(Conformance.serverStream) { ask, call, writer in
            try await serverStream(ask, call, writer)
        }
        handlers.serve(Conformance.clientStream) { asks, call in try await clientStream(asks, call)
        }
        handlers.serve(Conformance.bidi) { asks, call, writer in
            try await bidi(asks, call, writer)
        }
        handlers.serve(Conformance.report) { request, _ in
            let report = try JSONEncoder.snakeCase.encode(reports.of(request.caseID))
            return ReportText(json: String(decoding: report, as: UTF8.self))
        }
        return handlers
    }

    private func unary(_ ask: Ask, _ call: Call) async throws -> Reply {
        try await reports.running(ask, call) { try await finish(ask.plan) }
        return Reply(ask.plan?.replies?.first ?? ask.payload.count, 0)
    }

    private func serverStream(
        _ ask: Ask, _ call: Call, _ writer: ResponseWriter<Reply>
    ) async throws {
        try await reports.running(ask, call) {
            for (number, size) in (ask.plan?.replies ?? []).enumerated() {
                try await writer.write(Reply(size, number))
                try await pause(ask.plan?.betweenMilliseconds)
            }
            try await finish(ask.plan)
        }
    }

    private func clientStream(_ asks: MessageStream<Ask>, _ call: Call) async throws -> Reply {
        guard let first = try await asks.next() else { return Reply(0, 0) }
        var count = 0
        try await reports.running(first, call) {
            count = try await consume(asks, after: first) { _, _ in }
            try await finish(first.plan)
        }
        return Reply(first.plan?.replies?.first ?? 0, count)
    }

    private func bidi(
        _ asks: MessageStream<Ask>, _ call: Call, _ writer: ResponseWriter<Reply>
    ) async throws {
        guard let first = try await asks.next() else { return }
        try await reports.running(first, call) {
            let echoes = first.plan?.echoes == true
            let count = try await consume(asks, after: first) { ask, number in
                if echoes { try await writer.write(Reply(ask.payload.count, number)) }
            }
            for (place, size) in (first.plan?.replies ?? []).enumerated() {
                try await writer.write(Reply(size, count + place))
            }
            try await finish(first.plan)
        }
    }

    /// Reads to the half-close, or as many as the plan takes; returns how many came.
    private func consume(
        _ asks: MessageStream<Ask>, after first: Ask,
        _ body: (Ask, Int) async throws -> Void
    ) async throws -> Int {
        var count = 1
        try await body(first, 0)
        while count != first.plan?.take {
            try await pause(first.plan?.betweenMilliseconds)
            guard let ask = try await asks.next() else {
                reports.note(first.caseID) { $0.halfClosed = true }
                break
            }
            reports.note(first.caseID) { $0.arrived(ask) }
            try await body(ask, count)
            count += 1
        }
        return count
    }

    /// How every handler ends.
    func finish(_ plan: Plan?) async throws {
        try await pause(plan?.waitMilliseconds)
        if let failure = plan?.failure { throw RPCError(failure) }
        if plan?.throwsUnexpectedly == true { throw Secret() }
    }

    func pause(_ milliseconds: Int?) async throws {
        if let milliseconds, milliseconds > 0 {
            try await Task.sleep(for: .milliseconds(milliseconds))
        }
    }

    private struct Secret: Error {}
}

extension RPCError {
    fileprivate init(_ failure: Failure) {
        var metadata = Metadata()
        for (name, value) in failure.metadata ?? [:] { metadata[name] = value }
        self.init(
            UInt8(exactly: failure.code).flatMap(StatusCode.init) ?? .unknown, failure.message,
            details: (failure.details ?? []).compactMap(ErrorDetail.init), metadata: metadata)
    }
}

extension ErrorDetail {
    fileprivate init?(_ detail: FailureDetail) {
        let (name, text) = (detail.name ?? "", detail.text ?? "")
        switch detail.kind {
        case 0: self = .reason(name)
        case 1: self = .field(name, problem: text)
        case 2: self = .limit(name, value: detail.number ?? 0)
        case 3: self = .retryAfter(.microseconds(detail.number ?? 0))
        case 4: self = .resource(kind: name, id: text)
        default: return nil
        }
    }
}

extension JSONEncoder {
    static var snakeCase: JSONEncoder {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        return encoder
    }
}
