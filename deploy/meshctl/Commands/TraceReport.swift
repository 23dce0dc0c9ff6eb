import LocalMesh
import MeshContract
import RPC
import Runtime
import Telemetry
import Wire

/// Gathers what every service of the mesh still knows of one trace.
struct TraceReport: Sendable {
    let trace: String
    /// Spans of this process, which no service knows of.
    var own: [EndedSpan] = []

    /// Asks every service at the same time; one that does not answer has nothing to tell.
    func tree(_ connection: MeshConnection) async -> TraceTree {
        let request = IntrospectRequest(slowestCount: 0, traceID: trace)
        let told = await withTaskGroup(of: [TraceTree.Span].self) { group in
            for service in MeshLayout.services {
                group.addTask {
                    guard let client = try? connection.client(of: service, Mesh.self),
                        let report = try? await client.introspect(request, timeout: .seconds(4))
                    else { return [] }
                    return (report.spans ?? []).map { TraceTree.Span($0, of: service) }
                }
            }
            return await group.reduce(into: []) { $0 += $1 }
        }
        return TraceTree(own.map { TraceTree.Span(SpanFigures($0), of: "meshctl") } + told)
    }
}

extension TraceTree.Span {
    fileprivate init(_ figures: SpanFigures, of service: String) {
        self.init(
            service: service, id: figures.spanID, parent: figures.parentID, name: figures.name,
            kind: figures.kind, beganAt: figures.beganAt, duration: figures.duration,
            attributes: figures.attributes, events: figures.events)
    }
}
