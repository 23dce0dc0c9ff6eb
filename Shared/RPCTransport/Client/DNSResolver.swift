import NIOCore
import NIOPosix
import RPC
import Synchronization

/// Looks a name up, each period and soon after a connection was lost.
///
/// What decides is `ResolutionSchedule`. Lookups block, so they run on the shared thread pool, one
/// at a time.
public final class DNSResolver: Resolver {
    /// All addresses of a name; blocks, and throws what says why there are none.
    package typealias LookUp = @Sendable (Endpoint) throws -> [Endpoint]

    private struct State {
        var schedule: ResolutionSchedule
        var listener: (@Sendable (Resolution) -> Void)?
        var timer: Scheduled<Void>?
    }

    private let name: Endpoint
    private let lookUp: LookUp
    private let loop: any EventLoop
    private let state: Mutex<State>

    public convenience init(_ name: Endpoint, limits: ClientLimits = ClientLimits()) {
        self.init(name, limits: limits, lookUp: HostLookup.addresses)
    }

    package init(_ name: Endpoint, limits: ClientLimits, lookUp: @escaping LookUp) {
        self.name = name
        self.lookUp = lookUp
        loop = MultiThreadedEventLoopGroup.singleton.next()
        state = Mutex(State(schedule: ResolutionSchedule(limits)))
    }

    public func start(_ listener: @escaping @Sendable (Resolution) -> Void) {
        obey { state in
            state.listener = listener
            return state.schedule.started()
        }
    }

    public func addressFailed() { obey { $0.schedule.addressFailed(at: .now) } }

    public func stop() {
        state.withLock { state in
            state.listener = nil
            state.timer?.cancel()
            state.timer = nil
        }
    }

    private func obey(_ event: (inout State) -> ResolutionSchedule.Action) {
        let looksUp = state.withLock { state in
            switch event(&state) {
            case .none: return false
            case .lookUp: return true
            case .wait(let until):
                state.timer?.cancel()
                guard state.listener != nil else { return false }
                state.timer = loop.scheduleTask(deadline: until.nio) { [weak self] in
                    self?.obey { $0.schedule.timeCame(at: .now) }
                }
                return false
            }
        }
        if looksUp { look() }
    }

    private func look() {
        let (name, lookUp) = (name, lookUp)
        NIOThreadPool.singleton.runIfActive(eventLoop: loop) { try lookUp(name) }
            .whenComplete { [weak self] in self?.looked($0) }
    }

    private func looked(_ result: Result<[Endpoint], any Error>) {
        let resolution: Resolution
        switch result {
        case .success(let endpoints): resolution = .addresses(endpoints)
        case .failure(let error): resolution = .failed("\(name.host) was not resolved: \(error)")
        }
        state.withLock { $0.listener }?(resolution)
        var isSuccess = false
        if case .addresses = resolution { isSuccess = true }
        obey {
            $0.schedule.lookedUp(isSuccess: isSuccess, chance: .random(in: 0..<1), at: .now)
        }
    }
}
