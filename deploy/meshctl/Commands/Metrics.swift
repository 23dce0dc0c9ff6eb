import ArgumentParser
import Telemetry

/// `meshctl metrics`.
struct Metrics: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Lists every metric of /metrics: its name, kind, labels and meaning.",
        discussion: "Calls have the names of OpenTelemetry's semantic conventions for RPC.")

    @Flag(help: "Print one JSON object a line.")
    var json = false

    func run() async throws {
        for metric in Metric.all.sorted(by: { $0.prometheusName < $1.prometheusName }) {
            let row = MetricRow(metric)
            json ? try Console.printJSON(row) : Console.print(row.text)
        }
    }
}

/// One metric, as Prometheus reads it.
private struct MetricRow: Encodable {
    let name: String
    let kind: String
    let labels: [String]
    let meaning: String

    init(_ metric: Metric) {
        name = metric.prometheusName
        kind = metric.kind.rawValue
        labels = metric.prometheusLabels
        meaning = metric.meaning
    }

    var text: String {
        let braced = labels.isEmpty ? "" : "{\(labels.joined(separator: ", "))}"
        return "\(name)\(braced)\n    \(kind): \(meaning)"
    }
}
