/// Where the time of a call went on the serving side, in microseconds.
///
/// Carried by every RESPONSE, so that a slow or failed call says where it stalled.
public struct StallLedger: Sendable, Hashable {
    /// From the arrival of the request to the start of its handler.
    public var queueMicroseconds: UInt32
    /// From the start of the handler to its end.
    public var handlerMicroseconds: UInt32

    public init(queueMicroseconds: UInt32 = 0, handlerMicroseconds: UInt32 = 0) {
        self.queueMicroseconds = queueMicroseconds
        self.handlerMicroseconds = handlerMicroseconds
    }
}
