import Configuration
import Runtime
import Testing

/// A service's configuration, as its operator gets it wrong.
struct SettingsTests {
    @Test func everyFaultIsReportedTogether() throws {
        let environment = [
            "LISTEN": "nowhere", "OPERATIONS_PORT": "70000", "LOG_LEVEL": "loud",
            "POSTGRES_URL": "mysql://x", "DRAIN_SECONDS": "0", "PEER_ANALYZER": "analyzer",
            "RELOAD_SECONDS": "0", "CONNECTION_AGE_SECONDS": "5", "ADMISSION": "guessed",
            "POSTGRES_STATEMENT_SECONDS": "9999", "POSTGRES_LOCK_SECONDS": "0",
        ]
        let faults = try #require(self.faults(of: environment))
        let expected = [
            "LISTEN must be host:port, not \"nowhere\"",
            "OPERATIONS_PORT must be 0 to 65535, not 70000", "TLS_DIRECTORY is missing",
            "POLICY_FILE is missing", "LOG_LEVEL must be one of", "DRAIN_SECONDS must be 1 to 600",
            "PEER_ANALYZER must be host:port", "POSTGRES_URL is not usable",
            "POSTGRES_STATEMENT_SECONDS must be 1 to 3600",
            "POSTGRES_LOCK_SECONDS must be 1 to 3600", "RELOAD_SECONDS must be 1 to 3600",
            "CONNECTION_AGE_SECONDS must be 60 to 604800, not 5",
            "ADMISSION must be one of adaptive, declared",
        ]
        #expect(faults.count == expected.count, "\(faults)")
        for fault in expected {
            #expect(faults.contains { $0.hasPrefix(fault) }, "missing: \(fault)")
        }
    }

    @Test(arguments: ["analyzer-0:7100,analyzer-1:7100", "dns:///analyzer.mesh.svc:7100"])
    func aCompleteConfigurationHasNoFaults(analyzer: String) {
        let environment = [
            "TLS_DIRECTORY": "/tls", "POLICY_FILE": "/policy.json",
            "POSTGRES_URL": "postgresql://coaching:secret@localhost/mesh",
            "PEER_ANALYZER": analyzer,
        ]
        #expect(faults(of: environment) == nil)
    }

    @Test(arguments: [
        ("127.0.0.1:80", "127.0.0.1", 80), ("[::1]:7100", "::1", 7_100),
        ("localhost:0", "localhost", 0),
    ])
    func addressesAreRead(text: String, host: String, port: Int) {
        #expect(HostAndPort(text) == HostAndPort(host: host, port: port))
    }

    @Test(arguments: ["", "localhost", ":80", "localhost:", "localhost:99999", "a:b"])
    func whatIsNoAddressIsRefused(text: String) {
        #expect(HostAndPort(text) == nil)
    }

    private func faults(of environment: [String: String]) -> [String]? {
        let source = ConfigReader(
            provider: EnvironmentVariablesProvider(environmentVariables: environment))
        var reader = SettingsReader(source)
        _ = MeshSettings(from: &reader, peers: ["analyzer"])
        do {
            try reader.finish()
            return nil
        } catch {
            return error.faults
        }
    }
}
