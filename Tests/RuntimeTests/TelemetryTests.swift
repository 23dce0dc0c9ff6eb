import CoreMetrics
import Telemetry
import Testing

/// What Prometheus reads from a service.
struct TelemetryTests {
    @Test func countersGaugesAndHistogramsRenderAsPrometheusText() {
        let registry = PrometheusRegistry()
        registry.makeCounter(label: "mesh.calls", dimensions: [("code", "ok")]).increment(by: 3)
        registry.makeMeter(label: "mesh.depth", dimensions: []).set(Int64(7))
        let timer = registry.makeTimer(label: "mesh.wait", dimensions: [])
        timer.recordNanoseconds(300_000)
        timer.recordNanoseconds(30_000_000_000)
        let text = registry.render()
        for line in [
            "# TYPE mesh_calls_total counter", "mesh_calls_total{code=\"ok\"} 3",
            "mesh_depth 7.0", "mesh_wait_seconds_bucket{le=\"0.00025\"} 0",
            "mesh_wait_seconds_bucket{le=\"0.0005\"} 1", "mesh_wait_seconds_bucket{le=\"10.0\"} 1",
            "mesh_wait_seconds_bucket{le=\"+Inf\"} 2", "mesh_wait_seconds_count 2",
        ] {
            #expect(
                text.split(separator: "\n").contains { $0 == line }, "missing: \(line)\n\(text)")
        }
    }

    @Test func labelValuesAreEscaped() {
        let registry = PrometheusRegistry()
        registry.makeCounter(label: "a", dimensions: [("b", "\"\\\n")]).increment(by: 1)
        #expect(registry.render().contains(#"a_total{b="\"\\\n"} 1"#))
    }

    @Test func theSameNameAndLabelsAreOneSeries() {
        let registry = PrometheusRegistry()
        for _ in 0..<2 { registry.makeCounter(label: "a", dimensions: []).increment(by: 1) }
        #expect(registry.render().contains("a_total 2\n"))
    }
}
