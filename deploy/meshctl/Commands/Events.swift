import ArgumentParser
import Foundation
import Identifiers
import LocalMesh
import Logging
import MeshContract
import Postgres
import RPC
import Runtime

/// `meshctl events`.
struct Events: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Shows and repairs what services made of each other's events.",
        subcommands: [EventFailuresList.self, EventRetry.self, EventRebuild.self])
}

/// `meshctl events failures`.
struct EventFailuresList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "failures",
        abstract: "Lists events that could not be applied and were set aside.")

    @Argument(help: "Only those of this service.")
    var service: String?
    @Flag(help: "Print one JSON object a line.")
    var json = false
    @OptionGroup var mesh: MeshOptions

    func run() async throws {
        try await reporting {
            let connection = try MeshConnection(mesh)
            defer { connection.close() }
            var count = 0
            for service in service.map({ [$0] }) ?? MeshLayout.services {
                let client = try connection.client(of: service, Mesh.self)
                try await client.eachFailure {
                    count += 1
                    try show($0, of: service)
                }
            }
            Console.note(count == 0 ? "no event is set aside" : "\(count) set aside")
        }
    }

    private func show(_ failure: EventFailure, of service: String) throws {
        if json { return try Console.printJSON(failure) }
        Console.print(
            """
            \(failure.eventID) \(service) \(failure.kind) of \(failure.tenantID)\
            \(failure.agentID.map { ", agent \($0)" } ?? ""), \(failure.tries) tries until \
            \(failure.failedAt)
                \(failure.error)
            """)
    }
}

/// `meshctl events retry`.
struct EventRetry: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retry", abstract: "Applies events that were set aside, after a fix.",
        discussion: "Exits with 1 when one could not be applied again; it stays set aside.")

    @Argument(help: "The service that set them aside.")
    var service: String
    @Argument(help: "The ids of the events, as `meshctl events failures` lists them.")
    var ids: [String] = []
    @Flag(help: "Every event that the service has set aside.")
    var all = false
    @OptionGroup var mesh: MeshOptions

    func validate() throws {
        guard ids.isEmpty == all else {
            throw ValidationError("give the ids of events, or --all")
        }
        for id in ids where EventID(id) == nil {
            throw ValidationError("\(id) is not the id of an event")
        }
    }

    func run() async throws {
        try await reporting {
            let connection = try MeshConnection(mesh)
            defer { connection.close() }
            let client = try connection.client(of: service, Mesh.self)
            var events = ids.compactMap { EventID($0) }
            if all { try await client.eachFailure { events.append($0.eventID) } }
            var failed = 0
            for event in events {
                let receipt = try await client.retryFailure(RetryFailure(eventID: event))
                if !receipt.isApplied { failed += 1 }
                Console.print("\(event) \(receipt.isApplied ? "applied" : receipt.error)")
            }
            Console.note("\(events.count - failed) applied, \(failed) still set aside")
            if failed > 0 { throw ExitCode.failure }
        }
    }
}

/// `meshctl events rebuild`.
struct EventRebuild: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rebuild",
        abstract: "Empties what a service made of others' events and lets it replay them.",
        discussion: """
            Works as the owner of the database: POSTGRES_URL, else the mesh's private Postgres. The \
            service keeps running; until it has caught up it answers from what it has so far. \
            Returns when it has.
            """)

    enum Start: String, ExpressibleByArgument, CaseIterable { case beginning, retained }

    @Argument(help: "The service.")
    var service: String
    @Option(
        help: ArgumentHelp(
            "Where to begin: refuse unless the whole log is there, or take what is retained.",
            valueName: "beginning|retained"))
    var from = Start.beginning
    @OptionGroup var mesh: MeshOptions

    func run() async throws {
        try await reporting {
            guard let type = ServiceDirectory.all.first(where: { $0.name.text == service }) else {
                throw ValidationError("there is no service \(service)")
            }
            let connection = try MeshConnection(mesh)
            defer { connection.close() }
            var logger = Logger(label: "meshctl")
            logger.logLevel = .error
            let owner = try await LocalMesh(mesh.layout).database { Console.note($0) }
            let database = Database(owner, logger: logger)
            try await rebuild(type, database, connection)
        }
    }

    private func rebuild(
        _ type: any MeshService.Type, _ database: Database, _ connection: MeshConnection
    ) async throws {
        let rebuild = type.rebuild(on: database)
        let known = try await rebuild.positions()
        guard !known.isEmpty else {
            Console.note("\(service) applies no events of others: there is nothing to rebuild")
            return
        }
        var starts: [(upstream: String, after: EventPosition)] = []
        for (upstream, _) in known {
            let client = try connection.client(of: upstream, Mesh.self)
            let horizon = try await client.measureLag(MeasureLag(after: .start)).horizon
            guard horizon == .start || from == .retained else {
                throw LogIncomplete(upstream: upstream)
            }
            starts.append((upstream, horizon))
        }
        try await rebuild.run(from: starts)
        Console.note("\(service) starts over")
        try await awaitEnd(of: rebuild, known)
    }

    /// The service notices within a few seconds that it was sent back.
    private func awaitEnd(
        of rebuild: ReadModelRebuild, _ known: [(String, EventPosition)]
    ) async throws {
        while try await !rebuild.hasReached(known) {
            try await Task.sleep(for: .seconds(1))
            Console.note("\(service) replays")
        }
        Console.note("\(service) is where it was")
    }
}

/// A replay would make less than what was there.
private struct LogIncomplete: Error, CustomStringConvertible {
    let upstream: String
    var description: String {
        """
        \(upstream) keeps its oldest events no more: a replay would forget what followed from them. \
        With --from retained it begins with the oldest that are there
        """
    }
}

extension MeshService {
    fileprivate static func rebuild(on database: Database) -> ReadModelRebuild {
        ReadModelRebuild(of: Self.self, database: database)
    }
}

extension Client where Contract == Mesh {
    /// Every failure of a service, page by page.
    fileprivate func eachFailure(_ body: (EventFailure) throws -> Void) async throws {
        var request = ListFailures()
        while true {
            let page = try await self.listFailures(request).failures
            for failure in page { try body(failure) }
            guard page.count == request.limit, let last = page.last else { return }
            request.afterUpstream = last.upstream
            request.after = last.position
        }
    }
}
