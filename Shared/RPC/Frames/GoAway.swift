import NIOCore
import Wire

/// The speaker ends the connection: it serves no stream above `lastStream`.
///
/// A server that drains first says so with the highest id there is, and again with the last one.
package struct GoAway: Equatable, Sendable {
    package var lastStream: UInt32
    /// OK for a drain; otherwise why the connection ends.
    package var code: StatusCode
    package var reason: String

    package init(lastStream: UInt32, code: StatusCode, reason: String) {
        self.lastStream = lastStream
        self.code = code
        self.reason = reason
    }

    /// No stream has that id: the first GOAWAY of a drain.
    package static let everyStream = UInt32(Int32.max)

    package init(reading body: ByteBuffer) throws(ProtocolFault) {
        var body = body
        guard let (last, code) = body.readMultipleIntegers(as: (UInt32, UInt8).self) else {
            throw .malformed(.goAway)
        }
        lastStream = last
        self.code = StatusCode(rawValue: code) ?? .unknown
        reason = String(decoding: body.readableBytesView.prefix(1_024), as: UTF8.self)
    }
}

extension ByteBuffer {
    package mutating func writeGoAway(_ goAway: GoAway) {
        let reason = goAway.reason.utf8.prefix(1_024)
        writeFrameHead(.goAway, stream: 0, bodyByteCount: 5 + reason.count)
        writeMultipleIntegers(goAway.lastStream, goAway.code.rawValue)
        writeBytes(reason)
    }

    package mutating func writeHello(_ hello: Hello) {
        let bytes = hello.wireBytes()
        writeFrameHead(.hello, stream: 0, bodyByteCount: bytes.count)
        writeBytes(bytes)
    }
}
