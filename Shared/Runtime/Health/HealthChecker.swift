import Identifiers
import MeshContract
import Postgres
import RPC

/// Knows whether the service can do its work: its database answers with the schema that this build
/// needs, and every peer answers.
struct HealthChecker: Sendable {
    /// How long a check may take; a slower answer is as good as none.
    static let limit = Duration.seconds(2)
    /// How long the database's check may wait for a connection: shorter, so that the report says why
    /// there is none.
    static let patience = Duration.seconds(1)

    let name: ServiceName
    let database: Database
    let schemaVersion: Int
    let peers: [(ServiceName, Client<Mesh>)]
    let startedAt: Instant
    let contractDigest: String
    let consumers: [ConsumerStanding]
    let softDependencies: [SoftDependency]

    func report(askingPeers: Bool) async -> HealthReport {
        var checks = [await checkDatabase()] + consumers.map(check)
        for dependency in softDependencies { checks.append(await tell(of: dependency)) }
        if askingPeers {
            checks += await withTaskGroup(of: HealthCheck.self) { group in
                for (peer, client) in peers { group.addTask { await check(peer, client) } }
                return await group.reduce(into: []) { $0.append($1) }
            }.sorted { $0.name < $1.name }
        }
        return HealthReport(
            service: name.text, isServing: checks.allSatisfy(\.isPassing), checks: checks,
            version: buildVersion, startedAt: startedAt, contractDigest: contractDigest)
    }

    private func checkDatabase() async -> HealthCheck {
        await check("database") {
            try await schemaFault()
        }
    }

    /// What is wrong with the schema; nil when it is the one that this build needs.
    func schemaFault() async throws(DatabaseError) -> String? {
        let session = database.scoped(to: .allTenants, patience: Self.patience)
        let version =
            try await session.first(
                "SELECT coalesce(max(version), -1) FROM \(unescaped: name.text).migrations",
                as: Int.self) ?? -1
        return version < schemaVersion
            ? "its schema is at version \(version), this build needs \(schemaVersion): "
                + "run meshctl migrate" : nil
    }

    /// Fails when the consumer cannot go on without an operator; being behind is not failing.
    private func check(_ consumer: ConsumerStanding) -> HealthCheck {
        let fault = consumer.now.fault
        return HealthCheck(
            name: "events \(consumer.upstream)", isPassing: fault.isEmpty, reason: fault,
            latency: .zero)
    }

    /// Always passes: the service goes on without it.
    private func tell(of dependency: SoftDependency) async -> HealthCheck {
        HealthCheck(
            name: dependency.name, isPassing: true, reason: await dependency.standing(),
            latency: .zero)
    }

    private func check(_ peer: ServiceName, _ client: Client<Mesh>) async -> HealthCheck {
        await check("peer \(peer)") {
            _ = try await client.health(HealthRequest(asksPeers: false), timeout: Self.limit)
            return nil
        }
    }

    /// Runs one check: passing when `probe` returns nil in time, failing with its words or its
    /// error's.
    private func check(
        _ name: String, _ probe: @escaping @Sendable () async throws -> String?
    ) async -> HealthCheck {
        let start = ContinuousClock.now
        let reason = await withTaskGroup(of: String?.self) { group in
            group.addTask {
                do { return try await probe() } catch { return "\(error)" }
            }
            group.addTask {
                try? await Task.sleep(for: Self.limit)
                return "no answer within \(Self.limit)"
            }
            defer { group.cancelAll() }
            return await group.next() ?? nil
        }
        return HealthCheck(
            name: name, isPassing: reason == nil, reason: reason ?? "",
            latency: ContinuousClock.now - start)
    }
}

/// The version that this build says it is.
package let buildVersion = "0.1.0"
