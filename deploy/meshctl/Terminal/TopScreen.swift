import Identifiers
import MeshContract
import RPC
import Wire

/// What `meshctl top` draws: the busiest methods, the connections and the slowest calls.
struct TopScreen {
    let now: [Introspection]
    /// The look before, by service: rates are differences.
    let earlier: [String: Introspection]
    let showsMade: Bool

    var text: String {
        ([methodHeader] + methodLines + ["", connectionHeader] + connectionLines + consumers
            + caches + slowest)
            .joined(separator: "\n")
    }

    // MARK: - Methods

    private var methodHeader: String {
        row(["SERVICE", "METHOD", "PEER"], ["CALLS/S", "CALLS", "FAILED", "P50 ms", "P99 ms"])
    }

    private var methodLines: [String] {
        now.flatMap { service in
            service.methods.filter { showsMade || $0.side.known == .server }.map { figures in
                row(
                    [
                        service.service, (isMade(figures) ? "▸ " : "") + figures.method,
                        figures.peer,
                    ],
                    [
                        rate(of: figures, in: service), "\(figures.calls)", "\(figures.failures)",
                        milliseconds(figures.p50), milliseconds(figures.p99),
                    ])
            }
        }
    }

    private func isMade(_ figures: MethodFigures) -> Bool { figures.side.known == .client }

    private func rate(of figures: MethodFigures, in service: Introspection) -> String {
        guard let earlier = earlier[service.service], earlier.startedAt == service.startedAt else {
            return "–"
        }
        let before = earlier.methods.first {
            ($0.side, $0.method, $0.peer) == (figures.side, figures.method, figures.peer)
        }
        let elapsed = (service.takenAt - earlier.takenAt) / .seconds(1)
        guard elapsed > 0 else { return "–" }
        return fixed(Double(figures.calls - (before?.calls ?? 0)) / elapsed)
    }

    // MARK: - Connections and slow calls

    private var connectionHeader: String {
        row(["SERVICE", "CONNECTION", ""], ["OPEN", "HANDLERS", "BYTES", "UNREAD", "CREDIT"])
    }

    private var connectionLines: [String] {
        now.flatMap { service in
            service.connections.map { figures in
                row(
                    [
                        service.service,
                        figures.side.known == .client
                            ? "to \(figures.peer)" : "from \(figures.peer)",
                        "",
                    ],
                    [
                        figures.calls, figures.handlers, figures.bytes, figures.heldCredit,
                        figures.sendCredit,
                    ].map { "\($0)" })
            }
        }
    }

    private var consumers: [String] {
        let lines = now.flatMap { service in
            service.consumers.map { figures in
                let line = ConsumerLine(figures)
                return row(
                    [service.service, "events of \(figures.upstream)", ""],
                    [
                        "\(figures.applied)", line.behind, line.waiting, "\(figures.failures)",
                        line.fault.isEmpty ? "no" : "yes",
                    ])
            }
        }
        guard !lines.isEmpty else { return [] }
        return [
            "",
            row(
                ["SERVICE", "CONSUMER", ""], ["APPLIED", "BEHIND", "SECONDS", "FAILURES", "STUCK"]),
        ]
            + lines
    }

    private var caches: [String] {
        let lines = now.flatMap { service in
            service.caches.map { figures in
                let asked = figures.hits + figures.misses
                return row(
                    [service.service, "cache of \(figures.name)", ""],
                    [
                        asked == 0
                            ? "–" : "\(fixed(100 * Double(figures.hits) / Double(asked))) %",
                        "\(figures.hits)", "\(figures.misses)", "\(figures.evictions)",
                        "\(figures.entries)",
                    ])
            }
        }
        guard !lines.isEmpty else { return [] }
        return [
            "",
            row(["SERVICE", "CACHE", ""], ["HIT RATE", "HITS", "MISSES", "EVICTED", "ENTRIES"]),
        ] + lines
    }

    private var slowest: [String] {
        let calls = now.flatMap { service in
            service.slowest.filter { $0.side.known == .server }.map { (service.service, $0) }
        }.sorted { $0.1.duration > $1.1.duration }.prefix(5)
        guard !calls.isEmpty else { return [] }
        return [
            "", row(["SLOWEST", "METHOD", "PEER"], ["ms", "QUEUE", "HANDLER", "STATUS", "CALL"]),
        ]
            + calls.map { service, call in
                row(
                    [service, call.method, call.peer],
                    [
                        milliseconds(call.duration), milliseconds(call.queued),
                        milliseconds(call.handled), call.code,
                        String((call.callID ?? "").suffix(8)),
                    ])
            }
    }

    // MARK: - Columns

    private func row(_ names: [String], _ figures: [String]) -> String {
        let widths = [13, 32, 13]
        let left = zip(names, widths).map { name, width in
            name.count >= width
                ? String(name.prefix(width - 2)) + "… "
                : name + String(repeating: " ", count: width - name.count)
        }
        let right = figures.map { figure in
            String(repeating: " ", count: max(0, 9 - figure.count)) + " " + figure
        }
        return (left + right).joined()
    }

    private func milliseconds(_ duration: Duration?) -> String {
        duration.map { fixed($0 / .milliseconds(1)) } ?? "–"
    }

    /// Two digits after the point for small numbers, one for others.
    private func fixed(_ number: Double) -> String {
        let scale = abs(number) < 10 ? 100.0 : 10.0
        return "\((number * scale).rounded() / scale)"
    }
}
