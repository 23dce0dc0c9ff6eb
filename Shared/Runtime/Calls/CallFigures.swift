import Identifiers
import MeshContract
import RPC
import Wire

/// Counts the calls that ended, by method and peer, and remembers the slowest unary ones of the last
/// minute.
struct CallFigures: Sendable {
    /// As many as any answer tells of.
    static let slowestCountMax = 32
    private static let slowestAge = Duration.seconds(60)
    /// Methods × peers: contracts and certificates bound both; what goes beyond is not counted.
    private static let tallyCountMax = 2_000

    private struct Key: Hashable {
        let side: CallOutcome.Side
        let method: String
        let peer: String
    }

    private struct Tally {
        var calls = 0
        var failures = 0
        var latency = LatencyHistogram()

        mutating func add(_ outcome: CallOutcome) {
            calls += 1
            if outcome.code != .ok { failures += 1 }
            latency.observed(outcome.duration)
        }
    }

    private var tallies: [Key: Tally] = [:]
    /// The slowest first.
    private var slowest: [SlowCall] = []

    mutating func callEnded(_ outcome: CallOutcome, at now: Instant) {
        let key = Key(side: outcome.side, method: outcome.method, peer: outcome.peer)
        if tallies.count < Self.tallyCountMax || tallies[key] != nil {
            tallies[key, default: Tally()].add(outcome)
        }
        remember(outcome, at: now)
    }

    /// The busiest first.
    var methods: [MethodFigures] {
        tallies.map { key, tally in
            MethodFigures(
                side: Open(CallSide(key.side)), method: key.method, peer: key.peer,
                calls: tally.calls, failures: tally.failures,
                p50: tally.latency.percentile(0.5, atLeast: 1),
                p99: tally.latency.percentile(0.99, atLeast: 1))
        }.sorted { ($0.calls, $1.method, $1.peer) > ($1.calls, $0.method, $0.peer) }
    }

    /// At most `count` that ended less than a minute before `now`.
    func slowest(_ count: Int, at now: Instant) -> [SlowCall] {
        Array(slowest.lazy.filter { $0.endedAt > now - Self.slowestAge }.prefix(count))
    }

    private mutating func remember(_ outcome: CallOutcome, at now: Instant) {
        guard outcome.kind == .unary else { return }
        if slowest.count == Self.slowestCountMax {
            slowest.removeAll { $0.endedAt <= now - Self.slowestAge }
            if let last = slowest.last, slowest.count == Self.slowestCountMax {
                guard last.duration < outcome.duration else { return }
                slowest.removeLast()
            }
        }
        let place = slowest.firstIndex { $0.duration < outcome.duration } ?? slowest.endIndex
        slowest.insert(SlowCall(outcome, at: now), at: place)
    }
}

extension SlowCall {
    fileprivate init(_ outcome: CallOutcome, at now: Instant) {
        self.init(
            side: Open(CallSide(outcome.side)), method: outcome.method, peer: outcome.peer,
            code: "\(outcome.code)", endedAt: now, duration: outcome.duration,
            queued: .microseconds(Int64(outcome.ledger.queueMicroseconds)),
            handled: .microseconds(Int64(outcome.ledger.handlerMicroseconds)),
            callID: outcome.callID.map { "\($0)" })
    }
}

extension CallSide {
    fileprivate init(_ side: CallOutcome.Side) {
        self =
            switch side {
            case .client: .client
            case .server: .server
            }
    }
}
