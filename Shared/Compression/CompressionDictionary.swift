import CZstd

/// What messages of one service have in common, known to both sides beforehand.
///
/// Both sides must have the very same bytes: `id`, which training derives from them, says so in
/// HELLO and in each frame.
public struct CompressionDictionary: Sendable, Hashable {
    /// The service whose methods carry these messages.
    public let service: String
    public let id: UInt32
    public let bytes: [UInt8]

    /// Fails when `bytes` are not a trained dictionary (RFC 8878 §5).
    public init(service: String, bytes: [UInt8]) throws(DictionaryFault) {
        id = ZDICT_getDictID(bytes, bytes.count)
        guard id != 0 else { throw .notADictionary(service: service) }
        guard bytes.count <= CompressionLimits.dictionaryBytes else {
            throw .tooLong(byteCount: bytes.count, limit: CompressionLimits.dictionaryBytes)
        }
        self.service = service
        self.bytes = bytes
    }
}

/// Why there is no dictionary.
public enum DictionaryFault: Error, Equatable, Sendable, CustomStringConvertible {
    case notADictionary(service: String)
    case tooLong(byteCount: Int, limit: Int)
    /// Training found nothing: mostly that the samples are too few or too alike.
    case notTrained(String)

    public var description: String {
        switch self {
        case .notADictionary(let service):
            "the dictionary of \(service) is no zstd dictionary with an id; train it again"
        case .tooLong(let byteCount, let limit):
            "a dictionary of \(byteCount) bytes is over the limit dictionaryBytes of \(limit)"
        case .notTrained(let word):
            "zstd made no dictionary of the samples (\(word)): give it more, and different ones"
        }
    }
}

extension CompressionDictionary {
    /// Trains a dictionary of at most `byteCount` bytes on messages like those to come.
    ///
    /// The same samples in the same order give the same dictionary. O(bytes of the samples).
    public init(
        training samples: [[UInt8]], for service: String, byteCount: Int
    ) throws(DictionaryFault) {
        var bytes = [UInt8](repeating: 0, count: byteCount)
        let sizes = samples.map(\.count)
        let made = ZDICT_trainFromBuffer(
            &bytes, byteCount, samples.flatMap { $0 }, sizes, UInt32(samples.count))
        guard ZDICT_isError(made) == 0 else {
            throw .notTrained(String(cString: ZDICT_getErrorName(made)))
        }
        try self.init(service: service, bytes: Array(bytes[..<made]))
    }
}

/// A dictionary as libzstd uses it: its tables, made once.
///
/// libzstd never changes a digested dictionary, so that many contexts may use one at a time; hence
/// the unchecked `Sendable`.
final class DigestedDictionary: @unchecked Sendable {
    let compressing: OpaquePointer
    let decompressing: OpaquePointer

    init(_ dictionary: CompressionDictionary) {
        let (bytes, level) = (dictionary.bytes, CompressionLimits.levelWithDictionary)
        guard let compressing = ZSTD_createCDict(bytes, bytes.count, level),
            let decompressing = ZSTD_createDDict(bytes, bytes.count)
        else { preconditionFailure("out of memory") }
        self.compressing = compressing
        self.decompressing = decompressing
    }

    deinit {
        ZSTD_freeCDict(compressing)
        ZSTD_freeDDict(decompressing)
    }
}
