import RPC
import Synchronization

/// What the server saw of one case.
struct Report: Codable, Sendable {
    var started = 0
    var ended = 0
    var cancelled = 0
    /// The most handlers of the case at a time.
    var peak = 0
    var requests: [Int] = []
    var halfClosed = false
    var intact = true
    var metadata: [String: String]?
    var timeoutMs: Int?
    var caller: String?
    var principal: String?
    var callId: UInt64?
    var traceparent: String?

    mutating func began(_ call: Call) {
        started += 1
        peak = max(peak, started - ended)
        metadata = Dictionary(call.metadata.map { ($0.name, $0.value) }) { $1 }
        timeoutMs = call.deadline.map { Int($0.remaining / .milliseconds(1)) }
        caller = call.caller.service
        principal = call.principal?.subject
        callId = call.callID.rawValue
        traceparent = call.traceparent
    }

    mutating func arrived(_ ask: Ask) {
        requests.append(ask.payload.count)
        if ask.payload != Reply.pattern(ask.payload.count, ask.number) { intact = false }
    }
}

/// The reports of all cases, by their ids.
final class Reports: Sendable {
    private let reports = Mutex<[String: Report]>([:])
    private let count = Mutex((running: 0, peak: 0))

    /// The handlers that run, and the most that ever did, as JSON.
    var handlers: String {
        count.withLock { "{\"running\": \($0.running), \"peak\": \($0.peak)}" }
    }

    func of(_ caseID: String) -> Report { reports.withLock { $0[caseID] ?? Report() } }

    func note(_ caseID: String, _ change: (inout Report) -> Void) {
        reports.withLock { change(&$0[caseID, default: Report()]) }
    }

    /// Counts a handler in and out, and whether it was cancelled.
    func running(
        _ first: Ask, _ call: Call, _ body: () async throws -> Void
    ) async throws {
        note(first.caseID) {
            $0.began(call)
            $0.arrived(first)
        }
        count.withLock { $0 = ($0.running + 1, max($0.peak, $0.running + 1)) }
        defer {
            count.withLock { $0.running -= 1 }
            note(first.caseID) {
                $0.ended += 1
                $0.cancelled += Task.isCancelled ? 1 : 0
            }
        }
        try await body()
    }
}
