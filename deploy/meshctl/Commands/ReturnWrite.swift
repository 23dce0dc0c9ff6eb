import ArgumentParser
import Foundation
import Identifiers
import ROIContract
import ROIDomain
import RPC

/// `meshctl return`.
struct Return: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "return",
        abstract: "Writes reports on what coaching returned, and checks them later.",
        subcommands: [ReturnWrite.self, ReturnVerify.self], defaultSubcommand: ReturnWrite.self)
}

/// `meshctl return FILE`.
struct ReturnWrite: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "write",
        abstract: "Writes a report on what coaching returned, as PDF, CSV or JSON.",
        discussion: """
            The format is the file's extension. The report's hash is printed; `meshctl call \
            roi.checkReport` gives back the numbers that belong to it. The file carries a seal, \
            which `meshctl return verify` checks.
            """)

    @Argument(help: "The file to write: .pdf, .csv or .json.")
    var file: String
    @Option(help: "The tenant.")
    var tenant: String
    @Option(help: "One agent; all coached agents unless said.")
    var agent: String?
    @Option(help: "One team; not together with --agent.")
    var team: String?
    @Option(help: "The first day, such as 2026-03-01 (UTC).", transform: day)
    var from: CalendarDate
    @Option(help: "The last day.", transform: day)
    var to: CalendarDate
    @OptionGroup var mesh: MeshOptions

    private static let formats = ["pdf", "csv", "json"]

    private var format: String { URL(filePath: file).pathExtension.lowercased() }

    func validate() throws {
        guard Self.formats.contains(format) else {
            throw ValidationError("\(file) must end in .pdf, .csv or .json")
        }
        guard agent == nil || team == nil else {
            throw ValidationError("--agent and --team exclude each other")
        }
        guard from <= to else { throw ValidationError("--to must not be before --from") }
    }

    func run() async throws {
        try await reporting {
            let connection = try MeshConnection(mesh)
            defer { connection.close() }
            let client = try connection.client(of: "roi", ROI.self)
            let report = try await client.renderReport(
                RenderReport(
                    tenantID: TenantID(tenant), agentID: agent.map { AgentID($0) },
                    periodStart: from.start, periodEnd: to.adding(days: 1).start, format: format,
                    teamID: team.map { TeamID($0) }))
            try Data(report.content).write(to: URL(filePath: file))
            Console.print("\(file) \(report.hash)")
        }
    }
}

@Sendable private func day(_ text: String) throws -> CalendarDate {
    guard let day = CalendarDate(text) else {
        throw ValidationError("a day is written 2026-03-01, not \(text)")
    }
    return day
}
