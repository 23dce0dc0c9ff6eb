import NIOCore

extension ByteBuffer {
    /// Writes the head of a frame whose body of `bodyByteCount` bytes follows.
    package mutating func writeFrameHead(
        _ type: FrameType, _ flags: FrameFlags = [], stream: UInt32, bodyByteCount: Int
    ) {
        writeMultipleIntegers(
            UInt32(bodyByteCount + Frame.fixedByteCount), type.rawValue, flags.rawValue, stream)
    }

    package mutating func writeFrame(_ frame: Frame) {
        writeFrameHead(
            frame.type, frame.flags, stream: frame.stream, bodyByteCount: frame.body.readableBytes)
        writeImmutableBuffer(frame.body)
    }

    package mutating func writeCredit(_ byteCount: Int, stream: UInt32) {
        writeFrameHead(.credit, stream: stream, bodyByteCount: 4)
        writeInteger(UInt32(byteCount))
    }

    package mutating func writeCancel(_ code: StatusCode, stream: UInt32) {
        writeFrameHead(.cancel, stream: stream, bodyByteCount: 1)
        writeInteger(code.rawValue)
    }

    package mutating func writePing(_ token: UInt64, isAnswer: Bool) {
        writeFrameHead(.ping, isAnswer ? .ack : [], stream: 0, bodyByteCount: 8)
        writeInteger(token)
    }
}

/// What a REQUEST says before its message.
package struct RequestHead: Equatable, Sendable {
    package var method: UInt16
    /// 0 waits for ever.
    package var timeoutMicroseconds: UInt64
    /// A `CallHeader` in CBOR; empty when there is nothing to say.
    package var header: ByteBuffer

    package init(method: UInt16, timeoutMicroseconds: UInt64, header: ByteBuffer = ByteBuffer()) {
        self.method = method
        self.timeoutMicroseconds = timeoutMicroseconds
        self.header = header
    }

    /// Reads the head from the body of a REQUEST, whose rest is the message.
    package init(reading body: inout ByteBuffer) throws(ProtocolFault) {
        guard let method = body.word(at: 0, as: UInt16.self),
            let timeout = body.word(at: 2, as: UInt64.self),
            let headerByteCount = body.word(at: 10, as: UInt16.self)
        else { throw .malformed(.request) }
        body.moveReaderIndex(forwardBy: 12)
        guard let header = body.readSlice(length: Int(headerByteCount)) else {
            throw .malformed(.request)
        }
        self.init(method: method, timeoutMicroseconds: timeout, header: header)
    }

    package var byteCount: Int { 12 + header.readableBytes }
}

/// What a RESPONSE says before its message.
package struct ResponseHead: Equatable, Sendable {
    package var status: StatusCode
    package var ledger: StallLedger
    /// A `CallTrailer` in CBOR; empty when there is nothing to say.
    package var trailer: ByteBuffer

    package init(
        status: StatusCode, ledger: StallLedger = StallLedger(), trailer: ByteBuffer = ByteBuffer()
    ) {
        self.status = status
        self.ledger = ledger
        self.trailer = trailer
    }

    /// Reads the head from the body of a RESPONSE, whose rest is the message.
    ///
    /// A status that this version does not know reads as UNKNOWN.
    package init(reading body: inout ByteBuffer) throws(ProtocolFault) {
        guard let status = body.word(at: 0, as: UInt8.self),
            let queue = body.word(at: 1, as: UInt32.self),
            let handler = body.word(at: 5, as: UInt32.self),
            let trailerByteCount = body.word(at: 9, as: UInt16.self)
        else { throw .malformed(.response) }
        body.moveReaderIndex(forwardBy: 11)
        guard let trailer = body.readSlice(length: Int(trailerByteCount)) else {
            throw .malformed(.response)
        }
        self.init(
            status: StatusCode(rawValue: status) ?? .unknown,
            ledger: StallLedger(queueMicroseconds: queue, handlerMicroseconds: handler),
            trailer: trailer)
    }

    package var byteCount: Int { 11 + trailer.readableBytes }
}

extension ByteBuffer {
    package mutating func writeRequest(
        _ head: RequestHead, message: some Collection<UInt8>, _ flags: FrameFlags, stream: UInt32
    ) {
        let byteCount = head.byteCount + message.count
        writeWhole(.request, flags, stream: stream, bodyByteCount: byteCount) { body in
            body.put(head.method)
            body.put(head.timeoutMicroseconds)
            body.put(UInt16(head.header.readableBytes))
            body.put(head.header)
            body.put(message)
        }
    }

    package mutating func writeResponse(
        _ head: ResponseHead, message: some Collection<UInt8>, _ flags: FrameFlags = [],
        stream: UInt32
    ) {
        let byteCount = head.byteCount + message.count
        writeWhole(.response, flags, stream: stream, bodyByteCount: byteCount) { body in
            body.put(head.status.rawValue)
            body.put(head.ledger.queueMicroseconds)
            body.put(head.ledger.handlerMicroseconds)
            body.put(UInt16(head.trailer.readableBytes))
            body.put(head.trailer)
            body.put(message)
        }
    }

    package mutating func writeData(
        _ part: some Collection<UInt8>, _ flags: FrameFlags, stream: UInt32
    ) {
        writeWhole(.data, flags, stream: stream, bodyByteCount: part.count) { $0.put(part) }
    }

    /// Makes room for a frame once and fills it in place: every call and message passes here.
    private mutating func writeWhole(
        _ type: FrameType, _ flags: FrameFlags, stream: UInt32, bodyByteCount: Int,
        _ body: (inout FrameFiller) -> Void
    ) {
        let byteCount = Frame.headByteCount + bodyByteCount
        writeWithUnsafeMutableBytes(minimumWritableBytes: byteCount) { memory in
            var filler = FrameFiller(memory: memory)
            filler.put(UInt32(bodyByteCount + Frame.fixedByteCount))
            filler.put(type.rawValue)
            filler.put(flags.rawValue)
            filler.put(stream)
            body(&filler)
            assert(filler.byteCount == byteCount, "a frame is as long as its head says")
            return byteCount
        }
    }
}

/// Fills memory from its start.
private struct FrameFiller {
    let memory: UnsafeMutableRawBufferPointer
    private(set) var byteCount = 0

    init(memory: UnsafeMutableRawBufferPointer) { self.memory = memory }

    mutating func put<Number: FixedWidthInteger>(_ number: Number) {
        memory.storeBytes(of: number.bigEndian, toByteOffset: byteCount, as: Number.self)
        byteCount += MemoryLayout<Number>.size
    }

    mutating func put(_ buffer: ByteBuffer) {
        guard buffer.readableBytes > 0 else { return }
        buffer.withUnsafeReadableBytes { put($0) }
    }

    mutating func put(_ bytes: some Collection<UInt8>) {
        guard !bytes.isEmpty else { return }
        let isPut: Void? = bytes.withContiguousStorageIfAvailable {
            put(UnsafeRawBufferPointer($0))
        }
        guard isPut == nil else { return }
        for byte in bytes { put(byte) }
    }

    private mutating func put(_ bytes: UnsafeRawBufferPointer) {
        UnsafeMutableRawBufferPointer(rebasing: memory[byteCount...]).copyMemory(from: bytes)
        byteCount += bytes.count
    }
}
