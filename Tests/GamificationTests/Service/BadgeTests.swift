import Foundation
import GamificationContract
import GamificationSamples
import Identifiers
import RPC
import Signing
import Testing

@testable import GamificationService

@Suite struct BadgeTests {
    @Test func onlyWhatWasUnlockedBecomesABadgeAndOnce() async throws {
        try await GamificationRig.with { rig in
            let request = IssueBadge(
                tenantID: GamificationRig.tenant, agentID: "ann", achievementID: "first_coached")
            let error = await #expect(throws: RPCError.self) {
                try await rig.gamification.issueBadge(request)
            }
            #expect(error?.code == .failedPrecondition)
            try await rig.apply([.heard(at: start)])
            let badge = try await rig.gamification.issueBadge(request)
            #expect(try await rig.gamification.issueBadge(request) == badge)
            #expect(try await rig.published(BadgeIssued.self).map(\.badgeID) == [badge.badgeID])
            #expect(badge.svg.contains(badge.credential))
            #expect(badge.url.hasPrefix("https://coach.example/issuers/agency/badges/"))
            #expect(badge.issuer == "did:web:coach.example:issuers:agency")
        }
    }

    @Test func aListHasTheBitsOfTheRevokedAndNoOthers() throws {
        let place = StatusList.place(of: 131_073)
        #expect(place.list == 2)
        #expect(place.place == 1)
        let text = StatusList.encoded([0, 9, 131_071])
        let base64 = String(text.dropFirst()).replacing("-", with: "+").replacing("_", with: "/")
        let padded = base64 + String(repeating: "=", count: (4 - base64.count % 4) % 4)
        let data = try #require(Data(base64Encoded: padded))
        let bits = [UInt8](data.dropFirst(15).prefix(16_384))
        var expected = [UInt8](repeating: 0, count: 16_384)
        (expected[0], expected[1], expected[16_383]) = (0x80, 0x40, 0x01)
        #expect(bits == expected)
    }

    /// Badges in the hands of openbadgeslib: before and after the key was changed, changed on the
    /// way, and revoked.
    @Test(
        .enabled(
            if: Oracle.hasLibrary,
            "openbadgeslib is not in .mesh/python: .mesh/python/bin/pip install openbadgeslib==4.6.3"
        ))
    func anIndependentVerifierAcceptsABadgeAndRefusesAForgedAndARevokedOne() async throws {
        try await GamificationRig.with { rig in
            try await rig.apply([
                .heard(at: start), .analyzed(at: start, appointment: true),
            ])
            func issue(_ achievement: String) async throws -> Badge {
                try await rig.gamification.issueBadge(
                    IssueBadge(
                        tenantID: GamificationRig.tenant, agentID: "ann",
                        achievementID: achievement))
            }
            let kept = try await issue("first_coached")
            _ = try await rig.gamification.rotateIssuerKey(
                RotateIssuerKey(tenantID: GamificationRig.tenant))
            let taken = try await issue("first_appointment")
            _ = try await rig.gamification.revokeBadge(
                RevokeBadge(
                    tenantID: GamificationRig.tenant, badgeID: taken.badgeID, reason: "a mistake"))
            let issuer = try await rig.gamification.getIssuer(
                GetIssuer(tenantID: GamificationRig.tenant))
            let status = try await rig.gamification.getStatusList(
                GetStatusList(tenantID: GamificationRig.tenant))
            let picture = try await rig.gamification.getBadge(
                GetBadge(tenantID: GamificationRig.tenant, badgeID: kept.badgeID, withPNG: true))
            let verdicts = try Oracle.verdicts([
                "did": issuer.did, "document": issuer.document, "status": status.credential,
                "kept": kept.credential, "svg": kept.svg, "taken": taken.credential,
                "png": Data(picture.png).base64EncodedString(),
                "forged": Self.forged(kept.credential),
            ])
            #expect(verdicts["kept"] == "accepted")
            #expect(verdicts["svg"] == "accepted")
            #expect(verdicts["png"] == "accepted")
            #expect(verdicts["signature_of_taken"] == "accepted")
            #expect(verdicts["taken"]?.contains("'revocation' is set") == true)
            #expect(verdicts["forged"]?.contains("refused") == true)
        }
    }

    /// The same signature over a payload in which another name stands.
    private static func forged(_ credential: String) throws -> String {
        var parts = credential.split(separator: ".").map(String.init)
        let base64 = parts[1].replacing("-", with: "+").replacing("_", with: "/")
        let padded = base64 + String(repeating: "=", count: (4 - base64.count % 4) % 4)
        let text = String(decoding: try #require(Data(base64Encoded: padded)), as: UTF8.self)
        #expect(text.contains("First lesson"))
        parts[1] = Data(text.replacing("First lesson", with: "Last lesson!").utf8).base64URL
        return parts.joined(separator: ".")
    }
}

/// openbadgeslib from PyPI, with the pages of the issuer handed to it instead of fetched.
private enum Oracle {
    static let python = ".mesh/python/bin/python"

    static let hasLibrary: Bool = {
        guard FileManager.default.isExecutableFile(atPath: python) else { return false }
        return (try? run("import openbadgeslib", "")) != nil
    }()

    static func verdicts(_ input: [String: String]) throws -> [String: String] {
        let folder = FileManager.default.temporaryDirectory.appending(path: "badge-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "input.json")
        try JSONEncoder().encode(input).write(to: file)
        return try JSONDecoder().decode(
            [String: String].self, from: try run(script, file.path))
    }

    private static func run(_ script: String, _ argument: String) throws -> Data {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: python)
        process.arguments = ["-c", script, argument]
        process.standardOutput = output
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw CocoaError(.executableLoad) }
        return data
    }

    static let script = """
        import base64, json, sys
        from openbadgeslib import baking
        from openbadgeslib.ob3.verifier import OB3Verifier

        given = json.load(open(sys.argv[1]))

        def download(url):
            return given["status" if "/status/" in url else "document"].encode()

        def verdict(token, check_status=True):
            try:
                verifier = OB3Verifier.for_issuer_did(given["did"], download=download)
                verifier.verify(token, check_status=check_status, download=download)
                return "accepted"
            except Exception as error:
                return "refused: %s" % error

        carried = baking.extract_svg(
            given["svg"].encode(), element=baking.SVG_ELEMENT_OB3)
        if isinstance(carried, bytes):
            carried = carried.decode()
        pictured = baking.extract_png(
            base64.b64decode(given["png"]), keyword=baking.ITXT_KEYWORD_OB3)
        if isinstance(pictured, bytes):
            pictured = pictured.decode()
        print(json.dumps({
            "kept": verdict(given["kept"]), "svg": verdict(carried), "png": verdict(pictured),
            "taken": verdict(given["taken"]), "forged": verdict(given["forged"]),
            "signature_of_taken": verdict(given["taken"], False),
        }))
        """
}
