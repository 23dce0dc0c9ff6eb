import RPC
import Synchronization

/// Tells a client where its target listens, and tells it again whenever that changes.
///
/// Each client has a resolver of its own.
public protocol Resolver: Sendable {
    /// Begins to tell; `listener` is called with all addresses, never with a part of them.
    func start(_ listener: @escaping @Sendable (Resolution) -> Void)
    /// A connection was lost or not made: it may be time to look again.
    func addressFailed()
    /// Tells nothing more.
    func stop()
}

/// What a resolver tells.
public enum Resolution: Sendable, Hashable {
    case addresses([Endpoint])
    /// Nothing could be found out: the client keeps what it knew. The text says why.
    case failed(String)
}

/// Addresses that the program itself knows, and may replace.
public final class StaticResolver: Resolver {
    private struct State {
        var endpoints: [Endpoint]
        var listener: (@Sendable (Resolution) -> Void)?
    }

    private let state: Mutex<State>

    public init(_ endpoints: [Endpoint]) { state = Mutex(State(endpoints: endpoints)) }

    /// Calls go to these addresses from now on; those under way elsewhere end there.
    public func replace(with endpoints: [Endpoint]) {
        let listener = state.withLock { state in
            state.endpoints = endpoints
            return state.listener
        }
        listener?(.addresses(endpoints))
    }

    public func start(_ listener: @escaping @Sendable (Resolution) -> Void) {
        let endpoints = state.withLock { state in
            state.listener = listener
            return state.endpoints
        }
        listener(.addresses(endpoints))
    }

    public func addressFailed() {}
    public func stop() { state.withLock { $0.listener = nil } }
}

extension ResolverTarget {
    /// A resolver for what the settings say.
    public func resolver(_ limits: ClientLimits = ClientLimits()) -> any Resolver {
        switch self {
        case .addresses(let endpoints): StaticResolver(endpoints)
        case .dns(let endpoint): DNSResolver(endpoint, limits: limits)
        }
    }
}
