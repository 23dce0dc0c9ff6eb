import Foundation
import Postgres
import PostgresCluster
import Testing

/// TLS with a private authority, and SCRAM bound to it.
struct TLSTests {
    @Test func `a server is believed by its authority and its name, and by both only`() async throws
    {
        let scratch = try await ScratchPostgres.separate()
        let folder = try #require(scratch.cluster).folder
        try issueCertificates(in: folder)
        for statement in [
            "ALTER SYSTEM SET ssl_cert_file = '\(folder)/server.crt'",
            "ALTER SYSTEM SET ssl_key_file = '\(folder)/server.key'",
            "ALTER SYSTEM SET ssl = on", "SELECT pg_reload_conf()",
        ] {
            try await DatabaseOwner(scratch.owner).run(statement)
        }
        func database(host: String, authority: String) throws -> Database {
            let owner = scratch.owner
            var configuration = try DatabaseConfiguration(
                url: """
                    postgresql://postgres:\(owner.password)@\(host):\(owner.port)/postgres?\
                    hostaddr=127.0.0.1&sslmode=verify-full&channel_binding=require&\
                    sslrootcert=\(folder)/\(authority).crt
                    """)
            configuration.queueTimeout = .seconds(20)
            return Database(configuration, logger: silent)
        }
        let right = try database(host: "localhost", authority: "ca")
        // The reload is a signal: it takes effect a moment later.
        try await retrying { try await right.ping() }
        let isEncrypted = try await right.scoped(to: .allTenants).query(
            "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()", as: Bool.self)
        #expect(isEncrypted == [true])
        for (host, authority, words) in [
            ("localhost", "stranger", "certificate verify failed"),
            ("elsewhere.example", "ca", "does not match host name"),
        ] {
            let wrong = try database(host: host, authority: authority)
            let error = await #expect(throws: DatabaseError.self) {
                try await wrong.scoped(to: .allTenants, patience: .seconds(1)).execute("SELECT 1")
            }
            #expect(error?.message.contains(words) == true, "\(error?.message ?? "")")
        }
    }

    /// Two authorities, and a certificate of the first for `localhost`.
    private func issueCertificates(in folder: String) throws {
        let newKey = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
        for authority in ["ca", "stranger"] {
            try openssl(
                ["req", "-x509", "-days", "2", "-subj", "/CN=\(authority)"] + newKey
                    + [
                        "-keyout", "\(folder)/\(authority).key", "-out",
                        "\(folder)/\(authority).crt",
                    ])
        }
        try openssl(
            ["req", "-x509", "-days", "2", "-subj", "/CN=localhost"] + newKey + [
                "-addext", "subjectAltName=DNS:localhost", "-CA", "\(folder)/ca.crt",
                "-CAkey", "\(folder)/ca.key", "-keyout", "\(folder)/server.key",
                "-out", "\(folder)/server.crt",
            ])
        // The server takes a key that is its own and nobody else's.
        let owner = try FileManager.default.attributesOfItem(atPath: "\(folder)/data")
        for file in ["server.key", "server.crt"] {
            try FileManager.default.setAttributes(
                [
                    .ownerAccountID: owner[.ownerAccountID] ?? 0,
                    .groupOwnerAccountID: owner[.groupOwnerAccountID] ?? 0,
                    .posixPermissions: 0o600,
                ], ofItemAtPath: "\(folder)/\(file)")
        }
    }

    /// Debian's server depends on it by way of ssl-cert.
    private func openssl(_ arguments: [String]) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/openssl")
        process.arguments = arguments
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
    }
}
