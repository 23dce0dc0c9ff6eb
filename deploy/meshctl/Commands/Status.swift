import ArgumentParser
import Foundation
import LocalMesh
import MeshContract
import RPC
import Wire

/// `meshctl status`.
struct Status: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Shows whether every service serves, and what it waits for if not.",
        discussion: "Exits with 1 when one does not serve, 69 when no mesh answers.")

    @Flag(help: "Print one JSON object a line.")
    var json = false
    @OptionGroup var mesh: MeshOptions

    func run() async throws {
        try await reporting {
            let connection = try MeshConnection(mesh)
            let rows = await StatusRow.all(connection, mesh.layout)
            connection.close()
            for row in rows { json ? try Console.printJSON(row) : Console.print(row.line) }
            if rows.allSatisfy({ $0.status == "away" }) {
                throw MeshUnreachable(problem: "no service answers; run `meshctl up`")
            }
            if !rows.allSatisfy({ $0.status == "serving" }) { throw ExitCode.failure }
        }
    }
}

/// One service's state.
struct StatusRow: Encodable, Sendable {
    let service: String
    /// `serving`, `not_serving` or `away`.
    let status: String
    let pid: Int32?
    let restarts: Int?
    let reasons: [String]
    let version: String?
    let contractDigest: String?
    /// How its contract stands to this build's: `same`, `older`, `newer`, `incompatible`, or
    /// `different` where the service does not tell more; nil when nobody could say.
    let contract: String?
    /// How it stands with the events of the services before it; empty when it could not say.
    let consumers: [ConsumerLine]
    /// What serves all the same and an operator should know: a view of Claude's that did not come.
    let remarks: [String]

    enum CodingKeys: String, CodingKey {
        case service, status, pid, restarts, reasons, version, contract, consumers, remarks
        case contractDigest = "contract_digest"
    }

    var line: String {
        let name = service.padding(toLength: 13, withPad: " ", startingAt: 0)
        let state = status.padding(toLength: 12, withPad: " ", startingAt: 0)
        var text = "\(name) \(state)"
        if let pid { text += " pid \(pid)" }
        if let restarts, restarts > 0 { text += ", restarted \(restarts)×" }
        switch contract {
        case nil, "same": break
        case "older": text += ", its contract is older than this build's"
        case "newer": text += ", its contract is newer than this build's"
        case "incompatible": text += ", its contract is incompatible with this build's"
        default: text += ", contract \(contractDigest ?? "") is not this build's"
        }
        for reason in reasons { text += "\n              \(reason)" }
        for remark in remarks { text += "\n              \(remark)" }
        for consumer in consumers { text += "\n              \(consumer.text)" }
        return text
    }

    /// Asks every service at the same time.
    static func all(_ connection: MeshConnection, _ layout: MeshLayout) async -> [StatusRow] {
        let state = MeshState.read(from: layout.stateFile)
        let rows = await withTaskGroup(of: StatusRow.self) { group in
            for service in MeshLayout.services {
                group.addTask { await one(service, connection, state) }
            }
            return await group.reduce(into: [:]) { $0[$1.service] = $1 }
        }
        return MeshLayout.services.compactMap { rows[$0] }
    }

    private static func one(
        _ service: String, _ connection: MeshConnection, _ state: MeshState?
    ) async -> StatusRow {
        let pid = state?.services[service]
        let restarts = state?.restarts[service]
        do {
            let client = try connection.client(of: service, Mesh.self)
            async let figures = client.introspect(
                IntrospectRequest(slowestCount: 0), timeout: .seconds(4))
            let report = try await client.health(HealthRequest(), timeout: .seconds(4))
            let told = report.checks.filter { !$0.reason.isEmpty }
            func words(_ isPassing: Bool) -> [String] {
                told.filter { $0.isPassing == isPassing }.map { "\($0.name): \($0.reason)" }
            }
            return StatusRow(
                service: service, status: report.isServing ? "serving" : "not_serving", pid: pid,
                restarts: restarts, reasons: words(false),
                version: report.version, contractDigest: report.contractDigest,
                contract: await skew(of: service, report.contractDigest, client),
                consumers: ((try? await figures)?.consumers ?? []).map(ConsumerLine.init),
                remarks: words(true))
        } catch {
            return StatusRow(
                service: service, status: "away", pid: pid, restarts: restarts,
                reasons: ["\(error)"], version: nil, contractDigest: nil,
                contract: nil, consumers: [], remarks: [])
        }
    }

    /// Asks for the contract itself where the digest is another.
    private static func skew(
        of service: String, _ digest: String, _ client: Client<Mesh>
    ) async -> String? {
        guard let isSame = ContractRegistry.isSame(service, digest: digest) else { return nil }
        if isSame { return ContractSkew.same.rawValue }
        let request = IntrospectRequest(slowestCount: 0, tellsContract: true)
        let report = try? await client.introspect(request, timeout: .seconds(4))
        let skew = report?.contract.flatMap { ContractRegistry.skew(of: service, lines: $0) }
        return skew?.rawValue ?? "different"
    }
}
