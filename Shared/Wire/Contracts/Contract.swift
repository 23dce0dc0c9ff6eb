/// What one service's contract promises: the methods and events with their messages.
public struct Contract: Sendable {
    public enum Kind: String, Sendable {
        case unary
        case serverStreaming = "server_streaming"
        case clientStreaming = "client_streaming"
        case bidirectional
    }

    public struct Method: Sendable {
        /// `coaching.startSession`.
        public var name: String
        public var kind: Kind
        public var isIdempotent: Bool
        public var request: any WireMessage.Type
        public var response: any WireMessage.Type

        public init(
            _ name: String, _ kind: Kind, isIdempotent: Bool, request: any WireMessage.Type,
            response: any WireMessage.Type
        ) {
            self.name = name
            self.kind = kind
            self.isIdempotent = isIdempotent
            self.request = request
            self.response = response
        }
    }

    public struct Event: Sendable {
        /// `coaching.alert_raised`.
        public var kind: String
        public var message: any WireMessage.Type

        public init(_ kind: String, _ message: any WireMessage.Type) {
            self.kind = kind
            self.message = message
        }
    }

    /// `coaching`.
    public var service: String
    public var methods: [Method]
    public var events: [Event]

    public init(service: String, methods: [Method], events: [Event] = []) {
        self.service = service
        self.methods = methods
        self.events = events
    }
}

extension Contract {
    /// Every message that the methods and events reach, each once, sorted by name.
    public var messages: [any WireMessage.Type] {
        let roots = methods.flatMap { [$0.request, $0.response] } + events.map(\.message)
        var waiting: [any WireMessage.Type] = roots
        var found: [String: any WireMessage.Type] = [:]
        while let message = waiting.popLast() {
            guard found.updateValue(message, forKey: message.wireSchema.name) == nil else {
                continue
            }
            waiting += message.wireSchema.fields.compactMap { $0.type.messageInside }
        }
        return found.sorted { $0.key < $1.key }.map(\.value)
    }

    /// Every vocabulary that the messages use, sorted by name.
    var vocabularies: [(name: String, words: [String])] {
        var found: [String: [String]] = [:]
        for field in messages.flatMap({ $0.wireSchema.fields }) {
            if case .vocabulary(let name, let words) = field.type.innermost { found[name] = words }
        }
        return found.sorted { $0.key < $1.key }.map { (name: $0.key, words: $0.value) }
    }
}

extension WireType {
    /// The type below all arrays and dictionaries.
    var innermost: WireType {
        switch self {
        case .array(let element), .dictionary(let element): element.innermost
        default: self
        }
    }

    fileprivate var messageInside: (any WireMessage.Type)? {
        if case .message(let message) = innermost { message } else { nil }
    }
}
