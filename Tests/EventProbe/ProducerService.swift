import Configuration
import Identifiers
import MeshContract
import Postgres
import RPC
import Runtime
import ServiceLifecycle
import Wire

/// A fact that a probe's writer published.
@WireMessage
struct Wrote: Codable, Hashable, Sendable, MeshEvent {
    static let kind = "producer.wrote"

    var writer: Int
    var number: Int

    enum CodingKeys: Int, CodingKey { case writer = 0, number = 1 }
}

/// Publishes numbered events from several writers at once, as many as it is told.
struct ProducerService: MeshService {
    static let name: ServiceName = "producer"
    static let peers: [ServiceName] = []
    static let migrations = [
        Migration(
            version: 1, name: "written",
            sql: """
                CREATE TABLE producer.written (
                    tenant_id text NOT NULL, writer bigint NOT NULL, number bigint NOT NULL,
                    PRIMARY KEY (tenant_id, writer, number));
                SELECT producer.isolate_tenants('producer.written');
                GRANT SELECT, INSERT ON producer.written TO producer;
                """)
    ]

    struct Settings: ServiceSettings {
        let writers: Int
        let events: Int

        init(from reader: inout SettingsReader) {
            writers = reader.integer("writers", default: 8, in: 1...64)
            events = reader.integer("events", default: 100, in: 1...1_000_000)
        }
    }

    static func assemble(_ settings: Settings, _ house: House) async throws -> Parts {
        Parts(handlers: Handlers(), background: [Writers(settings: settings, house: house)])
    }
}

/// The writers; each goes on where it was when the process was killed.
private struct Writers: Service {
    static let tenant: TenantID = "probe"

    let settings: ProducerService.Settings
    let house: House

    func run() async throws {
        await withTaskGroup(of: Void.self) { group in
            for writer in 0..<settings.writers { group.addTask { await write(as: writer) } }
        }
        try await gracefulShutdown()
    }

    private func write(as writer: Int) async {
        var last: Int?
        while last ?? 0 < settings.events, !Task.isCancelled {
            do {
                let next: Int
                if let last { next = last } else { next = try await written(by: writer) }
                if next >= settings.events { return }
                try await publish(Wrote(writer: writer, number: next + 1))
                last = next + 1
            } catch {
                last = nil
                try? await Task.sleep(for: .milliseconds(20))
            }
        }
    }

    private func written(by writer: Int) async throws -> Int {
        try await house.database.scoped(to: .tenant(Self.tenant)).first(
            "SELECT coalesce(max(number), 0) FROM producer.written WHERE writer = \(writer)",
            as: (Int).self) ?? 0
    }

    private func publish(_ event: Wrote) async throws {
        try await house.database.withTransaction(.tenant(Self.tenant)) { transaction in
            try await transaction.execute(
                """
                INSERT INTO producer.written (tenant_id, writer, number) \
                VALUES (\(Self.tenant), \(event.writer), \(event.number))
                """)
            try await house.events.append(
                event, tenant: Self.tenant, agent: nil, at: house.clock.now(), in: transaction)
        }
    }
}
