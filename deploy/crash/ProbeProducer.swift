import Configuration
import Glibc
import Identifiers
import MeshContract
import Postgres
import RPC
import Runtime
import ServiceLifecycle
import Wire

/// A fact that a probe's writer published.
@WireMessage
package struct Wrote: Codable, Hashable, Sendable, MeshEvent {
    package static let kind = "producer.wrote"

    package var writer: Int
    package var number: Int

    enum CodingKeys: Int, CodingKey { case writer = 0, number = 1 }
}

/// Publishes numbered events from several writers at once, as many as it is told, and says of each
/// that it is committed by a line `writer number` in a file.
package struct ProbeProducer: MeshService {
    package static let name: ServiceName = "producer"
    package static let peers: [ServiceName] = []
    package static let migrations = [
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

    package struct Settings: ServiceSettings {
        let writers: Int
        let events: Int
        let pause: Duration
        let acknowledgements: String?

        package init(from reader: inout SettingsReader) {
            writers = reader.integer("writers", default: 8, in: 1...64)
            events = reader.integer("events", default: 100, in: 1...1_000_000)
            pause = .milliseconds(reader.integer("pause_ms", default: 0, in: 0...1_000))
            acknowledgements = reader.optionalText("acknowledgements")
        }
    }

    package static func assemble(_ settings: Settings, _ house: House) async throws -> Parts {
        // Appended to by one write a line, so that a kill leaves whole lines.
        let file = settings.acknowledgements.map { open($0, O_WRONLY | O_APPEND | O_CREAT, 0o644) }
        return Parts(
            handlers: Handlers(),
            background: [Writers(settings: settings, house: house, acknowledgements: file)])
    }
}

/// The writers; each goes on where it was when the process was killed.
private struct Writers: Service {
    static let tenant: TenantID = "probe"

    let settings: ProbeProducer.Settings
    let house: House
    let acknowledgements: Int32?

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
                acknowledge("\(writer) \(next + 1)\n")
                last = next + 1
                if settings.pause > .zero { try await Task.sleep(for: settings.pause) }
            } catch {
                last = nil
                try? await Task.sleep(for: .milliseconds(20))
            }
        }
    }

    private func acknowledge(_ line: String) {
        guard let acknowledgements else { return }
        let bytes = Array(line.utf8)
        _ = bytes.withUnsafeBytes { Glibc.write(acknowledgements, $0.baseAddress, $0.count) }
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
