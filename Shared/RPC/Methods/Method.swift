import Wire

/// A unary method: one request, one response.
///
/// A contract declares its methods as static values of an enum; a service serves them through
/// `Handlers`, a caller reaches them through `Client`.
public struct Method<Request: WireMessage, Response: WireMessage>: Sendable {
    public let descriptor: MethodDescriptor

    /// `name` is `service.method`, unique in the mesh: `coaching.startSession`.
    public init(
        _ name: String, _ idempotency: Idempotency = .notIdempotent, execution: Execution = .onLoop,
        maximumMessageBytes: Int = Limits.messageBytes,
        compression: PayloadCompression = .allowed
    ) {
        descriptor = MethodDescriptor(
            name: name, kind: .unary, idempotency: idempotency, execution: execution,
            maximumMessageBytes: maximumMessageBytes, compression: compression,
            request: Request.self, response: Response.self)
    }
}

/// A server-streaming method: one request, any number of response messages.
public struct ServerStreamingMethod<Request: WireMessage, Element: WireMessage>: Sendable {
    public let descriptor: MethodDescriptor

    /// `maximumMessageBytes` bounds the request and each element alone.
    public init(
        _ name: String, _ idempotency: Idempotency = .notIdempotent, execution: Execution = .onLoop,
        maximumMessageBytes: Int = Limits.messageBytes,
        compression: PayloadCompression = .allowed
    ) {
        descriptor = MethodDescriptor(
            name: name, kind: .serverStreaming, idempotency: idempotency, execution: execution,
            maximumMessageBytes: maximumMessageBytes, compression: compression,
            request: Request.self, response: Element.self)
    }
}

/// A client-streaming method: any number of request messages, one response.
public struct ClientStreamingMethod<Element: WireMessage, Response: WireMessage>: Sendable {
    public let descriptor: MethodDescriptor

    /// `maximumMessageBytes` bounds the response and each element alone.
    public init(
        _ name: String, _ idempotency: Idempotency = .notIdempotent, execution: Execution = .onLoop,
        maximumMessageBytes: Int = Limits.messageBytes,
        compression: PayloadCompression = .allowed
    ) {
        descriptor = MethodDescriptor(
            name: name, kind: .clientStreaming, idempotency: idempotency, execution: execution,
            maximumMessageBytes: maximumMessageBytes, compression: compression,
            request: Element.self, response: Response.self)
    }
}

/// A bidirectional method: any number of messages each way, in any order between the two.
public struct BidirectionalMethod<Request: WireMessage, Response: WireMessage>: Sendable {
    public let descriptor: MethodDescriptor

    /// `maximumMessageBytes` bounds each message alone.
    public init(
        _ name: String, _ idempotency: Idempotency = .notIdempotent, execution: Execution = .onLoop,
        maximumMessageBytes: Int = Limits.messageBytes,
        compression: PayloadCompression = .allowed
    ) {
        descriptor = MethodDescriptor(
            name: name, kind: .bidirectional, idempotency: idempotency, execution: execution,
            maximumMessageBytes: maximumMessageBytes, compression: compression,
            request: Request.self, response: Response.self)
    }
}

/// Whether calling twice has the effect of calling once.
public enum Idempotency: Sendable {
    /// A second call changes nothing: it may be retried when its outcome is unknown.
    case idempotent
    /// A second call may do the work again: it is retried only when it certainly never started.
    case notIdempotent
}

/// Where a handler runs.
public enum Execution: Sendable {
    /// On the connection's event loop: for handlers that compute for microseconds and then wait.
    case onLoop
    /// On the shared thread pool: for handlers that compute for milliseconds or block.
    case offloaded
}

/// Whether the messages of a method may be compressed, where both sides do so at all.
public enum PayloadCompression: Sendable {
    case allowed
    /// For messages in which a secret stands beside text of somebody else's choice: their length on
    /// the wire would tell how much the two have in common (CRIME, BREACH).
    case never
}

/// Which sides of a call stream.
public enum MethodKind: UInt8, Sendable {
    case unary = 0, serverStreaming = 1, clientStreaming = 2, bidirectional = 3

    /// Whether the client sends messages until it half-closes, instead of one.
    public var streamsRequests: Bool { self == .clientStreaming || self == .bidirectional }
    /// Whether the server answers with messages until it ends the stream, instead of one.
    public var streamsResponses: Bool { self == .serverStreaming || self == .bidirectional }
}

/// What a connection needs to know of a method, without its message types.
public struct MethodDescriptor: Sendable, Hashable {
    public let name: String
    public let kind: MethodKind
    public let idempotency: Idempotency
    public let execution: Execution
    /// Neither a request nor a response message may be longer.
    public let maximumMessageBytes: Int
    public let compression: PayloadCompression
    /// The type of the request; nil where only the name is known.
    public let request: (any WireMessage.Type)?
    /// The type of the response, or of each element of the stream.
    public let response: (any WireMessage.Type)?

    /// Without message types it describes a method as a command-line tool knows it.
    public init(
        name: String, kind: MethodKind, idempotency: Idempotency = .notIdempotent,
        execution: Execution = .onLoop, maximumMessageBytes: Int = Limits.messageBytes,
        compression: PayloadCompression = .allowed, request: (any WireMessage.Type)? = nil,
        response: (any WireMessage.Type)? = nil
    ) {
        self.name = name
        self.kind = kind
        self.idempotency = idempotency
        self.execution = execution
        self.maximumMessageBytes = maximumMessageBytes
        self.compression = compression
        self.request = request
        self.response = response
    }

    /// Two descriptors are the same method when their names are: names are unique in the mesh.
    public static func == (left: Self, right: Self) -> Bool { left.name == right.name }
    public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}
