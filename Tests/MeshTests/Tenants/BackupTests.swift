import AnalyzerContract
import CoachingContract
import Foundation
import GamificationContract
import Identifiers
import LocalMesh
import MeshData
import MeshTesting
import Postgres
import PostgresCluster
import RPC
import Testing

/// What was backed up comes back, whole, and the mesh works on with it.
@Suite(.serialized)
struct BackupTests {
    @Test(.timeLimit(.minutes(4)))
    func `a mesh goes on from its backup on another server and loses or doubles no event`()
        async throws
    {
        let backup = try await RecordedMesh.shared.backup()
        let postgres = try await ScratchPostgres.separate()
        try await withMesh(
            on: postgres,
            startingFrom: { owner in
                let manifest = try await Restore(
                    from: backup, to: owner, schemas: RecordedMesh.schemas
                ).run(replacing: false) { _ in }
                let found = try await TableFingerprints.all(of: MeshLayout.services, owner)
                #expect(found == manifest.tables)
            }
        ) { mesh in
            let count = RecordedMesh.lineCount
            for talk in RecordedMesh.talks {
                for place in count..<2 * count {
                    try await RecordedMesh.say(place, in: talk, mesh)
                }
            }
            let all = Database(mesh.owner, logger: RecordedMesh.silent).scoped(to: .allTenants)
            try await eventually("every consumer has every message once", within: .seconds(60)) {
                let heard = try await all.query(
                    """
                    SELECT (SELECT count(*) FROM prediction.messages),
                        (SELECT sum(message_count)::bigint FROM coaching.conversation_scores),
                        (SELECT sum(message_count)::bigint FROM roi.conversations),
                        (SELECT count(*) FROM analyzer.events)
                    """, as: (Int, Int, Int, Int).self)[0]
                let wanted = 2 * count * RecordedMesh.talks.count
                return heard == (wanted, wanted, wanted, wanted)
            }
        }
    }

    @Test(.timeLimit(.minutes(3)))
    func
        `a restore over data is refused unless it is to replace, and then a failing one changes nothing`()
        async throws
    {
        let backup = try await RecordedMesh.shared.backup()
        try await RecordedMesh.restored { owner in
            let restore = Restore(from: backup, to: owner, schemas: RecordedMesh.schemas)
            let refusal = await #expect(throws: BackupFault.self) {
                _ = try await restore.run(replacing: false) { _ in }
            }
            #expect(refusal?.description.contains("--replace") == true)
            try await DatabaseOwner(owner).run("DELETE FROM gamification.points")
            let before = try await TableFingerprints.all(of: MeshLayout.services, owner)
            let bent = try bend(backup)
            defer { try? FileManager.default.removeItem(at: bent) }
            let fault = await #expect(throws: BackupFault.self) {
                _ = try await Restore(from: bent, to: owner, schemas: RecordedMesh.schemas)
                    .run(replacing: true) { _ in }
            }
            #expect(fault?.description.contains("came back with") == true)
            try await #expect(TableFingerprints.all(of: MeshLayout.services, owner) == before)
            let manifest = try await restore.run(replacing: true) { _ in }
            try await #expect(
                TableFingerprints.all(of: MeshLayout.services, owner) == manifest.tables)
        }
    }

    @Test(.timeLimit(.minutes(2)))
    func `a dump that is not as it was written is refused before anything is touched`()
        async throws
    {
        let copy = FileManager.default.temporaryDirectory
            .appending(path: "altered-\(UUID().uuidString.prefix(8))")
        defer { try? FileManager.default.removeItem(at: copy) }
        try FileManager.default.copyItem(at: await RecordedMesh.shared.backup(), to: copy)
        let dump = try FileHandle(forUpdating: copy.appending(path: "mesh.dump"))
        try dump.seekToEnd()
        try dump.write(contentsOf: Data([0]))
        try dump.close()
        try await ScratchPostgres.shared().withDatabase { owner in
            let fault = await #expect(throws: BackupFault.self) {
                _ = try await Restore(from: copy, to: owner, schemas: RecordedMesh.schemas)
                    .run(replacing: false) { _ in }
            }
            #expect(fault?.description.contains("SHA-256") == true)
        }
    }

    /// A backup whose manifest counts a row more than its dump has.
    private func bend(_ backup: URL) throws -> URL {
        let copy = FileManager.default.temporaryDirectory
            .appending(path: "bent-\(UUID().uuidString.prefix(8))")
        try FileManager.default.copyItem(at: backup, to: copy)
        let file = copy.appending(path: "manifest.json")
        let text = try String(contentsOf: file, encoding: .utf8)
        let count = try #require(text.firstMatch(of: #/"rows" : ([1-9][0-9]*)/#))
        let more = text.replacingCharacters(
            in: count.1.startIndex..<count.1.endIndex, with: "\(count.1)1")
        try more.write(to: file, atomically: true, encoding: .utf8)
        return copy
    }
}
