import Foundation
import Outbound
import RPC

/// Sends one request and reads the one answer, whole or as a stream.
struct MessageExchange: Sendable {
    /// How it ended, and what is known of its cost even when it ended badly.
    struct Outcome: Sendable {
        var result: Result<ClaudeMessage, ClaudeFault>
        var usage = Usage()
        var requestID: String?
        var rateLimits: [RateLimit] = []
    }

    let settings: ClaudeSettings
    let http: HTTPClient

    func send(
        _ message: MessagesRequest, until deadline: Deadline,
        onText: (@Sendable (String) -> Void)?
    ) async -> Outcome {
        var message = message
        message.isStreamed = onText != nil
        let stream: HTTPStream
        do {
            stream = try await http.open(try request(message, until: deadline))
        } catch let fault as HTTPFault {
            return Outcome(result: .failure(ClaudeFault(fault)))
        } catch {
            return Outcome(result: .failure((error as? ClaudeFault) ?? .timeout))
        }
        let headers = ResponseHeaders(fields: stream.headers)
        var outcome = Outcome(
            result: .failure(.timeout), requestID: headers.requestID,
            rateLimits: headers.rateLimits)
        do throws(ClaudeFault) {
            let message = try await read(stream, headers, &outcome.usage, onText)
            outcome.usage = message.usage
            outcome.result = .success(message)
        } catch {
            outcome.result = .failure(error)
            if case .api(let fault) = error { outcome.requestID = fault.requestID }
        }
        return outcome
    }

    private func request(
        _ message: MessagesRequest, until deadline: Deadline
    ) throws(ClaudeFault) -> HTTPRequest {
        let left = deadline.remaining
        guard left > .zero else { throw .timeout }
        guard let key = settings.key else { throw .notConfigured }
        var request = HTTPRequest(
            "POST", settings.baseURL + MessagesRequest.path,
            headers: [
                ("x-api-key", key), ("anthropic-version", settings.version),
                ("content-type", "application/json"), ("user-agent", "CoachingMesh"),
            ], body: message.body)
        request.limits.timeout = left
        request.limits.connectTimeout = min(left, request.limits.connectTimeout)
        return request
    }

    private func read(
        _ stream: HTTPStream, _ headers: ResponseHeaders, _ usage: inout Usage,
        _ onText: (@Sendable (String) -> Void)?
    ) async throws(ClaudeFault) -> ClaudeMessage {
        guard stream.status == 200 else {
            throw .api(
                APIError(
                    status: stream.status, headers: headers, body: try await whole(stream),
                    at: Date()))
        }
        guard let onText else { return try ClaudeMessage.reading(try await whole(stream)) }
        return try await assembled(stream, headers, &usage, onText)
    }

    private func assembled(
        _ stream: HTTPStream, _ headers: ResponseHeaders, _ usage: inout Usage,
        _ onText: @Sendable (String) -> Void
    ) async throws(ClaudeFault) -> ClaudeMessage {
        var reader = EventStreamReader()
        var assembly = MessageAssembly(requestID: headers.requestID)
        defer { usage = assembly.usage ?? usage }
        while let part = try await next(of: stream) {
            for event in try reader.read(part) {
                switch try assembly.eventCame(event) {
                case .nothing: break
                case .show(let text): onText(text)
                case .finish(let message): return message
                }
            }
        }
        try assembly.ended()
        throw .broken("the stream ended before its message")
    }

    private func whole(_ stream: HTTPStream) async throws(ClaudeFault) -> [UInt8] {
        var body: [UInt8] = []
        let most = OutboundLimits().responseBytes
        while let part = try await next(of: stream) {
            body += part
            guard body.count <= most else { throw .broken("longer than \(most) bytes") }
        }
        return body
    }

    private func next(of stream: HTTPStream) async throws(ClaudeFault) -> [UInt8]? {
        do {
            return try await stream.body.next()
        } catch {
            throw ClaudeFault(error)
        }
    }
}
