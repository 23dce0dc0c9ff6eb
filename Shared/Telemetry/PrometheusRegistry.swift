import CoreMetrics
import Synchronization

/// Keeps every metric of the process and renders them in Prometheus' text format 0.0.4.
package final class PrometheusRegistry: MetricsFactory {
    private struct Identity: Hashable {
        let name: String
        let labels: String
    }

    private enum Series {
        case counter(CountingSeries)
        case gauge(GaugeSeries)
        case histogram(HistogramSeries)
    }

    private let series = Mutex<[Identity: Series]>([:])

    package init() {}

    package func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        keep(label + "_total", dimensions, new: CountingSeries.init, wrap: Series.counter) {
            if case .counter(let counter) = $0 { counter } else { nil }
        }
    }

    package func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        keep(label, dimensions, new: GaugeSeries.init, wrap: Series.gauge) {
            if case .gauge(let gauge) = $0 { gauge } else { nil }
        }
    }

    package func makeRecorder(
        label: String, dimensions: [(String, String)], aggregate: Bool
    ) -> any RecorderHandler {
        if !aggregate {
            return keep(label, dimensions, new: GaugeSeries.init, wrap: Series.gauge) {
                if case .gauge(let gauge) = $0 { gauge } else { nil }
            }
        }
        return histogram(label, dimensions, bounds: HistogramSeries.countBounds)
    }

    package func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        histogram(label + "_seconds", dimensions, bounds: HistogramSeries.secondBounds)
    }

    package func destroyCounter(_ handler: any CounterHandler) {}
    package func destroyMeter(_ handler: any MeterHandler) {}
    package func destroyRecorder(_ handler: any RecorderHandler) {}
    package func destroyTimer(_ handler: any TimerHandler) {}

    /// The whole registry as text; series of one metric stand together, sorted by name.
    package func render() -> String {
        let all = series.withLock { $0 }
        let sorted = all.sorted { ($0.key.name, $0.key.labels) < ($1.key.name, $1.key.labels) }
        var text = ""
        var lastName = ""
        for (identity, series) in sorted {
            if identity.name != lastName {
                if let metric = Metric.byPrometheusName[identity.name] {
                    text += "# HELP \(identity.name) \(metric.meaning)\n"
                }
                text += "# TYPE \(identity.name) \(Self.type(of: series))\n"
                lastName = identity.name
            }
            switch series {
            case .counter(let counter): counter.render(identity.name, identity.labels, into: &text)
            case .gauge(let gauge): gauge.render(identity.name, identity.labels, into: &text)
            case .histogram(let buckets):
                buckets.render(identity.name, identity.labels, into: &text)
            }
        }
        return text
    }

    private func histogram(
        _ label: String, _ dimensions: [(String, String)], bounds: [Double]
    ) -> HistogramSeries {
        keep(label, dimensions, new: { HistogramSeries(bounds: bounds) }, wrap: Series.histogram) {
            if case .histogram(let histogram) = $0 { histogram } else { nil }
        }
    }

    /// The series of this name and labels; a name that is already of another type gets a series
    /// of its own that nobody renders, since Prometheus allows one type a name.
    private func keep<Kind>(
        _ label: String, _ dimensions: [(String, String)], new: () -> Kind, wrap: (Kind) -> Series,
        unwrap: (Series) -> Kind?
    ) -> Kind {
        let identity = Identity(name: Self.sanitized(label), labels: Self.labels(dimensions))
        return series.withLock { series in
            if let known = series[identity] { return unwrap(known) ?? new() }
            let fresh = new()
            series[identity] = wrap(fresh)
            return fresh
        }
    }

    private static func type(of series: Series) -> String {
        switch series {
        case .counter: "counter"
        case .gauge: "gauge"
        case .histogram: "histogram"
        }
    }

    static func sanitized(_ label: String) -> String {
        String(
            label.map { character in
                character.isASCII && (character.isLetter || character.isNumber || character == ":")
                    ? character : "_"
            })
    }

    private static func labels(_ dimensions: [(String, String)]) -> String {
        dimensions.map { name, value in
            let escaped = value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
                .replacing("\n", with: "\\n")
            return "\(sanitized(name))=\"\(escaped)\""
        }.joined(separator: ",")
    }
}
