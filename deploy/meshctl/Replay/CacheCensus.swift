import LocalMesh
import MeshContract
import RPC

/// What the caches of the services have answered so far.
struct CacheCensus: Sendable {
    /// One cache's answers during a replay.
    struct Line: Encodable, Sendable {
        let cache: String
        let hits: Int
        let misses: Int

        enum CodingKeys: String, CodingKey { case cache, hits, misses }

        /// 0 to 1.
        var hitRate: Double { hits + misses == 0 ? 0 : Double(hits) / Double(hits + misses) }

        var text: String {
            let percent = (hitRate * 1_000).rounded() / 10
            return "cache of \(cache): \(percent) % of \(hits + misses) reads without a load"
        }
    }

    private let figures: [String: CacheFigures]

    /// Services that do not answer are left out.
    static func take(_ connection: MeshConnection) async -> CacheCensus {
        var figures: [String: CacheFigures] = [:]
        for service in MeshLayout.services {
            let client = try? connection.client(of: service, Mesh.self)
            let report = try? await client?.introspect(
                IntrospectRequest(slowestCount: 0), timeout: .seconds(2))
            for cache in report?.caches ?? [] { figures[cache.name] = cache }
        }
        return CacheCensus(figures: figures)
    }

    func lines(since before: CacheCensus) -> [Line] {
        figures.values.map { now in
            let then = before.figures[now.name]
            return Line(
                cache: now.name, hits: now.hits - (then?.hits ?? 0),
                misses: now.misses - (then?.misses ?? 0))
        }.sorted { $0.cache < $1.cache }
    }
}
