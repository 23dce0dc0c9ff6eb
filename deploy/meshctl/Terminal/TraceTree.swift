import Identifiers

/// The spans of one trace as a person reads them: each below the one that caused it, with what it
/// took and where that went.
struct TraceTree: Sendable {
    /// One span, and the service that told of it.
    struct Span: Sendable {
        let service: String
        let id: String
        let parent: String?
        let name: String
        let kind: String
        let beganAt: Instant
        let duration: Duration
        let attributes: [String: String]
        let events: [String]
    }

    private let spans: [Span]

    init(_ spans: [Span]) { self.spans = spans.sorted { $0.beganAt < $1.beganAt } }

    var lines: [String] {
        let ids = Set(spans.map(\.id))
        // A parent that nobody keeps any more leaves its children at the top.
        let roots = spans.filter { $0.parent.map { !ids.contains($0) } ?? true }
        let children = Dictionary(grouping: spans) { $0.parent ?? "" }
        var lines: [String] = []
        for root in roots { add(root, depth: 0, children, to: &lines) }
        return lines
    }

    /// Deeper is a loop, or somebody's joke.
    private static let depthMax = 64

    private func add(
        _ span: Span, depth: Int, _ children: [String: [Span]], to lines: inout [String]
    ) {
        guard depth < Self.depthMax else { return }
        lines.append(String(repeating: "  ", count: depth) + span.line)
        for child in children[span.id] ?? [] {
            add(child, depth: depth + 1, children, to: &lines)
        }
    }
}

extension TraceTree.Span {
    /// `coaching ▶ analyzer  analyzer.analyze  12.3 ms  OK  queue 12 µs, handler 10.1 ms`.
    fileprivate var line: String {
        var parts = [place, name, text(of: duration)]
        parts.append(status)
        parts += [stalls, events.joined(separator: ", ")].filter { !$0.isEmpty }
        return parts.filter { !$0.isEmpty }.joined(separator: "  ")
    }

    /// Who called whom, or who was at work.
    private var place: String {
        if kind == "client", let peer = attributes["server.address"] {
            return "\(service) ▶ \(peer)"
        }
        return service
    }

    private var status: String {
        attributes["rpc.response.status_code"] ?? attributes["http.response.status_code"] ?? ""
    }

    /// In the order in which a call meets them; what is nothing is left out.
    private var stalls: String {
        let names = ["queue", "connect", "tls", "slot", "credit", "handler", "pool", "peer"]
        return names.compactMap { name -> String? in
            guard let value = attributes["mesh.stall.\(name)_us"], let count = Int64(value),
                count > 0
            else { return nil }
            return "\(name) \(text(of: .microseconds(count)))"
        }.joined(separator: ", ")
    }

    private func text(of duration: Duration) -> String {
        let count = Int64(duration / .microseconds(1))
        return switch count {
        case ..<1_000: "\(count) µs"
        case ..<1_000_000: "\(count / 1_000).\(count / 100 % 10) ms"
        default: "\(count / 1_000_000).\(count / 100_000 % 10) s"
        }
    }
}
