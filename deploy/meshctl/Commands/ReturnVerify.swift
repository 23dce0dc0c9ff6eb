import ArgumentParser
import Foundation
import Identifiers
import ROIContract
import ROIService
import RPC

/// `meshctl return verify FILE`.
struct ReturnVerify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Says whether a report is what the mesh handed out, to the last byte.",
        discussion: """
            Prints genuine, altered or unknown, and why; exits with 0 for genuine only. The \\
            tenant's public keys come from the mesh, or from a file that was saved earlier from \\
            /issuers/TENANT/report-keys.json: then no mesh is needed.
            """)

    @Argument(help: "A report: PDF, CSV or JSON; - for standard input.")
    var file: String
    @Option(help: "A file with the tenant's public keys (JWK Set).")
    var keys: String?
    @Flag(help: "Print one JSON object.")
    var json = false
    @OptionGroup var mesh: MeshOptions

    func run() async throws {
        try await reporting {
            let bytes = Array(try InputFile.data(file))
            let check: SealCheck
            if let tenant = SealCheck.claimedTenant(of: bytes) {
                check = SealCheck(of: bytes, keys: try await keySet(of: TenantID(tenant)))
            } else {
                check = .unknown("it carries no seal")
            }
            let row = Row(check)
            if json { try Console.printJSON(row) } else { Console.print(row.line) }
            guard case .genuine = check else { throw ExitCode(1) }
        }
    }

    private func keySet(of tenant: TenantID) async throws -> PublicKeySet {
        let source = keys ?? "the mesh's answer"
        let text: Data
        if let keys {
            text = try InputFile.data(keys)
        } else {
            let connection = try MeshConnection(mesh)
            defer { connection.close() }
            let client = try connection.client(of: "roi", ROI.self)
            text = Data(
                try await client.getReportKeys(GetReportKeys(tenantID: tenant)).keySet.utf8)
        }
        guard let set = PublicKeySet(text) else {
            throw InputFault(file: source, line: nil, problem: "it is no JWK Set (RFC 7517)")
        }
        return set
    }

    private struct Row: Encodable {
        let verdict: String
        let reason: String
        let seal: ReportSeal?

        init(_ check: SealCheck) {
            switch check {
            case .genuine(let seal):
                verdict = "genuine"
                reason = "the file is what was handed out"
                self.seal = seal
            case .altered(let seal):
                verdict = "altered"
                reason =
                    seal == nil
                    ? "the seal was written over" : "the seal belongs to other contents"
                self.seal = seal
            case .unknown(let why):
                verdict = "unknown"
                reason = why
                seal = nil
            }
        }

        var line: String {
            guard let seal else { return "\(verdict): \(reason)" }
            return """
                \(verdict): \(reason); sealed \(seal.made) for \(seal.tenant), \
                \(seal.subject), \
                \(seal.periodStart.prefix(10)) until \(seal.periodEnd.prefix(10)), numbers \
                \(seal.numbers)
                """
        }
    }
}
