import GatewayDomain
import NIOCore

/// Why a live socket is closed; 4000 and up are ours (RFC 6455 §7.4.2).
enum LiveClose: UInt16 {
    case normal = 1000
    case goingAway = 1001
    case protocolError = 1002
    case unexpectedData = 1003
    /// It says more than it waits to hear about.
    case tooMuch = 1008
    case signInEnded = 4401
}

/// Server frames, encoded (RFC 6455 §5.2): unmasked, so the same bytes serve every browser.
enum LiveFrames {
    static let ping = frame(0x89, [])

    static func text(_ json: some Sequence<UInt8>) -> ByteBuffer { frame(0x81, Array(json)) }

    static func pong(_ data: ByteBuffer) -> ByteBuffer {
        frame(0x8A, Array(data.readableBytesView))
    }

    static func close(_ code: LiveClose) -> ByteBuffer {
        frame(0x88, [UInt8(code.rawValue >> 8), UInt8(code.rawValue & 0xFF)])
    }

    /// Events are missing: fetch the state, then go on from `cursor`.
    static func resync(at cursor: LiveCursor) -> ByteBuffer {
        text(#"{"event_type":"RESYNC","cursor":"\#(cursor)","data":{}}"#.utf8)
    }

    /// Whether events come in now: what is said while they do not is shown later.
    static func standing(isConnected: Bool, at cursor: LiveCursor) -> ByteBuffer {
        let missing = isConnected ? "" : "\"\(MissingPart.liveEvents)\""
        let data = #"{"missing":[\#(missing)]}"#
        return text(#"{"event_type":"STANDING","cursor":"\#(cursor)","data":\#(data)}"#.utf8)
    }

    private static func frame(_ first: UInt8, _ payload: [UInt8]) -> ByteBuffer {
        var buffer = ByteBuffer()
        buffer.reserveCapacity(payload.count + 10)
        buffer.writeInteger(first)
        switch payload.count {
        case ..<126: buffer.writeInteger(UInt8(payload.count))
        case ..<65_536: buffer.writeMultipleIntegers(UInt8(126), UInt16(payload.count))
        default: buffer.writeMultipleIntegers(UInt8(127), UInt64(payload.count))
        }
        buffer.writeBytes(payload)
        return buffer
    }
}
