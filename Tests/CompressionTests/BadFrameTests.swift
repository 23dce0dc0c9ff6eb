import CZstd
import Identifiers
import Testing

@testable import Compression

/// Frames that no honest peer sends.
struct BadFrameTests {
    let compression = MessageCompression(
        sends: true, dictionaries: [MessageCompressionTests.dictionary])

    static let message: [UInt8] = {
        var conversations = Conversations(seed: 12)
        return conversations.next(lines: 20)
    }()

    /// A frame by libzstd itself, with these parameters.
    static func frame(
        _ content: [UInt8], level: Int32 = 3, _ parameters: [(ZSTD_cParameter, Int32)] = []
    ) -> [UInt8] {
        let context = ZSTD_createCCtx()
        defer { ZSTD_freeCCtx(context) }
        ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, level)
        for (name, value) in parameters { ZSTD_CCtx_setParameter(context, name, value) }
        var out = [UInt8](repeating: 0, count: ZSTD_compressBound(content.count))
        let count = ZSTD_compress2(context, &out, out.count, content, content.count)
        return Array(out[..<count])
    }

    /// The head of a frame of one segment that claims `byteCount`, with eight bytes for it.
    static func claiming(_ byteCount: UInt64) -> [UInt8] {
        [0x28, 0xB5, 0x2F, 0xFD, 0b1110_0000]
            + (0..<8).map { UInt8(truncatingIfNeeded: byteCount >> (8 * $0)) }
    }

    private func fault(_ bytes: [UInt8], most: Int = 4_194_304) -> DecompressionFault? {
        do throws(DecompressionFault) {
            _ = try compression.decompressed(bytes, byteCountMax: most)
            return nil
        } catch {
            return error
        }
    }

    @Test(arguments: [0, 1, 255, 256, 257, 65_535, 65_792, 300_000])
    func theHeaderIsReadAsLibzstdReadsIt(byteCount: Int) throws {
        let content = (0..<byteCount).map { UInt8($0 % 7) }
        for (hasSize, window) in [(Int32(1), Int32(0)), (1, 10), (0, 12), (0, 23)] {
            let frame = Self.frame(
                content,
                [(ZSTD_c_contentSizeFlag, hasSize), (ZSTD_c_windowLog, window)])
            let header = try ZstdFrameHeader(reading: frame)
            let told = ZSTD_getFrameContentSize(frame, frame.count)
            #expect(header.contentByteCount == (hasSize == 1 ? told : nil))
            if hasSize == 0 {
                // libzstd takes less where the content needs less.
                #expect((1_024...1 << UInt64(window)).contains(header.windowByteCount))
                #expect(fault(frame) == .lengthMissing)
            }
        }
    }

    /// Sizes from RFC 8878 §3.1.1.1.2: 2^(10 + exponent), and eighths of it.
    @Test(arguments: [
        (UInt8(0), UInt64(1_024)), (1, 1_152), (7, 1_920), (8, 2_048), (13 << 3, 8_388_608),
        (255, 4_123_168_604_160),
    ])
    func theWindowIsReadAsTheFormatSays(descriptor: UInt8, byteCount: UInt64) throws {
        let header = try ZstdFrameHeader(reading: [0x28, 0xB5, 0x2F, 0xFD, 0, descriptor])
        #expect(header.windowByteCount == byteCount)
    }

    @Test func everyPrefixIsRefused() {
        let frame = Self.frame(Self.message)
        for length in 0..<frame.count {
            #expect(fault(Array(frame[..<length])) != nil, "\(length) of \(frame.count) bytes")
        }
        #expect(fault(frame) == nil)
    }

    @Test func whatStandsAfterTheFrameIsRefused() {
        let frame = Self.frame(Self.message)
        #expect(fault(frame + [0]) == .bytesAfterEnd(1))
        #expect(fault(frame + frame) == .bytesAfterEnd(frame.count))
        let skippable: [UInt8] = [0x50, 0x2A, 0x4D, 0x18, 1, 0, 0, 0, 9]
        #expect(fault(frame + skippable) == .bytesAfterEnd(9))
        #expect(fault(skippable + frame) == .notAFrame)
    }

    @Test func aBombIsRefusedByItsHead() {
        let gibibyte: UInt64 = 1 << 30
        let bomb = Self.claiming(gibibyte) + [UInt8](repeating: 0, count: 1_011)
        #expect(fault(bomb) == .tooLong(byteCount: gibibyte, limit: 4_194_304))
        #expect(
            fault(Self.claiming(.max)) == .tooLong(byteCount: .max, limit: 4_194_304))
        let zeros = Self.frame([UInt8](repeating: 0, count: 4_000_000))
        #expect(
            fault(zeros)
                == .ratioTooHigh(byteCount: 4_000_000, compressed: zeros.count, limit: 100))
    }

    @Test func theRatioIsHeldToTheByte() {
        // 25 600 is a hundred times the least that a frame counts as.
        #expect(fault(Self.frame([UInt8](repeating: 0, count: 25_600))) == nil)
        let over = Self.frame([UInt8](repeating: 0, count: 25_601))
        #expect(
            fault(over)
                == .ratioTooHigh(byteCount: 25_601, compressed: over.count, limit: 100))
    }

    @Test func aFrameThatHoldsAnotherLengthThanItSaysIsRefused() {
        var long = Self.frame(Self.message)
        // 2 bytes of length, less 256, stand at 5 when the message is one segment.
        #expect(long[4] >> 5 == 0b011)
        let told = Int(long[5]) | Int(long[6]) << 8
        for wrong in [told - 1, told + 1, 0] {
            long[5] = UInt8(wrong & 0xFF)
            long[6] = UInt8(wrong >> 8)
            #expect(fault(long) != nil, "\(wrong) instead of \(told)")
        }
    }

    @Test func aWindowOverTheLimitIsRefused() {
        // A window descriptor of 16 MiB, and 4 bytes of length.
        let head: [UInt8] = [0x28, 0xB5, 0x2F, 0xFD, 0b1000_0000, 14 << 3, 1, 0, 0, 0]
        #expect(
            fault(head + [9, 0, 0, 7])
                == .windowTooLarge(byteCount: 1 << 24, limit: 8_388_608))
    }

    @Test func aDictionaryThatWasNotOfferedIsRefused() throws {
        var conversations = Conversations(seed: 400)
        let other = try CompressionDictionary(
            training: conversations.samples(300), for: "coaching", byteCount: 2_048)
        let theirs = MessageCompression(sends: true, dictionaries: [other])
        let frame = try #require(
            try MessageCompressionTests.outgoing(theirs, reads: [UInt(other.id)])
                .compressed(Self.message))
        #expect(fault(frame) == .dictionaryUnknown(other.id))
    }

    /// However a frame is changed, what is read is within its bounds, and nothing crashes.
    @Test(arguments: UInt64(0)..<40)
    func damagedFramesAreRefusedOrReadWithinBounds(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let known = try MessageCompressionTests.outgoing(
            compression, reads: [UInt(MessageCompressionTests.dictionary.id)])
        let frames = [Self.frame(Self.message), known.compressed(Self.message)!]
        for _ in 0..<200 {
            var frame = frames.randomElement(using: &random)!
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let place = frame.indices.randomElement(using: &random)!
                frame[place] = UInt8(truncatingIfNeeded: random.next())
            }
            if let read = try? compression.decompressed(frame, byteCountMax: 10_000) {
                #expect(read.count <= 10_000, "seed \(seed)")
            }
        }
    }
}
