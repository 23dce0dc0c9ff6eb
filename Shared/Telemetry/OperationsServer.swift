import Hummingbird
import Logging
import ServiceLifecycle

/// Serves `/metrics` (Prometheus text), `/health` (200 or 503, with the reasons) and `/alive` (200 as
/// long as the process answers).
package struct OperationsServer: Service {
    private let host: String
    private let port: Int
    private let registry: PrometheusRegistry
    private let health: @Sendable () async -> (isServing: Bool, reasons: [String])
    private let logger: Logger

    /// Whoever reaches `host` reads the metrics: it is for probes and scrapers.
    package init(
        host: String = "127.0.0.1", port: Int, registry: PrometheusRegistry, logger: Logger,
        health: @escaping @Sendable () async -> (isServing: Bool, reasons: [String])
    ) {
        self.host = host
        self.port = port
        self.registry = registry
        self.health = health
        self.logger = logger
    }

    /// Serves until the process is asked to stop; scrapes under way are answered.
    package func run() async throws {
        let router = Router()
        router.get("metrics") { [registry] _, _ in
            Response(
                status: .ok, headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8"],
                body: .init(byteBuffer: ByteBuffer(string: registry.render())))
        }
        router.get("health") { [health] _, _ in
            let report = await health()
            let text =
                report.isServing ? "serving\n" : report.reasons.joined(separator: "\n") + "\n"
            return Response(
                status: report.isServing ? .ok : .serviceUnavailable,
                headers: [.contentType: "text/plain; charset=utf-8"],
                body: .init(byteBuffer: ByteBuffer(string: text)))
        }
        router.get("alive") { _, _ in "alive\n" }
        var quiet = logger
        quiet.logLevel = .warning
        let application = Application(
            router: router,
            configuration: .init(address: .hostname(host, port: port)), logger: quiet)
        try await application.run()
    }
}
