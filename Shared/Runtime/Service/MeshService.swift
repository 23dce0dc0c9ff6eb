import Postgres
import RPC
import ServiceLifecycle

/// One service of the mesh: what it is called, what it stores, and how its rooms are wired.
package protocol MeshService: SendableMetatype {
    associatedtype Settings: ServiceSettings
    /// Its SPIFFE path, database role and schema.
    static var name: ServiceName { get }
    /// The services it calls or reads the events of; health asks each of them.
    static var peers: [ServiceName] { get }
    /// Its schema's history, oldest first, without the tables that every schema has.
    static var migrations: [Migration] { get }
    /// What its tables keep of persons, without the tables that every schema has.
    static var personalData: [PersonalTable] { get }
    /// The tables that follow from the events of others alone, so that a replay makes them anew.
    static var readModel: [String] { get }
    /// Wires the rooms. Must not wait for the database or a peer: they may come up later.
    static func assemble(_ settings: Settings, _ house: House) async throws -> Parts
}

extension MeshService {
    package static var personalData: [PersonalTable] { [] }
    package static var readModel: [String] { [] }
}

/// What a service consists of once it is wired.
package struct Parts: Sendable {
    package var handlers: Handlers
    package var consumers: [EventConsumer]
    /// Whatever else runs for as long as the service does.
    package var background: [any Service]
    /// What health tells of and does not ask for.
    package var softDependencies: [SoftDependency]

    package init(
        handlers: Handlers, consumers: [EventConsumer] = [], background: [any Service] = [],
        softDependencies: [SoftDependency] = []
    ) {
        self.handlers = handlers
        self.consumers = consumers
        self.background = background
        self.softDependencies = softDependencies
    }
}
