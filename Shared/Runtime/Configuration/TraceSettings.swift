import Foundation
import Telemetry

/// How calls are traced; the settings have OpenTelemetry's names and meaning.
package struct TraceSettings: Sendable {
    /// False for `OTEL_SDK_DISABLED=true`: no spans at all.
    package let isOn: Bool
    /// `OTEL_TRACES_SAMPLER`, with its ratio in `OTEL_TRACES_SAMPLER_ARG`.
    package let sampler: Sampler
    /// `OTEL_EXPORTER_OTLP_TRACES_ENDPOINT`, or `OTEL_EXPORTER_OTLP_ENDPOINT` and `/v1/traces`; nil
    /// keeps the spans here.
    package let destination: SpanDestination?
    /// `OTEL_RESOURCE_ATTRIBUTES`: what is said of this process beside its name.
    package let resource: [(name: String, value: String)]

    package init(from reader: inout SettingsReader) {
        isOn = reader.word("otel.sdk.disabled", default: Truth.false) == .false
        let kind = reader.word("otel.traces.sampler", default: Sampler.Kind.parentbased_always_on)
        sampler = Sampler(kind, ratio: Self.ratio(from: &reader))
        resource = Self.pairs(of: "otel.resource.attributes", from: &reader)
        destination = Self.destination(from: &reader)
    }

    private enum Truth: String, CaseIterable { case `true`, `false` }

    /// What OTLP is spoken in here; the specification has two more.
    private enum Encoding: String, CaseIterable { case json = "http/json" }

    private static func ratio(from reader: inout SettingsReader) -> Double {
        guard let text = reader.optionalText("otel.traces.sampler.arg") else { return 1 }
        if let ratio = Double(text), (0...1).contains(ratio) { return ratio }
        reader.fail("otel.traces.sampler.arg", "must be 0 to 1, not \"\(text)\"")
        return 1
    }

    private static func destination(from reader: inout SettingsReader) -> SpanDestination? {
        let base = reader.optionalText("otel.exporter.otlp.endpoint")
        let whole = reader.optionalText("otel.exporter.otlp.traces.endpoint")
        _ = reader.word("otel.exporter.otlp.protocol", default: Encoding.json)
        let headers = pairs(of: "otel.exporter.otlp.headers", from: &reader, isSecret: true)
        let timeout = reader.integer("otel.exporter.otlp.timeout", default: 10_000, in: 1...600_000)
        let roots = reader.optionalText("otel.exporter.otlp.certificate")
        let slash = base?.hasSuffix("/") == true ? "" : "/"
        guard let url = whole ?? base.map({ "\($0)\(slash)v1/traces" }) else { return nil }
        if !url.hasPrefix("http://"), !url.hasPrefix("https://") {
            reader.fail(
                whole == nil ? "otel.exporter.otlp.endpoint" : "otel.exporter.otlp.traces.endpoint",
                "must be an http or https URL, not \"\(url)\"")
        }
        return SpanDestination(
            url: url, headers: headers, timeout: .milliseconds(timeout), trustRoots: roots)
    }

    /// `name=value,…`, in percent-encoding.
    private static func pairs(
        of key: String, from reader: inout SettingsReader, isSecret: Bool = false
    ) -> [(name: String, value: String)] {
        let parts = (reader.optionalText(key, isSecret: isSecret) ?? "").split(separator: ",")
        return parts.compactMap { part in
            let pair = part.split(separator: "=", maxSplits: 1).map {
                $0.trimmingCharacters(in: .whitespaces)
            }
            guard pair.count == 2, let value = pair[1].removingPercentEncoding else {
                reader.fail(key, "must be name=value,…")
                return nil
            }
            return (pair[0], value)
        }
    }
}
