/// What a peer did that this protocol does not know: the connection ends, naming it.
package enum ProtocolFault: Error, Equatable, Sendable {
    case tooShort(length: UInt32)
    case tooLong(length: UInt32, limit: Int)
    case unknownType(UInt8)
    case unknownFlags(FrameType, UInt8)
    case malformed(FrameType)
    /// A frame of this type has no place here: before HELLO, or in this direction.
    case unexpected(FrameType)
    /// A REQUEST whose stream id is not above the last one.
    case streamReused(UInt32)
    /// A frame for a stream that was never opened.
    case streamUnknown(UInt32)
    /// The peer sent more than it had credit for.
    case creditOverdrawn(stream: UInt32)
    /// The peer granted more credit than a window may hold.
    case creditOverflow(stream: UInt32)
    /// HELLO names a version that this side does not speak.
    case versionUnknown(UInt)
    /// HELLO, or a limit in it, makes no sense.
    case helloRefused(String)
    /// The peer cost more than `abnormalEvents` allows.
    case abnormalEventsSpent
    /// More bytes wait for the peer than `unwrittenBytes` allows.
    case peerDoesNotRead
}

extension ProtocolFault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .tooShort(let length): "a frame of length \(length) has no room for its head"
        case .tooLong(let length, let limit):
            "a frame of length \(length) is over the limit frameBytes of \(limit)"
        case .unknownType(let type): "frame type \(type) is unknown"
        case .unknownFlags(let type, let flags): "flags \(flags) on a \(type) frame are unknown"
        case .malformed(let type): "the body of a \(type) frame is malformed"
        case .unexpected(let type): "a \(type) frame has no place here"
        case .streamReused(let stream): "stream \(stream) is not above the last one"
        case .streamUnknown(let stream): "stream \(stream) was never opened"
        case .creditOverdrawn(let stream): "stream \(stream) sent more than its credit"
        case .creditOverflow(let stream): "stream \(stream) was granted more credit than can be"
        case .versionUnknown(let version): "protocol version \(version) is unknown"
        case .helloRefused(let reason): "HELLO is refused: \(reason)"
        case .abnormalEventsSpent: "the limit abnormalEvents is met"
        case .peerDoesNotRead: "the limit unwrittenBytes is met: the peer does not read"
        }
    }

    /// The code that GOAWAY carries for it.
    package var code: StatusCode {
        switch self {
        case .abnormalEventsSpent, .peerDoesNotRead, .tooLong: .resourceExhausted
        case .versionUnknown: .failedPrecondition
        default: .invalidArgument
        }
    }
}
