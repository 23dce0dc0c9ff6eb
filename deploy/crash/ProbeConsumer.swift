import Identifiers
import MeshContract
import Postgres
import RPC
import Runtime

/// Applies the producer's events and counts how often each took effect; cannot apply those that
/// POISON names as `writer/number`, until it is started without.
package struct ProbeConsumer: MeshService {
    package static let name: ServiceName = "consumer"
    package static let peers: [ServiceName] = ["producer"]
    package static let migrations = [
        Migration(
            version: 1, name: "applied",
            sql: """
                CREATE TABLE consumer.applied (
                    tenant_id text NOT NULL, writer bigint NOT NULL, number bigint NOT NULL,
                    times bigint NOT NULL, PRIMARY KEY (tenant_id, writer, number));
                SELECT consumer.isolate_tenants('consumer.applied');
                GRANT SELECT, INSERT, UPDATE ON consumer.applied TO consumer;
                """)
    ]

    package struct Settings: ServiceSettings {
        let poison: Set<Substring>

        package init(from reader: inout SettingsReader) {
            poison = Set(reader.text("poison", default: "").split(separator: ","))
        }
    }

    private struct Poisoned: Error {}

    package static func assemble(_ settings: Settings, _ house: House) async throws -> Parts {
        Parts(
            handlers: Handlers(),
            consumers: [
                EventConsumer(from: "producer", kinds: [Wrote.kind]) { event, transaction in
                    guard let wrote = try event.decode(Wrote.self) else { return }
                    if settings.poison.contains("\(wrote.writer)/\(wrote.number)") {
                        throw Poisoned()
                    }
                    try await transaction.execute(
                        """
                        INSERT INTO consumer.applied (tenant_id, writer, number, times) \
                        VALUES (\(event.tenantID), \(wrote.writer), \(wrote.number), 1) \
                        ON CONFLICT (tenant_id, writer, number) \
                        DO UPDATE SET times = consumer.applied.times + 1
                        """)
                }
            ])
    }
}
