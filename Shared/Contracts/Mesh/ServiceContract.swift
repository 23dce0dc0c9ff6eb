import RPC
import Wire

extension Contract {
    /// The contract of a service from the methods that it declares and the events that it publishes.
    public init(
        _ service: String, methods: [MethodDescriptor], events: [any MeshEvent.Type] = []
    ) {
        self.init(
            service: service, methods: methods.compactMap(Contract.Method.init),
            events: events.map { Contract.Event($0.kind, $0) })
    }
}

extension Contract.Method {
    /// Nil for a descriptor that knows only the method's name.
    fileprivate init?(_ descriptor: MethodDescriptor) {
        guard let request = descriptor.request, let response = descriptor.response else {
            return nil
        }
        let kind: Contract.Kind =
            switch descriptor.kind {
            case .unary: .unary
            case .serverStreaming: .serverStreaming
            case .clientStreaming: .clientStreaming
            case .bidirectional: .bidirectional
            }
        self.init(
            descriptor.name, kind, isIdempotent: descriptor.idempotency == .idempotent,
            request: request, response: response)
    }
}

extension Mesh {
    public static let contract = Contract(
        "mesh", methods: [health.descriptor, subscribe.descriptor, measureLag.descriptor])
}
