/// Decides which traces are kept.
///
/// Source: the OpenTelemetry SDK's built-in samplers and their names.
package struct Sampler: Sendable, Hashable {
    /// `OTEL_TRACES_SAMPLER`.
    package enum Kind: String, Sendable, CaseIterable {
        case always_on, always_off, traceidratio
        case parentbased_always_on, parentbased_always_off, parentbased_traceidratio
    }

    private let kind: Kind
    /// Traces are kept whose number is below it.
    private let bound: UInt64

    /// `ratio` is `OTEL_TRACES_SAMPLER_ARG`: 0 to 1, for the kinds that have one.
    package init(_ kind: Kind = .parentbased_always_on, ratio: Double = 1) {
        self.kind = kind
        bound = ratio >= 1 ? 1 << 63 : UInt64(max(0, ratio) * 0x1p63)
    }

    /// Whether the spans of `trace` are kept; every service that is asked says the same of a ratio.
    package func keeps(_ trace: TraceID, parent: TraceContext?) -> Bool {
        switch kind {
        case .always_on: true
        case .always_off: false
        case .traceidratio: isBelow(trace)
        case .parentbased_always_on: parent?.isSampled ?? true
        case .parentbased_always_off: parent?.isSampled ?? false
        case .parentbased_traceidratio: parent?.isSampled ?? isBelow(trace)
        }
    }

    private func isBelow(_ trace: TraceID) -> Bool { trace.low >> 1 < bound }
}
