import Identifiers
import MeshContract

/// How a service stands with the events of one upstream, as operators read it.
struct ConsumerLine: Encodable, Sendable {
    let upstream: String
    let applied: Int
    /// Events that wait; nil until the upstream has said.
    let lagEvents: Int?
    let lagIsAtLeast: Bool
    let lagSeconds: Double?
    /// Events that are set aside.
    let failures: Int
    let fault: String

    enum CodingKeys: String, CodingKey {
        case upstream, applied, failures, fault
        case lagEvents = "lag_events"
        case lagIsAtLeast = "lag_is_at_least"
        case lagSeconds = "lag_seconds"
    }

    init(_ figures: ConsumerFigures) {
        upstream = figures.upstream
        applied = figures.applied
        lagEvents = figures.lag?.events
        lagIsAtLeast = figures.lag?.isAtLeast ?? false
        lagSeconds = figures.lag?.waiting.seconds
        failures = figures.failures
        fault = figures.fault
    }

    /// `12`, `10000+`, or `–` when nobody has said.
    var behind: String { lagEvents.map { "\($0)\(lagIsAtLeast ? "+" : "")" } ?? "–" }
    var waiting: String { lagSeconds.map { "\(($0 * 10).rounded() / 10)" } ?? "–" }

    var text: String {
        var text = "events of \(upstream): \(behind) behind"
        if let lagEvents, lagEvents > 0 { text += ", for \(waiting) s" }
        if failures > 0 { text += ", \(failures) set aside (meshctl events failures)" }
        return text
    }
}
