import Identifiers
import MeshContract
import Postgres
import RPC
import Runtime

/// Applies the producer's events and counts how often each took effect.
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

    package typealias Settings = NoSettings

    package static func assemble(_ settings: NoSettings, _ house: House) async throws -> Parts {
        Parts(
            handlers: Handlers(),
            consumers: [
                EventConsumer(from: "producer", kinds: [Wrote.kind]) { event, transaction in
                    guard let wrote = try event.decode(Wrote.self) else { return }
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
