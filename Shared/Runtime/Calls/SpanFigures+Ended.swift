import Identifiers
import MeshContract
import Telemetry
import Tracing

extension SpanFigures {
    /// As many spans of one trace as any answer tells of: a page of them is more than anyone reads.
    package static let countMax = 256

    package init(_ span: EndedSpan) {
        var attributes: [String: String] = [:]
        span.attributes.forEach { attributes[$0] = $1.text }
        self.init(
            spanID: "\(span.context.span)", parentID: span.parent.map { "\($0)" },
            name: span.name, kind: "\(span.kind)",
            beganAt: Instant(microseconds: Int64(span.began / 1_000)),
            duration: .nanoseconds(Int64(span.ended - span.began)),
            attributes: attributes, events: span.events.map(\.name))
    }
}
