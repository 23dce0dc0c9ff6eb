import ArgumentParser
import Foundation
import LocalMesh
import MeshData
import Runtime

/// `meshctl tenant`.
struct Tenant: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Answers privacy requests: hands out or erases a tenant's or a person's data.",
        discussion: """
            A person is an agent, a lead or a user; what belongs to one, such as their conversations, \
            goes with them. Works on every schema of the database in POSTGRES_URL, else of this \
            machine's mesh.
            """,
        subcommands: [TenantExportCommand.self, TenantEraseCommand.self])

    /// Where the services say that persons are.
    static var data: PersonalData {
        PersonalData(
            Dictionary(
                uniqueKeysWithValues: ServiceDirectory.all.map {
                    ($0.name.text, $0.personalData)
                }))
    }
}

/// Whose data.
struct WhoseOptions: ParsableArguments {
    @Argument(help: "The tenant.")
    var tenant: String
    @Option(help: "Only this person's data: the id of an agent or a lead, or a user's name.")
    var person: String?
    @Option(
        name: .customLong("as"), parsing: .singleValue,
        help: "What the person is: agent, lead or user; all three unless said. Repeatable.")
    var kinds: [PersonRequest.Kind] = []

    func request() throws -> PersonRequest {
        try PersonRequest(
            tenant: tenant, person: person,
            kinds: kinds.isEmpty ? Set(PersonRequest.Kind.allCases) : Set(kinds))
    }
}

extension PersonRequest.Kind: ExpressibleByArgument {}

/// `meshctl tenant export`.
struct TenantExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Writes the rows as JSON lines, one file a table, with counts and SHA-256.",
        discussion: """
            Messages of the wire are written in CBOR's diagnostic notation. Hashes of passwords are \
            left out.
            """)

    @OptionGroup var whose: WhoseOptions
    @Option(help: "The folder to write; it must not exist.")
    var out: String
    @Flag(help: "Print one JSON object for each file.")
    var json = false
    @OptionGroup var mesh: MeshOptions

    func run() async throws {
        try await reporting {
            let request = try whose.request()
            let owner = try await LocalMesh(mesh.layout).database { Console.note($0) }
            let folder = URL(filePath: out).absoluteURL
            let manifest = try await TenantExport(Tenant.data, owner)
                .write(request, to: folder) { Console.note("  \($0)") }
            for file in manifest.files {
                json
                    ? try Console.printJSON(file)
                    : Console.print("\(file.schema).\(file.table): \(file.rows) rows")
            }
            Console.note("\(manifest.rowCount) rows in \(folder.path)")
        }
    }
}

/// `meshctl tenant erase`.
struct TenantEraseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "erase", abstract: "Erases the rows for good, and writes a receipt.",
        discussion: """
            Without --yes it only counts what would go. Points that an agent earned in a lead's \
            conversation stay with the agent, without the conversation's id. It can be interrupted \
            and run again. Backups are not reached.
            """)

    @OptionGroup var whose: WhoseOptions
    @Flag(help: "Do it.")
    var yes = false
    @Option(help: "The request's reference for the receipt, such as a ticket's number.")
    var request: String?
    @Option(help: "Who asked for it, in words that do not name the person.")
    var askedBy = ProcessInfo.processInfo.userName
    @Option(help: "The receipt's file; in the mesh's folder unless said.")
    var receipt: String?
    @Flag(help: "Print one JSON object for each table, or the receipt.")
    var json = false
    @OptionGroup var mesh: MeshOptions

    private struct Row: Encodable {
        let table: String
        let rows: Int
    }

    func validate() throws {
        if yes, request?.isEmpty ?? true {
            throw ValidationError("--yes needs --request REFERENCE: the receipt names it")
        }
    }

    func run() async throws {
        try await reporting {
            let whose = try whose.request()
            let owner = try await LocalMesh(mesh.layout).database { Console.note($0) }
            let erasure = TenantErasure(Tenant.data, owner)
            guard yes else { return try await plan(whose, erasure) }
            let file = try receiptFile()
            let done = try await erasure.run(
                whose, reference: request ?? "", askedBy: askedBy, receipt: file
            ) { Console.note("  \($0)") }
            json
                ? try Console.printJSON(done)
                : Console.print("\(done.deleted) rows erased, \(done.rewritten) rewritten")
            Console.note("receipt: \(file.path)")
            for place in done.notReached { Console.note("not reached: \(place)") }
        }
    }

    private func plan(_ whose: PersonRequest, _ erasure: TenantErasure) async throws {
        let rows = try await erasure.plan(whose)
        for (path, count) in rows {
            json
                ? try Console.printJSON(Row(table: path, rows: count))
                : Console.print("\(path): \(count) rows")
        }
        let total = rows.reduce(0) { $0 + $1.rows }
        Console.note("\(total) rows would go or change; say --yes --request REFERENCE to do it")
    }

    private func receiptFile() throws -> URL {
        if let receipt { return URL(filePath: receipt).absoluteURL }
        let folder = mesh.layout.directory.appending(path: "receipts")
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        let time = Int(Date().timeIntervalSince1970 * 1_000)
        return folder.appending(path: "erasure-\(time).json")
    }
}
