import CZstd
import Synchronization

/// How the messages of one process are compressed and read: one zstd frame for each message.
///
/// Made once and shared by every connection. What it reads is told to each peer; whether it
/// compresses what it sends is its own choice, `sends`.
public final class MessageCompression: Sendable {
    /// What HELLO calls the only algorithm there is.
    public static let algorithm = "zstd"
    /// Reads what others compress, without dictionaries, and compresses nothing.
    public static let reading = MessageCompression()

    /// Whether messages are compressed for peers that can read them.
    public let sends: Bool
    /// What can be read, and what is used for sending, the best one of a service first.
    public let dictionaries: [CompressionDictionary]
    private let digests = Mutex<[UInt32: DigestedDictionary]>([:])
    private let counted = Mutex(CompressionFigures())
    private let compressing = ContextPool { CompressionContext() }
    private let decompressing = ContextPool { DecompressionContext() }

    public init(sends: Bool = false, dictionaries: [CompressionDictionary] = []) {
        self.sends = sends
        self.dictionaries = dictionaries
    }

    public var figures: CompressionFigures { counted.withLock { $0 } }

    /// What may be sent to a peer that said what it reads; nil for nothing.
    ///
    /// `service` is the one that serves the methods of the connection, on either side of it.
    public func outgoing(
        algorithms: [String]?, dictionaryIDs: [UInt]?, service: String
    ) -> OutgoingCompression? {
        guard sends, algorithms?.contains(Self.algorithm) == true else { return nil }
        let known = dictionaries.first {
            $0.service == service && dictionaryIDs?.contains(UInt($0.id)) == true
        }
        return OutgoingCompression(
            compression: self, dictionaryID: known?.id, dictionary: known.map(digested))
    }

    /// The message that `bytes` stand for, at most `byteCountMax` long.
    public func decompressed(
        _ bytes: [UInt8], byteCountMax: Int
    ) throws(DecompressionFault) -> [UInt8] {
        do throws(DecompressionFault) {
            let message = try content(of: bytes, byteCountMax: byteCountMax)
            counted.withLock { $0.received.add(message.count, as: bytes.count) }
            return message
        } catch {
            counted.withLock { $0.refused += 1 }
            throw error
        }
    }

    private func content(
        of bytes: [UInt8], byteCountMax: Int
    ) throws(DecompressionFault) -> [UInt8] {
        let header = try ZstdFrameHeader(reading: bytes)
        let byteCount = try header.check(
            compressedByteCount: bytes.count, byteCountMax: byteCountMax)
        let dictionary = try dictionary(header.dictionaryID)
        let frame = ZSTD_findFrameCompressedSize(bytes, bytes.count)
        guard ZSTD_isError(frame) == 0 else {
            throw .damaged(String(cString: ZSTD_getErrorName(frame)))
        }
        guard frame == bytes.count else { throw .bytesAfterEnd(bytes.count - frame) }
        var code = 0
        let message = [UInt8](unsafeUninitializedCapacity: byteCount) { memory, count in
            code = decompressing.using { context in
                ZSTD_decompress_usingDDict(
                    context.pointer, memory.baseAddress, byteCount, bytes, bytes.count,
                    dictionary?.decompressing)
            }
            count = ZSTD_isError(code) == 0 ? code : 0
        }
        guard ZSTD_isError(code) == 0 else {
            throw .damaged(String(cString: ZSTD_getErrorName(code)))
        }
        guard message.count == byteCount else { throw .lengthWrong(UInt64(byteCount)) }
        return message
    }

    fileprivate func compressed(
        _ message: [UInt8], _ dictionary: DigestedDictionary?, into byteCountMax: Int
    ) -> [UInt8]? {
        let frame = [UInt8](unsafeUninitializedCapacity: byteCountMax) { memory, count in
            let code = compressing.using { context in
                // A message that did not shrink has left its frame open, and no dictionary is taken
                // in the middle of one.
                ZSTD_CCtx_reset(context.pointer, ZSTD_reset_session_only)
                ZSTD_CCtx_refCDict(context.pointer, dictionary?.compressing)
                return ZSTD_compress2(
                    context.pointer, memory.baseAddress, byteCountMax, message, message.count)
            }
            count = ZSTD_isError(code) == 0 ? code : 0
        }
        guard !frame.isEmpty else { return nil }
        // In memory of its own size: it may wait in a queue that is bounded by what is in it.
        return frame.withUnsafeBufferPointer { [UInt8]($0) }
    }

    fileprivate func sent(_ byteCount: Int, as wireByteCount: Int) {
        counted.withLock { $0.sent.add(byteCount, as: wireByteCount) }
    }

    private func dictionary(_ id: UInt32) throws(DecompressionFault) -> DigestedDictionary? {
        guard id != 0 else { return nil }
        guard let dictionary = dictionaries.first(where: { $0.id == id }) else {
            throw .dictionaryUnknown(id)
        }
        return digested(dictionary)
    }

    private func digested(_ dictionary: CompressionDictionary) -> DigestedDictionary {
        digests.withLock { digests in
            if let digest = digests[dictionary.id] { return digest }
            let digest = DigestedDictionary(dictionary)
            digests[dictionary.id] = digest
            return digest
        }
    }
}

/// How messages for one peer are compressed, as its HELLO and this side's settings say.
public struct OutgoingCompression: Sendable {
    private let compression: MessageCompression
    /// The dictionary that both sides have; nil for none.
    public let dictionaryID: UInt32?
    private let dictionary: DigestedDictionary?
    /// Shorter messages are not touched.
    public let shortest: Int

    fileprivate init(
        compression: MessageCompression, dictionaryID: UInt32?, dictionary: DigestedDictionary?
    ) {
        self.compression = compression
        self.dictionaryID = dictionaryID
        self.dictionary = dictionary
        shortest =
            dictionary == nil
            ? CompressionLimits.shortest : CompressionLimits.shortestWithDictionary
    }

    /// The frame that stands for `message`; nil when that would save too little, or be taken for an
    /// attack by who reads it.
    public func compressed(_ message: [UInt8]) -> [UInt8]? {
        guard message.count >= shortest else { return nil }
        let most = message.count - message.count / CompressionLimits.leastSaving
        guard let frame = compression.compressed(message, dictionary, into: most) else {
            return nil
        }
        let counted = max(frame.count, CompressionLimits.countedBytes)
        guard message.count <= counted * CompressionLimits.ratio else { return nil }
        compression.sent(message.count, as: frame.count)
        return frame
    }
}
