import Identifiers
import Logging
import NIOCore
import Postgres
import RPC
import Telemetry

/// What every service finds when it moves in.
package struct House: Sendable {
    package let name: ServiceName
    package let database: Database
    package let events: EventLog
    /// Makes caches, and tells them what changes.
    package let changes: CacheChanges
    package let logger: Logger
    package let clock: any WallClock
    /// For spans of the service's own; nil when tracing is off.
    package let tracer: MeshTracer?
    let peers: [ServiceName: any RPCChannel]

    /// A client of a peer; the configuration names its addresses.
    package func client<Contract>(of service: ServiceName, _: Contract.Type) -> Client<Contract> {
        guard let channel = peers[service] else {
            preconditionFailure("\(name) calls \(service) without naming it in `peers`")
        }
        return Client<Contract>(channel)
    }
}
