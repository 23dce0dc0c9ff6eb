import Foundation
import Identifiers
import ROIContract
import ROIDomain
import ROISamples
import RPC
import Signing
import Testing

@testable import ROIService

@Suite struct SealTests {
    /// A report of each kind, and the published keys.
    private static func withFiles(
        _ body: ([ReportFormat: [UInt8]], PublicKeySet) async throws -> Void
    ) async throws {
        try await ROIRig.with { rig in
            try await rig.record()
            try await rig.apply(goodDays(of: "ann") + goodDays(of: "bob"))
            var files: [ReportFormat: [UInt8]] = [:]
            for format in ReportFormat.allCases {
                files[format] = try await rig.roi.renderReport(
                    RenderReport(
                        tenantID: ROIRig.tenant, periodStart: march.start, periodEnd: march.end,
                        format: format.rawValue)
                ).content
            }
            let published = try await rig.roi.getReportKeys(
                GetReportKeys(tenantID: ROIRig.tenant))
            try await body(files, try #require(PublicKeySet(Data(published.keySet.utf8))))
        }
    }

    @Test func everyReportProvesWhereItComesFrom() async throws {
        try await Self.withFiles { files, keys in
            for (format, file) in files {
                guard case .genuine(let seal) = SealCheck(of: file, keys: keys) else {
                    Issue.record("\(format) is not genuine")
                    continue
                }
                #expect(seal.tenant == ROIRig.tenant.rawValue && seal.format == format)
                #expect(seal.periodStart.hasPrefix("2026-03-01"))
                #expect(SealCheck.claimedTenant(of: file) == ROIRig.tenant.rawValue)
            }
            let object = try JSONSerialization.jsonObject(with: Data(files[.json] ?? []))
            #expect((object as? [String: Any])?["seal"] is String)
        }
    }

    /// Another byte anywhere, one less, or one more: no changed file is taken for the report.
    @Test(arguments: UInt64(1)..<4)
    func noChangedFileIsGenuine(seed: UInt64) async throws {
        try await Self.withFiles { files, keys in
            var generator = SplitMix64(seed: seed)
            for file in files.values {
                for _ in 0..<200 {
                    var changed = file
                    let place = Int.random(in: file.indices, using: &generator)
                    switch generator.next() % 3 {
                    case 0: changed[place] ^= UInt8.random(in: 1...255, using: &generator)
                    case 1: changed.remove(at: place)
                    default: changed.insert(UInt8(ascii: "7"), at: place)
                    }
                    guard changed != file else { continue }
                    if case .genuine = SealCheck(of: changed, keys: keys) {
                        Issue.record("a change at byte \(place) went unseen, seed \(seed)")
                    }
                }
            }
        }
    }

    /// A program that writes a table again with its own line ends, or without the empty columns,
    /// makes another file of it: which report it was is still told.
    @Test(arguments: [("\r\n", "\n"), ("\r\n", "\r"), (",,,,,,,\r\n", "\r\n")])
    func aTableWithOtherLineEndsIsAltered(what: String, with: String) async throws {
        try await Self.withFiles { files, keys in
            let csv = String(decoding: files[.csv] ?? [], as: UTF8.self)
            let changed = Array(csv.utf8).split(separator: Array(what.utf8)).joined(
                separator: Array(with.utf8))
            guard case .altered(.some(let seal)) = SealCheck(of: Array(changed), keys: keys) else {
                Issue.record("\(SealCheck(of: Array(changed), keys: keys))")
                return
            }
            #expect(seal.tenant == ROIRig.tenant.rawValue)
        }
    }

    @Test func aWrongFigureIsSaidToBeAlteredAndAStrangersFileToBeUnknown() async throws {
        try await Self.withFiles { files, keys in
            let csv = String(decoding: files[.csv] ?? [], as: UTF8.self)
            let changed = Array(csv.replacing("conversion_rate", with: "conversion_rank").utf8)
            guard case .altered(.some) = SealCheck(of: changed, keys: keys) else {
                Issue.record("\(SealCheck(of: changed, keys: keys))")
                return
            }
            let appended = (files[.csv] ?? []) + Array("profit,USD,,1,,,,,\r\n".utf8)
            guard case .altered = SealCheck(of: appended, keys: keys) else {
                Issue.record("\(SealCheck(of: appended, keys: keys))")
                return
            }
            guard case .unknown = SealCheck(of: Array("a,b\r\n1,2\r\n".utf8), keys: keys) else {
                Issue.record("a file without a seal is known")
                return
            }
        }
    }

    /// Who seals with a secret of their own under the name of a published key is found out.
    @Test func aSealByAnotherSecretIsNoSeal() async throws {
        try await Self.withFiles { files, keys in
            let file = files[.json] ?? []
            let body = try #require(SealedFile(parsing: file)).body
            let forger = ReportSealer(
                keys: SigningKeys(secret: Array(repeating: 8, count: 32), for: .reports),
                keyNumber: 1)
            let query = GetReport(
                tenantID: ROIRig.tenant, periodStart: march.start, periodEnd: march.end)
            let forged = try forger.sealed(
                body, as: .json, of: .init(query: query, hash: "00", madeAt: march.end))
            #expect(SealCheck(of: forged, keys: keys) == .altered(nil))
        }
    }

    @Test func whatAnEarlierKeySealedStaysTrueAfterARotation() throws {
        let query = GetReport(
            tenantID: ROIRig.tenant, periodStart: march.start, periodEnd: march.end)
        let numbers = ReportSealer.Numbers(query: query, hash: "00", madeAt: march.end)
        let before = ReportSealer(keys: ROIRig.keys, keyNumber: 1)
        let after = ReportSealer(keys: ROIRig.keys, keyNumber: 2)
        let file = try before.sealed(Array("{}".utf8), as: .json, of: numbers)
        let published = try #require(try after.keySet(of: ROIRig.tenant))
        let keys = try #require(PublicKeySet(Data(published.utf8)))
        let both = [file, try after.sealed(Array("{}".utf8), as: .json, of: numbers)]
        for file in both {
            guard case .genuine = SealCheck(of: file, keys: keys) else {
                Issue.record("\(SealCheck(of: file, keys: keys))")
                return
            }
        }
        let old = try #require(try before.keySet(of: ROIRig.tenant))
        let oldKeys = try #require(PublicKeySet(Data(old.utf8)))
        guard case .unknown = SealCheck(of: both[1], keys: oldKeys) else {
            Issue.record("a key that is not published is known")
            return
        }
    }
}
