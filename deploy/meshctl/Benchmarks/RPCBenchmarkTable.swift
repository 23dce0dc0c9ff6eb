import Foundation

/// Puts the rows of the RPC benchmark into columns, each peer's beside how much faster ours was.
struct RPCBenchmarkTable {
    private struct Row: Decodable {
        var peer: String
        var kind: String
        var in_flight: Int
        var bytes: Int
        var calls_per_second: Double
        var p50_us: Double?
        var p99_us: Double?
        var cpu_us_per_call: Double

        var load: String { "\(kind) \(in_flight) \(bytes)" }
    }

    /// The mesh's calls per second by load: its rows come first.
    private var ours: [String: Double] = [:]
    private var hasHeading = false

    /// The line, and before the first one the heading, for a row in JSON.
    mutating func line(of json: String) throws -> String {
        let data = Data(json.utf8)
        guard let row = try? JSONDecoder().decode(Row.self, from: data) else {
            return try sentence(of: data)
        }
        if row.peer == "mesh" { ours[row.load] = row.calls_per_second }
        let times = ours[row.load].map { String(format: "%.2f", $0 / row.calls_per_second) }
        let number = { (value: Double?) in value.map { String(format: "%.1f", $0) } ?? "" }
        let cells = [
            row.peer, row.kind, "\(row.in_flight)", "\(row.bytes)",
            String(format: "%.0f", row.calls_per_second), number(row.p50_us), number(row.p99_us),
            String(format: "%.2f", row.cpu_us_per_call), times ?? "",
        ]
        defer { hasHeading = true }
        return hasHeading ? columns(cells) : columns(Self.heading) + "\n" + columns(cells)
    }

    /// A row of its own shape, as its fields say it.
    private func sentence(of row: Data) throws -> String {
        guard let fields = try JSONSerialization.jsonObject(with: row) as? [String: Any] else {
            throw InputFault(file: "rpc-benchmark", line: nil, problem: "printed no object")
        }
        let measured = fields.keys.filter { $0 != "peer" && $0 != "kind" }.sorted()
        let parts = measured.map { name in
            "\(name.replacing("_", with: " ")) \(fields[name] ?? "")"
        }
        return "\(fields["peer"] ?? "") \(fields["kind"] ?? ""): \(parts.joined(separator: ", "))"
    }

    private static let heading = [
        "peer", "kind", "in flight", "bytes", "calls/s", "p50 µs", "p99 µs", "CPU µs", "mesh ×",
    ]

    private func columns(_ cells: [String]) -> String {
        let padded = cells.enumerated().map { place, cell in
            let width = place < 2 ? 17 : 10
            let padding = String(repeating: " ", count: max(0, width - cell.count))
            return place < 2 ? cell + padding : padding + cell
        }
        return padded.joined(separator: " ")
    }
}
