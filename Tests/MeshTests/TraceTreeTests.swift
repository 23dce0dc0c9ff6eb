import Identifiers
import Testing

@testable import MeshctlCommands

/// What `meshctl call --trace` prints.
struct TraceTreeTests {
    private func span(
        _ service: String, _ id: String, below parent: String?, _ name: String, _ kind: String,
        at microseconds: Int64, took: Duration, _ attributes: [String: String] = [:],
        events: [String] = []
    ) -> TraceTree.Span {
        TraceTree.Span(
            service: service, id: id, parent: parent, name: name, kind: kind,
            beganAt: Instant(microseconds: microseconds), duration: took, attributes: attributes,
            events: events)
    }

    @Test func everyHopStandsBelowItsCauseWithWhereItsTimeWent() {
        let tree = TraceTree([
            span(
                "coaching", "02", below: "01", "coaching.observeMessage", "server", at: 20,
                took: .milliseconds(12),
                ["rpc.response.status_code": "OK", "mesh.stall.handler_us": "11900"]),
            span(
                "meshctl", "01", below: nil, "coaching.observeMessage", "client", at: 10,
                took: .milliseconds(14),
                [
                    "rpc.response.status_code": "OK", "server.address": "coaching",
                    "mesh.stall.tls_us": "1400", "mesh.stall.handler_us": "11900",
                    "mesh.stall.credit_us": "0", "mesh.stall.peer_us": "85",
                ]),
            span(
                "coaching", "04", below: "02", "prediction.predict", "client", at: 40,
                took: .microseconds(900),
                ["rpc.response.status_code": "UNAVAILABLE", "server.address": "prediction"],
                events: ["retry"]),
            span(
                "coaching", "03", below: "02", "analyzer.analyze", "client", at: 30,
                took: .seconds(2), ["server.address": "analyzer"]),
            span(
                "analyzer", "09", below: "gone", "analyzer.analyze", "server", at: 90, took: .zero),
        ])
        #expect(
            tree.lines == [
                "meshctl ▶ coaching  coaching.observeMessage  14.0 ms  OK"
                    + "  tls 1.4 ms, handler 11.9 ms, peer 85 µs",
                "  coaching  coaching.observeMessage  12.0 ms  OK  handler 11.9 ms",
                "    coaching ▶ analyzer  analyzer.analyze  2.0 s",
                "    coaching ▶ prediction  prediction.predict  900 µs  UNAVAILABLE  retry",
                "analyzer  analyzer.analyze  0 µs",
            ])
    }

    @Test func spansThatAreTheirOwnCauseAreNoEndlessTree() {
        let loop = TraceTree([
            span("a", "01", below: "02", "x", "server", at: 1, took: .zero),
            span("b", "02", below: "01", "y", "server", at: 2, took: .zero),
            span("c", "03", below: nil, "z", "server", at: 3, took: .zero),
        ])
        #expect(loop.lines == ["c  z  0 µs"])
    }
}
