import Synchronization

/// What one server lets start: a machine for each method, and one bound for all of them.
///
/// Connections on different loops share it, so each method has a lock of its own, which is held
/// for a few additions.
package final class Admission: Sendable {
    private final class Desk: Sendable {
        let machine: Mutex<MethodAdmission>
        init(_ machine: MethodAdmission) { self.machine = Mutex(machine) }
    }

    private let methods: [ServedMethod]
    private let desks: [Desk]
    private let limits: Limits
    private let runningCount = Atomic<Int>(0)
    private let callers = Mutex<[CallerIdentity: Int]>([:])

    package init(_ methods: [ServedMethod], limits: Limits) {
        self.methods = methods
        self.limits = limits
        desks = methods.map { method in
            let declared = method.serving.concurrentCalls ?? limits.runningHandlers
            var settings = limits.admission
            settings.allowance = method.serving.latencyAllowance ?? settings.allowance
            return Desk(
                MethodAdmission(
                    declared: max(1, declared), isUnary: method.descriptor.kind == .unary,
                    settings))
        }
    }

    /// Handlers that run now, over all connections.
    package var runningHandlers: Int { runningCount.load(ordering: .relaxed) }

    /// The number under which the shares of `caller` are kept; certificates bound how many.
    package func number(of caller: CallerIdentity) -> Int {
        callers.withLock { callers in
            if let number = callers[caller] { return number }
            let number = callers.count
            callers[caller] = number
            return number
        }
    }

    /// Counts a call in, or throws RESOURCE_EXHAUSTED at once; nothing waits.
    package func callArrived(_ method: Int, from caller: Int, at now: Deadline) throws(RPCError) {
        let count = runningCount.wrappingAdd(1, ordering: .relaxed).newValue
        guard count <= limits.runningHandlers else {
            runningCount.wrappingSubtract(1, ordering: .relaxed)
            throw RPCError.notStarted(
                "runningHandlers", limits.runningHandlers,
                "the server already runs that many handlers")
        }
        let refusal = desks[method].machine.withLock { $0.callArrived(from: caller, at: now) }
        guard let refusal else { return }
        runningCount.wrappingSubtract(1, ordering: .relaxed)
        throw RPCError(refusal, of: methods[method].descriptor.name)
    }

    /// A call that was counted in has ended after `nanoseconds`; nil when that says nothing about us.
    package func callEnded(
        _ method: Int, from caller: Int, nanoseconds: Int64?, at now: Deadline
    ) {
        runningCount.wrappingSubtract(1, ordering: .relaxed)
        let nanoseconds = nanoseconds.map(Double.init)
        desks[method].machine.withLock {
            $0.callEnded(from: caller, nanoseconds: nanoseconds, at: now)
        }
    }

    /// What runs and what may run, for each method by name.
    package var state: [(method: String, running: Int, limit: Int)] {
        zip(methods, desks).map { method, desk in
            desk.machine.withLock { (method.descriptor.name, $0.inFlight, $0.limit) }
        }
    }
}

extension HandlerOutcome {
    /// Whether how long it took says something about this server: a caller that left or a request
    /// that is wrong does not. `ending` is what the caller was told before, if anything.
    package func isTelling(after ending: RPCError?) -> Bool {
        let code = ending?.code ?? error?.code ?? .ok
        return code == .ok || code == .deadlineExceeded
    }
}

extension RPCError {
    /// The call never started; it may be repeated after a while, or elsewhere.
    init(_ refusal: MethodAdmission.Refusal, of method: String) {
        let why =
            switch refusal.limit {
            case "callerShare": "the caller has its share of \(method)"
            case "adaptiveCalls": "\(method) is slower than usual under this many calls"
            default: "\(method) already runs as often as its service allows"
            }
        self = .notStarted(refusal.limit, refusal.value, why)
        details.append(.retryAfter(refusal.retryAfter))
    }
}
