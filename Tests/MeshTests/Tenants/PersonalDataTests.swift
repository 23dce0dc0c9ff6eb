import Foundation
import Identifiers
import LocalMesh
import MeshData
import MeshTesting
import Postgres
import Testing

/// What belongs to a tenant or a person is found, handed out, and goes when they ask.
@Suite(.serialized)
struct PersonalDataTests {
    @Test(.timeLimit(.minutes(2)))
    func `every table with rows of tenants or agents is declared by its service`() async throws {
        try await withSchemas { owner in
            try await #expect(RecordedMesh.data.faults(owner) == [])
            try await DatabaseOwner(owner).run(
                "CREATE TABLE roi.diaries (tenant_id text, agent_id text, words text)")
            try await #expect(
                RecordedMesh.data.faults(owner)
                    == ["roi.diaries is not in its service's personalData"])
        }
    }

    @Test(.timeLimit(.minutes(3)))
    func `an agent's data goes from every table and nobody else's does`() async throws {
        try await RecordedMesh.restored { owner in
            let request = try PersonRequest(tenant: "north", person: "maya")
            let (others, south) = try await (
                rows(holding: "luis", owner), tenant("south", owner)
            )
            let planned = try await TenantErasure(RecordedMesh.data, owner).plan(request)
            #expect(planned.count > 15)
            let receipt = try await erase(request, owner)
            #expect(receipt.deleted == planned.reduce(0) { $0 + $1.rows })
            for trace in ["maya", "talk-1", "Zanzibar", "maya.k", "lead-nora"] {
                try await #expect(rows(holding: trace, owner) == [:], "\(trace) is still there")
            }
            try await #expect(rows(holding: "luis", owner) == others)
            try await #expect(tenant("south", owner) == south)
            try await #expect(erase(request, owner).deleted == 0)
        }
    }

    @Test(.timeLimit(.minutes(3)))
    func `a lead's conversations go and the agent keeps the points that they brought`()
        async throws
    {
        try await RecordedMesh.restored { owner in
            let all = Database(owner, logger: RecordedMesh.silent).scoped(to: .tenant("north"))
            let balance: SQL = "SELECT sum(paid)::bigint FROM gamification.payments"
            let before = try await all.query(balance, as: Int.self)
            let south = try await tenant("south", owner)
            let request = try PersonRequest(tenant: "north", person: "lead-omar", kinds: [.lead])
            let receipt = try await erase(request, owner)
            #expect(receipt.deleted > 0 && receipt.rewritten > 0)
            for trace in ["lead-omar", "talk-2", "Quagmire"] {
                try await #expect(rows(holding: trace, owner) == [:], "\(trace) is still there")
            }
            try await #expect(rows(holding: "luis", owner)["gamification.points"] != nil)
            try await #expect(all.query(balance, as: Int.self) == before)
            try await #expect(tenant("south", owner) == south)
        }
    }

    @Test(.timeLimit(.minutes(3)))
    func `a tenant's data goes whole, and what was exported before is what was there`()
        async throws
    {
        try await RecordedMesh.restored { owner in
            let request = try PersonRequest(tenant: "north", person: nil)
            let folder = FileManager.default.temporaryDirectory
                .appending(path: "export-\(UUID().uuidString.prefix(8))")
            defer { try? FileManager.default.removeItem(at: folder) }
            let export = try await TenantExport(RecordedMesh.data, owner)
                .write(request, to: folder) { _ in }
            let (north, south) = try await (tenant("north", owner), tenant("south", owner))
            #expect(
                Dictionary(
                    uniqueKeysWithValues: export.files.map { ("\($0.schema).\($0.table)", $0.rows) }
                )
                    == north.mapValues(\.rows))
            for file in export.files {
                let text = try String(
                    contentsOf: folder.appending(path: file.file), encoding: .utf8)
                #expect(text.split(separator: "\n").count == file.rows)
                #expect(!text.contains("Xylophone") && !text.contains("secret"))
            }
            let receipt = try await erase(request, owner)
            #expect(receipt.deleted == export.rowCount)
            try await #expect(tenant("north", owner) == [:])
            try await #expect(tenant("south", owner) == south)
        }
    }

    @Test(.timeLimit(.minutes(3)))
    func `a person's export has all of their words and nobody else's`() async throws {
        try await RecordedMesh.restored { owner in
            let folder = FileManager.default.temporaryDirectory
                .appending(path: "export-\(UUID().uuidString.prefix(8))")
            defer { try? FileManager.default.removeItem(at: folder) }
            let request = try PersonRequest(tenant: "north", person: "lead-nora", kinds: [.lead])
            let export = try await TenantExport(RecordedMesh.data, owner)
                .write(request, to: folder) { _ in }
            let texts = try export.files.map {
                try String(contentsOf: folder.appending(path: $0.file), encoding: .utf8)
            }
            #expect(texts.contains { $0.contains("Zanzibar") })
            #expect(!texts.contains { $0.contains("Quagmire") || $0.contains("Xylophone") })
        }
    }

    @Test(.timeLimit(.minutes(3)))
    func `an erasure that was interrupted is finished by the next one`() async throws {
        try await RecordedMesh.restored { owner in
            let request = try PersonRequest(tenant: "north", person: "maya")
            // Stops half-way: these rows cannot be deleted until somebody lets go of them.
            try await DatabaseOwner(owner).run(
                """
                CREATE FUNCTION public.hold() RETURNS trigger LANGUAGE plpgsql AS
                    $$ BEGIN RAISE EXCEPTION 'held'; END $$;
                CREATE TRIGGER hold BEFORE DELETE ON coaching.alerts
                    FOR EACH ROW EXECUTE FUNCTION public.hold();
                """)
            await #expect(throws: DatabaseError.self) { _ = try await erase(request, owner) }
            try await #expect(rows(holding: "maya", owner) != [:])
            try await DatabaseOwner(owner).run("DROP TRIGGER hold ON coaching.alerts")
            _ = try await erase(request, owner)
            for trace in ["maya", "talk-1", "Zanzibar", "lead-nora"] {
                try await #expect(rows(holding: trace, owner) == [:], "\(trace) is still there")
            }
        }
    }

    @Test func `a receipt names no person and shows when it was altered`() async throws {
        try await RecordedMesh.restored { owner in
            let file = FileManager.default.temporaryDirectory
                .appending(path: "receipt-\(UUID().uuidString.prefix(8)).json")
            defer { try? FileManager.default.removeItem(at: file) }
            let request = try PersonRequest(tenant: "north", person: "maya")
            let erasure = TenantErasure(RecordedMesh.data, owner)
            await #expect(throws: TenantFault.self) {
                _ = try await erasure.run(
                    request, reference: "maya asked", askedBy: "desk", receipt: file
                ) { _ in }
            }
            let receipt = try await erasure.run(
                request, reference: "DSR-17", askedBy: "desk", receipt: file
            ) { _ in }
            let text = try String(contentsOf: file, encoding: .utf8)
            #expect(!text.contains("maya") && text.contains("DSR-17") && text.contains("backups"))
            #expect(receipt.isComplete && receipt.isIntact)
            await #expect(throws: TenantFault.self, "a receipt is not written over") {
                _ = try await erasure.run(
                    request, reference: "DSR-17", askedBy: "desk", receipt: file
                ) { _ in }
            }
            try text.replacing("DSR-17", with: "DSR-18")
                .write(to: file, atomically: true, encoding: .utf8)
            try #expect(!ErasureReceipt.read(from: file).isIntact)
        }
    }

    // MARK: - Looking

    private func erase(
        _ request: PersonRequest, _ owner: DatabaseConfiguration
    ) async throws -> ErasureReceipt {
        let file = FileManager.default.temporaryDirectory
            .appending(path: "receipt-\(UUID().uuidString.prefix(8)).json")
        defer { try? FileManager.default.removeItem(at: file) }
        return try await TenantErasure(RecordedMesh.data, owner)
            .run(request, reference: "DSR-1", askedBy: "desk", receipt: file) { _ in }
    }

    /// How many rows of `north` hold `text` in any column, as text or within bytes, by table.
    private func rows(
        holding text: String, _ owner: DatabaseConfiguration
    ) async throws -> [String: Int] {
        let hex = text.utf8.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        return try await TableFingerprints.all(
            of: MeshLayout.services, owner,
            where: """
                to_jsonb(t) ->> 'tenant_id' = 'north' AND (position('\(text)' IN t::text) > 0
                OR position('\(hex)' IN t::text) > 0)
                """
        ).reduce(into: [:]) { if $1.rows > 0 { $0["\($1.schema).\($1.table)"] = $1.rows } }
    }

    private func tenant(
        _ name: String, _ owner: DatabaseConfiguration
    ) async throws -> [String: BackupManifest.Table] {
        try await TableFingerprints.all(
            of: MeshLayout.services, owner, where: "to_jsonb(t) ->> 'tenant_id' = '\(name)'"
        ).reduce(into: [:]) { if $1.rows > 0 { $0["\($1.schema).\($1.table)"] = $1 } }
    }
}
