import NIOCore
import RPC
import Synchronization

/// Tasks that wait for one thing: calls for a connection, writers for room.
struct Waiters {
    typealias Waiter = UnsafeContinuation<Result<Void, RPCError>, Never>

    private struct Waiting {
        let waiter: Waiter
        let failsFast: Bool
    }

    private var waiting: [Int: Waiting] = [:]
    private var lastNumber = 0

    var count: Int { waiting.count }

    mutating func number() -> Int {
        lastNumber += 1
        return lastNumber
    }

    mutating func add(_ waiter: Waiter, _ number: Int, failsFast: Bool = false) {
        waiting[number] = Waiting(waiter: waiter, failsFast: failsFast)
    }

    mutating func remove(_ number: Int) -> Waiter? {
        waiting.removeValue(forKey: number)?.waiter
    }

    mutating func removeAll() -> [Waiter] {
        defer { waiting = [:] }
        return waiting.values.map(\.waiter)
    }

    /// Those that do not want to wait while nothing can be connected to.
    mutating func removeImpatient() -> [Waiter] {
        let impatient = waiting.filter(\.value.failsFast)
        for number in impatient.keys { waiting[number] = nil }
        return impatient.values.map(\.waiter)
    }
}

extension Waiters {
    /// Waits until somebody resumes what `enter` was given; a task that is cancelled calls `leave`.
    static func wait(
        _ enter: (Waiter) -> Void, orLeave leave: @Sendable () -> Void
    ) async -> Result<Void, RPCError> {
        await withTaskCancellationHandler {
            await withUnsafeContinuation { waiter in
                enter(waiter)
                if Task.isCancelled { leave() }
            }
        } onCancel: {
            leave()
        }
    }
}

/// How long a call waits for a connection.
struct Patience {
    /// Nil waits for ever.
    let end: Deadline?
    let began = Deadline.now
    let failsFast: Bool

    init(_ call: OutgoingCall, _ limits: Limits) {
        failsFast = call.options.readiness == .failsFast
        let brief = began.advanced(by: limits.connectionWait)
        end =
            switch call.options.readiness {
            case .waits: call.deadline
            case .waitsBriefly, .failsFast: call.deadline.map { min($0, brief) } ?? brief
            }
    }
}

extension ClientCore {
    /// Returns when a connection may be ready; throws when the call's patience has ended.
    func waitForConnection(_ call: OutgoingCall, _ patience: Patience) async throws(RPCError) {
        let number = state.withLock { $0.waiters.number() }
        let timer = patience.end.map { end in
            group.any().scheduleTask(deadline: end.nio) {
                self.wake(number, .failure(self.noConnection(since: patience.began)))
            }
        }
        let cancelled = RPCError.cancelled(call.method.name)
        let result = await Waiters.wait {
            add($0, number, patience)
        } orLeave: {
            wake(number, .failure(cancelled))
        }
        timer?.cancel()
        try result.get()
    }

    private func add(_ waiter: Waiters.Waiter, _ number: Int, _ patience: Patience) {
        let answer = state.withLock { state -> Result<Void, RPCError>? in
            if state.isClosed { return .failure(RPCError(.unavailable, "the client is closed")) }
            if !state.balancer.usable.isEmpty { return .success(()) }
            if patience.end?.hasPassed ?? false || patience.failsFast && state.balancer.isHopeless {
                return .failure(noConnection(since: patience.began, in: state))
            }
            guard state.waiters.count < limits.waitingCalls else {
                return .failure(
                    .limitMet(
                        "waitingCalls", limits.waitingCalls,
                        "as many calls wait for a connection to \(target)"))
            }
            state.waiters.add(waiter, number, failsFast: patience.failsFast)
            return nil
        }
        if let answer { waiter.resume(returning: answer) }
    }

    private func wake(_ number: Int, _ result: Result<Void, RPCError>) {
        state.withLock { $0.waiters.remove(number) }?.resume(returning: result)
    }

    func noConnection(since began: Deadline) -> RPCError {
        state.withLock { noConnection(since: began, in: $0) }
    }

    /// Names every address with what happened to it last.
    func noConnection(since began: Deadline, in state: borrowing State) -> RPCError {
        var failures = state.lastFailure.map { "\($0.key): \($0.value)" }.sorted()
        if let failure = state.resolutionFailure { failures.append(failure) }
        let milliseconds = Int((.now - began) / .milliseconds(1))
        return RPCError(
            .unavailable,
            "no connection to \(target) within \(milliseconds) ms"
                + (failures.isEmpty ? "" : " (\(failures.joined(separator: "; ")))"))
    }
}
