/// A call that interceptors may watch: `OutgoingCall` where it is made, `Call` where it is served.
public protocol WatchedCall {
    /// Nil until somebody watches.
    var watch: CallWatch? { get set }
}

/// Who watches one call.
public struct CallWatch: Sendable {
    var observers: [any CallObserver] = []
    var filters: [MessageFilter] = []
}

/// Which way a message of a call goes.
public enum MessageDirection: Sendable, Hashable { case request, response }

/// Sees the messages of one call, in CBOR as they cross the wire; what it returns goes on.
public typealias MessageFilter =
    @Sendable (MessageDirection, [UInt8]) throws(RPCError) -> [UInt8]

extension WatchedCall {
    /// `observer` is told of this call: of its attempts, and of its end, with its stall ledger.
    public mutating func observe(by observer: any CallObserver) {
        watch = watch ?? CallWatch()
        watch?.observers.append(observer)
    }

    /// `see` is told of the size of every message, but not of what it says.
    public mutating func observeMessages(
        _ see: @escaping @Sendable (MessageDirection, _ byteCount: Int) -> Void
    ) {
        filterMessages { direction, message in
            see(direction, message.count)
            return message
        }
    }

    /// `filter` is handed every message and says what goes on in its place; its error ends the call.
    ///
    /// The filter that was added first is nearest to the application on the calling side, and
    /// nearest to the wire on the serving side.
    public mutating func filterMessages(_ filter: @escaping MessageFilter) {
        watch = watch ?? CallWatch()
        watch?.filters.append(filter)
    }
}

extension OutgoingCall: WatchedCall {}
extension Call: WatchedCall {}

extension CallWatch? {
    var observers: [any CallObserver] { self?.observers ?? [] }

    /// What goes on of a message: requests pass the filters in order, responses the other way.
    func filtered(
        _ direction: MessageDirection, _ message: [UInt8]
    ) throws(RPCError) -> [UInt8] {
        guard let filters = self?.filters, !filters.isEmpty else { return message }
        var message = message
        switch direction {
        case .request: for filter in filters { message = try filter(direction, message) }
        case .response:
            for filter in filters.reversed() { message = try filter(direction, message) }
        }
        return message
    }
}

extension CallWatch {
    func filtered(
        _ direction: MessageDirection, _ message: [UInt8]
    ) throws(RPCError) -> [UInt8] {
        try Optional(self).filtered(direction, message)
    }
}
