import CZstd
import Compression

/// Writes the zstd frames of a script: `{zstd: {of: {ask: {}}, twice: true}}`.
struct ZstdScript {
    let fields: Datum

    /// What both peers of a run have when their limits say `dictionary: 1`.
    static let dictionary: CompressionDictionary = {
        let text = Array("conformance case payload number plan replies wait echo ".utf8)
        let samples = (0..<400).map { number in
            Array("{0: swift case \(number), 1: ".utf8) + text.shuffledBlocks(number)
        }
        return dictionary(training: samples, for: "conformance")
    }()

    /// A dictionary that no peer has.
    static let unknown: CompressionDictionary = {
        let samples = (0..<400).map { number in
            Array("another build had \(number * 7) other words here, \(number)".utf8)
        }
        return dictionary(training: samples, for: "other")
    }()

    private static func dictionary(
        training samples: [[UInt8]], for contract: String
    ) -> CompressionDictionary {
        do {
            return try CompressionDictionary(training: samples, for: contract, byteCount: 1_024)
        } catch {
            preconditionFailure("no test goes on without a dictionary: \(error)")
        }
    }

    func bytes(of content: [UInt8]) -> [UInt8] {
        if let claimed = fields["claims"]?.integer { return claim(UInt64(claimed)) }
        var frame = compressed(content)
        if fields["twice"] == .boolean(true) { frame = compressed(frame) }
        // One segment: the length stands after the descriptor, in one byte or in two, less 256.
        if let lie = fields["lies"]?.integer { frame[5] = UInt8(Int(frame[5]) + lie) }
        if let count = fields["cut"]?.integer { frame.removeLast(count) }
        return frame + hexBytes(fields["tail"]?.text ?? "")
    }

    /// The head of a frame of one segment, and zeros as long as the script says.
    private func claim(_ byteCount: UInt64) -> [UInt8] {
        let length = (0..<8).map { UInt8(truncatingIfNeeded: byteCount >> (8 * $0)) }
        let rest = [UInt8](repeating: 0, count: max(0, (fields["bytes"]?.integer ?? 0) - 13))
        return [0x28, 0xB5, 0x2F, 0xFD, 0b1110_0000] + length + rest
    }

    private func compressed(_ content: [UInt8]) -> [UInt8] {
        let context = ZSTD_createCCtx()
        defer { ZSTD_freeCCtx(context) }
        if fields["unsized"] == .boolean(true) {
            ZSTD_CCtx_setParameter(context, ZSTD_c_contentSizeFlag, 0)
        }
        let dictionary: CompressionDictionary? =
            switch fields["dictionary"] {
            case .text("known"): Self.dictionary
            case .text("unknown"): Self.unknown
            default: nil
            }
        if let dictionary {
            ZSTD_CCtx_loadDictionary(context, dictionary.bytes, dictionary.bytes.count)
        }
        var out = [UInt8](repeating: 0, count: ZSTD_compressBound(content.count))
        let count = ZSTD_compress2(context, &out, out.count, content, content.count)
        return Array(out[..<count])
    }
}

extension [UInt8] {
    /// The same bytes in another order, eight at a time.
    fileprivate func shuffledBlocks(_ seed: Int) -> [UInt8] {
        let blocks = stride(from: 0, to: count, by: 8).map { start in
            Array(self[start..<Swift.min(start + 8, count)])
        }
        return blocks.indices.flatMap { blocks[($0 * (seed % 5 + 1) + seed) % blocks.count] }
    }
}
