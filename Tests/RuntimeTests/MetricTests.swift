import CoreMetrics
import Foundation
import Telemetry
import Testing

/// The figures that the house exports, and the one list of them.
struct MetricTests {
    /// OpenTelemetry's semantic conventions for RPC metrics, as Prometheus reads them.
    @Test func callsHaveOpenTelemetrysNamesUnitAndBounds() {
        let registry = PrometheusRegistry()
        for (metric, peer) in [
            (Metric.callsMade, "server_address"), (.callsServed, "client_address"),
        ] {
            let values = ["mesh", "coaching.startSession", "OK", "coaching"]
            registry.makeTimer(label: metric.name, dimensions: Array(zip(metric.labels, values)))
                .recordNanoseconds(6_000_000)
            let name = metric.prometheusName
            let labels =
                "rpc_system_name=\"mesh\",rpc_method=\"coaching.startSession\","
                + "rpc_response_status_code=\"OK\",\(peer)=\"coaching\""
            let text = registry.render()
            #expect(text.contains("# HELP \(name) \(metric.meaning)\n# TYPE \(name) histogram\n"))
            #expect(text.contains("\(name)_count{\(labels)} 1\n"))
            #expect(text.contains("\(name)_bucket{\(labels),le=\"0.0075\"}") == false)
            let advised = [
                0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10,
            ]
            for bound in advised {
                let count = bound < 0.006 ? 0 : 1
                #expect(text.contains("\(name)_bucket{\(labels),le=\"\(bound)\"} \(count)\n"))
            }
        }
        #expect(
            [Metric.callsMade, .callsServed].map(\.prometheusName) == [
                "rpc_client_call_duration_seconds", "rpc_server_call_duration_seconds",
            ])
    }

    @Test func everyMetricHasANameOfItsOwnAndSaysWhatItMeans() {
        #expect(Set(Metric.all.map(\.prometheusName)).count == Metric.all.count)
        for metric in Metric.all {
            #expect(metric.meaning.hasSuffix(".") && !metric.meaning.contains("\n"))
            #expect(metric.name.allSatisfy { $0.isLowercase || $0 == "." || $0 == "_" })
        }
    }

    /// Reads the sources: what is exported under a name of its own is not on the list.
    @Test func nothingIsExportedThatIsNotOnTheList() throws {
        let label = /(?:Counter|Timer|Gauge|Meter|Recorder)\(\s*label:\s*"([^"]+)"/
        var found: Set<String> = []
        for folder in ["Shared", "Services", "deploy"] {
            for path in FileManager.default.enumerator(atPath: folder) ?? .init() {
                guard let path = path as? String, path.hasSuffix(".swift") else { continue }
                let text = try String(contentsOfFile: "\(folder)/\(path)", encoding: .utf8)
                found.formUnion(text.matches(of: label).map { String($0.output.1) })
            }
        }
        #expect(found.subtracting(Metric.all.map(\.name)) == [])
    }
}
