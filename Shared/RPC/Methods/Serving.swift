/// How a service serves one method, where that is not what its contract or the server says.
///
///     handlers.serve(Analyzer.analyze) { … }
///     handlers.set(Serving(concurrentCalls: 16, execution: .offloaded), for: Analyzer.analyze)
public struct Serving: Sendable, Hashable {
    /// Handlers of the method that may run at a time, over all connections and callers; nil leaves
    /// it to the server's `runningHandlers`.
    public var concurrentCalls: Int?
    /// How much longer than usual the method's calls may take before fewer of them are let in; nil
    /// leaves it to the server's `admission.allowance`. Work that is done for many at once goes
    /// faster the more of it waits: holding it back makes it slower.
    public var latencyAllowance: Duration?
    /// The longest request; never above the method's own `maximumMessageBytes`.
    public var requestBytes: Int?
    /// Where the handler runs; nil leaves it to the contract.
    public var execution: Execution?
    /// A stream that lasts as long as it is wanted, and that its reader resumes: a server or a
    /// connection that drains ends it with UNAVAILABLE at once and does not wait for it.
    public var endsAtDrain: Bool

    public init(
        concurrentCalls: Int? = nil, latencyAllowance: Duration? = nil, requestBytes: Int? = nil,
        execution: Execution? = nil, endsAtDrain: Bool = false
    ) {
        self.concurrentCalls = concurrentCalls
        self.latencyAllowance = latencyAllowance
        self.requestBytes = requestBytes
        self.execution = execution
        self.endsAtDrain = endsAtDrain
    }
}

extension Handlers {
    /// Says how `method` is served; without a handler for it nothing happens.
    public mutating func set<Request, Response>(
        _ serving: Serving, for method: Method<Request, Response>
    ) {
        set(serving, of: method.descriptor)
    }

    /// Says how `method` is served; without a handler for it nothing happens.
    public mutating func set<Request, Element>(
        _ serving: Serving, for method: ServerStreamingMethod<Request, Element>
    ) {
        set(serving, of: method.descriptor)
    }

    /// Says how `method` is served; without a handler for it nothing happens.
    public mutating func set<Element, Response>(
        _ serving: Serving, for method: ClientStreamingMethod<Element, Response>
    ) {
        set(serving, of: method.descriptor)
    }

    /// Says how `method` is served; without a handler for it nothing happens.
    public mutating func set<Request, Response>(
        _ serving: Serving, for method: BidirectionalMethod<Request, Response>
    ) {
        set(serving, of: method.descriptor)
    }
}

extension ServedMethod {
    package var execution: Execution { serving.execution ?? descriptor.execution }
    /// The longest request that is read.
    package var requestBytes: Int {
        min(serving.requestBytes ?? .max, descriptor.maximumMessageBytes)
    }
    /// The status of a request over `requestBytes`.
    package func requestTooLong(_ byteCount: Int) -> RPCError {
        guard let requestBytes = serving.requestBytes, byteCount <= descriptor.maximumMessageBytes
        else { return descriptor.tooLong("request", byteCount) }
        return .limitMet(
            "requestBytes", requestBytes,
            "a request of \(descriptor.name) has \(byteCount) bytes, too many for its service")
    }
}
