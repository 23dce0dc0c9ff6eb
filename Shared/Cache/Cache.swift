import Metrics
import Synchronization
import Wire

/// Keeps the answers to questions that are asked often, in this process.
///
/// However many ask at once, a value is loaded once. The load belongs to all of them: one who gives up
/// does not end it for the others.
package final class Cache<Value: WireMessage>: Sendable {
    private typealias Machine = CacheMachine<CacheKey, CacheTag, Value>

    private struct State {
        var machine: Machine
        var loads: [Machine.LoadID: Task<Value?, any Error>] = [:]
    }

    private let state: Mutex<State>
    private let start = ContinuousClock.now
    private let count: CacheCounters
    private let shared: (any SharedLevel)?

    /// `name` tells its metrics from those of other caches; `shared` is asked before a load.
    package init(
        _ name: String, _ limits: CacheLimits = CacheLimits(), shared: (any SharedLevel)? = nil
    ) {
        self.shared = shared
        state = Mutex(State(machine: Machine(limits)))
        count = CacheCounters(name)
    }

    /// The answer; nil when there is none. `load` is not told who waits, since it answers for all.
    package func value(
        for key: CacheKey, tags: [CacheTag],
        load: @escaping @Sendable () async throws -> Value?
    ) async throws -> Value? {
        let answer = state.withLock { state -> Answer in
            let now = ContinuousClock.now - start
            switch state.machine.requested(key, tags: tags, at: now) {
            case .hit(let value): return .known(value)
            case .join(let id): return .coming(state.loads[id], isJoined: true)
            case .load(let id):
                // Detached: the load must not inherit the deadline, the person or the cancellation
                // of the one who happened to ask first.
                let task = Task.detached {
                    try await self.run({ try await self.find(key, tags, load) }, as: id)
                }
                state.loads[id] = task
                return .coming(task, isJoined: false)
            }
        }
        switch answer {
        case .known(let value):
            count.hit()
            return value
        case .coming(let task, let isJoined):
            isJoined ? count.hit() : count.miss()
            return try await task?.value
        }
    }

    private enum Answer {
        case known(Value?)
        case coming(Task<Value?, any Error>?, isJoined: Bool)
    }

    /// What this tag stands for has changed: values from before are not given to anyone who asks
    /// from now on.
    package func invalidate(_ tag: CacheTag) {
        state.withLock { $0.machine.invalidated(tag) }
    }

    /// Anything may have changed, such as when invalidations may have been missed.
    package func invalidateAll() { state.withLock { $0.machine.invalidatedAll() } }

    package var figures: CacheCounters.Figures { count.figures }

    /// From the second level, else by `load`, whose value the second level keeps.
    private func find(
        _ key: CacheKey, _ tags: [CacheTag], _ load: () async throws -> Value?
    ) async throws -> Value? {
        guard let shared else { return try await load() }
        let lookup = await shared.read(key, tags: tags)
        if case .found(let bytes) = lookup, let value = try? Value(wireBytes: bytes) {
            count.sharedHit()
            return value
        }
        let value = try await load()
        if case .absent(let proof) = lookup, let value {
            shared.write(value.wireBytes(), for: key, proof)
        }
        return value
    }

    private func run(
        _ load: () async throws -> Value?, as id: Machine.LoadID
    ) async throws -> Value? {
        let begin = ContinuousClock.now
        let result: Result<Value?, any Error>
        do { result = .success(try await load()) } catch { result = .failure(error) }
        count.loaded(in: ContinuousClock.now - begin)
        let byteCount = (try? result.get())?.wireBytes().count ?? 0
        let (entries, evicted) = state.withLock { state in
            state.loads[id] = nil
            switch result {
            case .success(let value):
                state.machine.loaded(
                    id, value, byteCount: byteCount, at: ContinuousClock.now - start)
            case .failure:
                state.machine.failed(id)
            }
            return (state.machine.entryCount, state.machine.evictionCount)
        }
        count.holds(entries, evicted: evicted)
        return try result.get()
    }
}
