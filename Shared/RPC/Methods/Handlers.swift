import Wire

/// The methods that a service serves, with what runs for each.
public struct Handlers: Sendable {
    package private(set) var served: [ServedMethod] = []
    private var places: [String: Int] = [:]
    private var interceptors: [any ServerInterceptor] = []

    public init() {}

    /// Serves a unary method.
    ///
    /// The handler throws `RPCError` for a status of its choice; any other error becomes INTERNAL
    /// with a neutral message. Serving a method twice replaces the first handler.
    public mutating func serve<Request, Response>(
        _ method: Method<Request, Response>,
        _ handler: @escaping @Sendable (Request, Call) async throws -> Response
    ) {
        let name = method.descriptor.name
        add(
            ServedMethod(
                descriptor: method.descriptor,
                body: .unary { bytes, call in
                    let request = try decodedRequest(bytes, of: name) as Request
                    return try await handler(request, call).wireBytes()
                }))
    }

    /// Serves a server-streaming method; the stream ends when the handler returns or throws.
    public mutating func serve<Request, Element>(
        _ method: ServerStreamingMethod<Request, Element>,
        _ handler: @escaping @Sendable (Request, Call, ResponseWriter<Element>) async throws -> Void
    ) {
        let name = method.descriptor.name
        add(
            ServedMethod(
                descriptor: method.descriptor,
                body: .serverStreaming { bytes, call, stream in
                    let request = try decodedRequest(bytes, of: name) as Request
                    try await handler(request, call, ResponseWriter(stream: stream))
                }))
    }

    /// Serves a client-streaming method; `handler` may answer before it has read every request.
    public mutating func serve<Element, Response>(
        _ method: ClientStreamingMethod<Element, Response>,
        _ handler: @escaping @Sendable (MessageStream<Element>, Call) async throws -> Response
    ) {
        let name = method.descriptor.name
        add(
            ServedMethod(
                descriptor: method.descriptor,
                body: .clientStreaming { stream, call in
                    try await handler(requests(of: stream, name), call).wireBytes()
                }))
    }

    /// Serves a bidirectional method; the call ends when the handler returns or throws.
    public mutating func serve<Request, Response>(
        _ method: BidirectionalMethod<Request, Response>,
        _ handler:
            @escaping @Sendable (
                MessageStream<Request>, Call, ResponseWriter<Response>
            ) async throws -> Void
    ) {
        let name = method.descriptor.name
        add(
            ServedMethod(
                descriptor: method.descriptor,
                body: .bidirectional { stream, call in
                    try await handler(
                        requests(of: stream, name), call, ResponseWriter(stream: stream))
                }))
    }

    /// Adds every method of `other`; where both serve a method, the other's handler stays.
    public mutating func merge(_ other: Handlers) {
        for method in other.served { add(method) }
    }

    /// Puts `interceptors` in the way of every call of these methods and of those that are served
    /// later, inside the interceptors that are there already.
    public mutating func intercept(by interceptors: any ServerInterceptor...) {
        self.interceptors += interceptors
        for place in served.indices { served[place].interceptors += interceptors }
    }

    /// The methods, in the order in which HELLO lists them.
    public var methods: [MethodDescriptor] { served.map(\.descriptor) }

    mutating func set(_ serving: Serving, of method: MethodDescriptor) {
        if let place = places[method.name] { served[place].serving = serving }
    }

    package func method(named name: String) -> ServedMethod? { places[name].map { served[$0] } }
    /// Where the method stands in `served`.
    package func place(of name: String) -> Int? { places[name] }

    private mutating func add(_ method: ServedMethod) {
        var method = method
        method.interceptors = interceptors + method.interceptors
        if let place = places[method.descriptor.name] {
            served[place] = method
        } else {
            places[method.descriptor.name] = served.count
            served.append(method)
        }
    }
}

private func requests<Request: WireMessage>(
    of stream: any HandlerStream, _ method: String
) -> MessageStream<Request> {
    MessageStream { () throws(RPCError) in
        try await stream.nextRequest()
    } decode: { bytes throws(RPCError) in
        try decodedRequest(bytes, of: method)
    }
}

private func decodedRequest<Request: WireMessage>(
    _ bytes: [UInt8], of method: String
) throws(RPCError) -> Request {
    do {
        return try Request(wireBytes: bytes)
    } catch {
        throw RPCError(.invalidArgument, "the request of \(method) is not valid: \(error)")
    }
}
