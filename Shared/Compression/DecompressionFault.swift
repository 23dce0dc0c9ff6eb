/// Why a compressed message was not read. Nothing was allocated for what it claims.
public enum DecompressionFault: Error, Equatable, Sendable {
    /// It does not begin as a zstd frame does.
    case notAFrame
    /// It ends before its frame does.
    case truncated
    /// The frame does not say how long its content is.
    case lengthMissing
    /// The content is longer than the message may be.
    case tooLong(byteCount: UInt64, limit: Int)
    /// The frame stands for too many times its own bytes.
    case ratioTooHigh(byteCount: UInt64, compressed: Int, limit: Int)
    case windowTooLarge(byteCount: UInt64, limit: Int)
    /// It needs a dictionary that this side has not named.
    case dictionaryUnknown(UInt32)
    /// Something stands after the frame: another one, or rubbish.
    case bytesAfterEnd(Int)
    /// The content has another length than the frame says.
    case lengthWrong(UInt64)
    /// The frame breaks the format; zstd's own word for it.
    case damaged(String)
}

extension DecompressionFault: CustomStringConvertible {
    public var description: String {
        switch self {
        case .notAFrame: "it is no zstd frame"
        case .truncated: "its zstd frame is cut short"
        case .lengthMissing: "its zstd frame does not say how long its content is"
        case .tooLong(let byteCount, let limit):
            "its zstd frame stands for \(byteCount) bytes, over the limit of \(limit)"
        case .ratioTooHigh(let byteCount, let compressed, let limit):
            "its zstd frame of \(compressed) bytes stands for \(byteCount), over the limit ratio of "
                + "\(limit)"
        case .windowTooLarge(let byteCount, let limit):
            "its zstd frame needs a window of \(byteCount) bytes, over the limit of \(limit)"
        case .dictionaryUnknown(let id): "its zstd frame needs the dictionary \(id), not offered"
        case .bytesAfterEnd(let count): "\(count) bytes stand after its zstd frame"
        case .lengthWrong(let byteCount): "its zstd frame says \(byteCount) bytes and has others"
        case .damaged(let word): "its zstd frame is damaged: \(word)"
        }
    }
}
