import LocalMesh
import Logging
import MeshTesting
import Postgres
import Testing

/// Tenants cannot see each other and services cannot see each other: for every table that there is,
/// read from the catalogue.
struct RowLevelSecurityTests {
    private static let refused = "42501"

    private func withOwner(_ body: (ScopedDatabase) async throws -> Void) async throws {
        try await withSchemas { owner in
            let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
            try await body(Database(owner, logger: logger).scoped(to: .allTenants))
        }
    }

    @Test(.timeLimit(.minutes(2)))
    func `every table, view, function and role keeps the rules`() async throws {
        try await withOwner { owner in
            try await #expect(SchemaRules(owner: owner).faults() == [])
        }
    }

    @Test(.timeLimit(.minutes(2)))
    func `a schema that breaks a rule is told by name`() async throws {
        let breaches = [
            "CREATE TABLE roi.bare (tenant_id text, id int, PRIMARY KEY (tenant_id, id))":
                "roi.bare: row-level security is not forced",
            "CREATE TABLE roi.nobodys (id int PRIMARY KEY)": "roi.nobodys: has no tenant_id",
            "ALTER TABLE roi.sessions NO FORCE ROW LEVEL SECURITY":
                "roi.sessions: row-level security is not forced",
            "DROP POLICY one_tenant ON roi.activity":
                "roi.activity: no policy holds reading and writing",
            "ALTER TABLE roi.costs DROP CONSTRAINT costs_pkey":
                "roi.costs: its primary key does not start with tenant_id",
            "CREATE VIEW roi.all_costs AS SELECT * FROM roi.costs":
                "roi.all_costs: a view without security_invoker",
            "GRANT SELECT ON roi.costs TO coaching": "roi.costs: coaching has SELECT",
            "GRANT UPDATE (amount) ON roi.costs TO coaching":
                "roi.costs.amount: coaching has UPDATE",
            "GRANT USAGE ON SCHEMA roi TO PUBLIC": "roi: PUBLIC has USAGE",
            "CREATE FUNCTION roi.open() RETURNS int LANGUAGE sql AS 'SELECT 1'":
                "roi.open(): PUBLIC has EXECUTE",
        ]
        try await withOwner { owner in
            for step in breaches.keys { try await owner.execute("\(unescaped: step)") }
            let faults = Set(try await SchemaRules(owner: owner).faults())
            #expect(faults.isSuperset(of: breaches.values))
        }
    }

    @Test(.timeLimit(.minutes(2)))
    func `no role reaches a row of another tenant in any table by any command`() async throws {
        try await withOwner { owner in
            let probe = TenantProbe(owner: owner)
            let tables = try await probe.prepare()
            #expect(Set(tables.map(\.schema)) == Set(MeshLayout.services))
            for table in tables {
                for role in [table.schema, "\(table.schema)_owner"] {
                    try await expectOwnRowsOnly(table, as: role, probe)
                }
                for role in MeshLayout.services where role != table.schema {
                    try await expectNothing(table, as: role, probe)
                }
            }
        }
    }

    /// The schema's own two roles, of which one owns the table: the policy holds for both.
    private func expectOwnRowsOnly(
        _ table: TenantProbe.Table, as role: String, _ probe: TenantProbe
    ) async throws {
        let mayAll = role != table.schema
        let count = "SELECT * FROM \(table.path)"
        try await expect(probe, role, nil, count, table.maySelect || mayAll ? "0" : Self.refused)
        for (scope, seen) in [("", "0"), ("strangers", "0"), ("mine", "1"), ("*", "2")] {
            let known = table.maySelect || mayAll
            try await expect(probe, role, scope, count, known ? seen : Self.refused)
            if let column = mayAll ? "tenant_id" : table.changeable {
                let change = "UPDATE \(table.path) SET \(column) = \(column)"
                try await expect(probe, role, scope, change, seen)
            }
            try await expect(
                probe, role, scope, "DELETE FROM \(table.path)",
                table.mayDelete || mayAll ? seen : Self.refused)
        }
        for scope in [nil, "", "mine"] {
            let plant = table.insert.replacing("%L", with: "'theirs'")
            try await expect(probe, role, scope, plant, Self.refused)
            if mayAll {
                let move = "UPDATE \(table.path) SET tenant_id = 'theirs'"
                try await expect(probe, role, scope, move, scope == "mine" ? Self.refused : "0")
            }
        }
    }

    private func expectNothing(
        _ table: TenantProbe.Table, as role: String, _ probe: TenantProbe
    ) async throws {
        for scope in [nil, "mine", "*"] {
            for statement in [
                "SELECT FROM \(table.path)", table.insert.replacing("%L", with: "'mine'"),
                "UPDATE \(table.path) SET tenant_id = tenant_id", "DELETE FROM \(table.path)",
            ] {
                try await expect(probe, role, scope, statement, Self.refused)
            }
        }
    }

    private func expect(
        _ probe: TenantProbe, _ role: String, _ scope: String?, _ statement: String,
        _ wanted: String
    ) async throws {
        let found = try await probe.attempt(statement, as: role, scope: scope)
        #expect(found == wanted, "\(role) under \(scope ?? "no scope"): \(statement)")
    }
}
