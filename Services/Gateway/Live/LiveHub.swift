import GatewayDomain
import Identifiers
import NIOConcurrencyHelpers
import NIOCore

/// The live events and everybody who watches them.
///
/// Events go into one bounded log; each event loop is woken once, however many sockets it has and
/// however many events came, and its sockets read on from where they are. Nobody waits for anybody.
final class LiveHub: Sendable {
    typealias Log = LiveLog<ByteBuffer>

    private struct State {
        var log: Log
        var loops: [ObjectIdentifier: LiveLoop] = [:]
        var socketCount = 0
        /// How many sockets watch what each audience may see.
        var watchers: [Audience: Int] = [:]
        var isConnected = false
    }

    private let state: NIOLockedValueBox<State>

    init(_ limits: LiveLogLimits = LiveLogLimits()) {
        state = NIOLockedValueBox(State(log: Log(limits)))
    }

    /// Publishes an event as it happened at `cursor`; one that was here already is ignored.
    func publish(_ event: LiveEvent, of tenant: TenantID, at cursor: LiveCursor) throws {
        let frame = try LiveJSON.frame(of: event, at: cursor)
        // The event's texts take about as much again as its frame.
        publish(
            Log.Entry(
                cursor: cursor, tenant: tenant, event: event, frame: frame,
                byteCount: 2 * frame.readableBytes))
    }

    private func publish(_ entry: Log.Entry) {
        let loops = state.withLockedValue { state -> [LiveLoop] in
            state.log.append(entry) ? Array(state.loops.values) : []
        }
        for loop in loops { loop.wake(for: entry.tenant, agent: entry.event.agent) }
    }

    func read(after cursor: LiveCursor, for audience: Audience, limit: Int) -> Log.Page {
        state.withLockedValue { $0.log.read(after: cursor, for: audience, limit: limit) }
    }

    /// What a page is painted from.
    func board(for audience: Audience) -> (board: LiveBoard, cursor: LiveCursor) {
        let (events, cursor) = state.withLockedValue { $0.log.snapshot(for: audience) }
        return (LiveBoard(events), cursor)
    }

    func starts(after cursor: LiveCursor) { state.withLockedValue { $0.log.starts(after: cursor) } }

    var newest: LiveCursor { state.withLockedValue { $0.log.newest } }
    var rebuildsAfter: LiveCursor { state.withLockedValue { $0.log.rebuildsAfter } }
    /// Whether events come in; pages say so when they do not, also those that are open.
    var isConnected: Bool {
        get { state.withLockedValue { $0.isConnected } }
        set {
            let loops = state.withLockedValue { state -> [LiveLoop] in
                guard state.isConnected != newValue else { return [] }
                state.isConnected = newValue
                return Array(state.loops.values)
            }
            for loop in loops { loop.tellStanding() }
        }
    }

    var socketCount: Int { state.withLockedValue { $0.socketCount } }

    /// The sockets of one event loop; made when its first socket comes.
    func loop(of eventLoop: any EventLoop) -> LiveLoop {
        state.withLockedValue { state in
            let key = ObjectIdentifier(eventLoop)
            if let loop = state.loops[key] { return loop }
            let loop = LiveLoop(eventLoop)
            state.loops[key] = loop
            return loop
        }
    }

    /// Those who have a page of their own open here.
    var presentAgents: Set<Audience> {
        state.withLockedValue { state in
            // Under whatever name they signed in.
            Set(
                state.watchers.keys.compactMap { watcher in
                    watcher.agent.map { Audience(tenant: watcher.tenant, agent: $0) }
                })
        }
    }

    func socketOpened(for audience: Audience) {
        state.withLockedValue { state in
            state.socketCount += 1
            state.watchers[audience, default: 0] += 1
        }
    }

    func socketClosed(for audience: Audience) {
        state.withLockedValue { state in
            state.socketCount -= 1
            let left = (state.watchers[audience] ?? 0) - 1
            state.watchers[audience] = left > 0 ? left : nil
        }
    }
}
