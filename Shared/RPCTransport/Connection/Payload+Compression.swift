import Compression
import RPC

extension Payload {
    /// The message that a side sends: compressed where the peer reads that, the method lets it and
    /// it saves something.
    init(_ message: [UInt8], of method: MethodDescriptor, _ outgoing: OutgoingCompression) {
        if method.compression == .allowed, let frame = outgoing.compressed(message) {
            self.init(frame, isCompressed: true)
        } else {
            self.init(message)
        }
    }

    /// The length of the message: what a compressed one claims, up to what such a frame may stand
    /// for, and 0 where that cannot be read. Sums of it cannot overflow.
    var messageByteCount: Int {
        guard isCompressed else { return bytes.count }
        let claimed = (try? ZstdFrameHeader(reading: bytes))?.contentByteCount ?? 0
        let counted = max(bytes.count, CompressionLimits.countedBytes)
        return min(Int(clamping: claimed), counted * CompressionLimits.ratio)
    }

    /// The message itself, at most `byteCountMax` long.
    func message(
        _ compression: MessageCompression?, byteCountMax: Int
    ) throws(DecompressionFault) -> [UInt8] {
        guard isCompressed else { return bytes }
        // Without an own offer the frame decoder lets no compressed message pass.
        return try (compression ?? .reading).decompressed(bytes, byteCountMax: byteCountMax)
    }

    /// A request, read by who serves it.
    func request(
        of method: ServedMethod, _ compression: MessageCompression?
    ) throws(RPCError) -> [UInt8] {
        guard isCompressed else { return bytes }
        do {
            return try message(compression, byteCountMax: method.requestBytes)
        } catch {
            throw error.status(
                of: "request", method.descriptor.name, invalid: .invalidArgument,
                tooLong: { method.requestTooLong($0) })
        }
    }

    /// A response, read by the caller.
    func response(
        of method: MethodDescriptor, _ compression: MessageCompression?
    ) throws(RPCError) -> [UInt8] {
        guard isCompressed else { return bytes }
        do {
            return try message(compression, byteCountMax: method.maximumMessageBytes)
        } catch {
            throw error.status(
                of: "response", method.name, invalid: .internal,
                tooLong: { method.tooLong("response", $0) })
        }
    }
}

extension DecompressionFault {
    fileprivate func status(
        of part: String, _ method: String, invalid: StatusCode, tooLong: (Int) -> RPCError
    ) -> RPCError {
        let problem = "the \(part) of \(method) is not valid: \(self)"
        switch self {
        case .tooLong(let byteCount, _):
            return tooLong(Int(clamping: byteCount))
        case .ratioTooHigh(_, _, let limit):
            return RPCError(
                .resourceExhausted, problem, details: [.limit("compressionRatio", value: limit)])
        case .windowTooLarge(_, let limit):
            return RPCError(
                .resourceExhausted, problem, details: [.limit("windowBytes", value: limit)])
        case .notAFrame, .truncated, .lengthMissing, .dictionaryUnknown, .bytesAfterEnd,
            .lengthWrong, .damaged:
            return RPCError(invalid, problem)
        }
    }
}

extension Hello {
    /// What one side says first, with what it reads.
    init(
        service: String, methods: [MethodDescriptor]?, digest: [UInt8]?, limits: Limits,
        _ compression: MessageCompression?
    ) {
        let ids = compression?.dictionaries.map { UInt($0.id) } ?? []
        self.init(
            service: service, methods: methods, digest: digest, limits: limits,
            compressions: compression == nil ? nil : [MessageCompression.algorithm],
            dictionaries: ids.isEmpty ? nil : ids)
    }
}

extension MessageCompression {
    /// What may be sent to a peer with this HELLO, on a connection to `service`.
    func outgoing(to peer: Hello, service: String) -> OutgoingCompression? {
        outgoing(
            algorithms: peer.compressions, dictionaryIDs: peer.dictionaries, service: service)
    }
}
