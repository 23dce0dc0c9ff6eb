import Wire

/// The methods that a service serves, with what runs for each.
public struct Handlers: Sendable {
    package private(set) var served: [ServedMethod] = []
    private var places: [String: Int] = [:]

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
                body: .serverStreaming { bytes, call, sink in
                    let request = try decodedRequest(bytes, of: name) as Request
                    try await handler(request, call, ResponseWriter(sink: sink))
                }))
    }

    /// Adds every method of `other`; where both serve a method, the other's handler stays.
    public mutating func merge(_ other: Handlers) {
        for method in other.served { add(method) }
    }

    /// The methods, in the order in which HELLO lists them.
    public var methods: [MethodDescriptor] { served.map(\.descriptor) }

    mutating func set(_ serving: Serving, of method: MethodDescriptor) {
        if let place = places[method.name] { served[place].serving = serving }
    }

    package func method(named name: String) -> ServedMethod? { places[name].map { served[$0] } }

    private mutating func add(_ method: ServedMethod) {
        if let place = places[method.descriptor.name] {
            served[place] = method
        } else {
            places[method.descriptor.name] = served.count
            served.append(method)
        }
    }
}

/// One method with its handler, message types erased.
package struct ServedMethod: Sendable {
    package let descriptor: MethodDescriptor
    package let body: Body
    package var serving = Serving()

    package enum Body: Sendable {
        case unary(@Sendable ([UInt8], Call) async throws -> [UInt8])
        case serverStreaming(@Sendable ([UInt8], Call, any MessageSink) async throws -> Void)
    }
}

/// Where a streaming handler's messages go.
package protocol MessageSink: Sendable {
    /// Returns once the stream's credit covers the message; throws when the caller has gone.
    func write(_ message: [UInt8]) async throws(RPCError)
}

/// Sends the messages of one server stream.
public struct ResponseWriter<Element: WireMessage>: Sendable {
    let sink: any MessageSink

    /// Sends one message, waiting while the reader is slower than the writer.
    ///
    /// Throws CANCELLED or DEADLINE_EXCEEDED when nobody listens any more: the handler should end.
    public func write(_ element: Element) async throws(RPCError) {
        try await sink.write(element.wireBytes())
    }
}

private func decodedRequest<Request: WireMessage>(_ bytes: [UInt8], of method: String)
    throws(RPCError)
    -> Request
{
    do {
        return try Request(wireBytes: bytes)
    } catch {
        throw RPCError(.invalidArgument, "the request of \(method) is not valid: \(error)")
    }
}
