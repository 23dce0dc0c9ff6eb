import Identifiers
import Testing
import Wire

@Suite("The encoder")
struct EncoderTests {
    @Test("One encoder writes many messages, each as if it were the first")
    func reuse() {
        var encoder = WireEncoder(minimumCapacity: 1)
        for seed in UInt64(0)..<50 {
            var random = SplitMix64(seed: seed)
            let message = Everything.random(&random)
            encoder.removeAll()
            message.encode(into: &encoder)
            let written = encoder.bytes
            let isSame = encoder.withUnsafeBytes { $0.elementsEqual(written) }
            #expect(written == message.wireBytes(), "seed \(seed)")
            #expect(isSame)
        }
    }

    @Test("Long byte strings stand where short ones would, however many and however long")
    func longByteStrings() throws {
        var random = SplitMix64(seed: 1)
        var message = Everything.random(&random)
        for counts in [[4_095], [4_096], [100_000, 1, 4_097], [4_096, 4_096], [0, 70_000, 0]] {
            message.blobs = counts.map { [UInt8](repeating: UInt8($0 % 251), count: $0) }
            message.blob = message.blobs[0]
            message.maybeBlob = message.blobs.last
            var encoder = WireEncoder()
            message.encode(into: &encoder)
            let bytes = message.wireBytes()
            #expect(bytes == encoder.bytes, "\(counts)")
            #expect(try Everything(wireBytes: bytes) == message, "\(counts)")
        }
    }

    @Test("A large message does not keep its buffer, and the encoder goes on")
    func shrinks() {
        var encoder = WireEncoder()
        encoder.write(String(repeating: "x", count: 1 << 20))
        let large = encoder.byteCount
        encoder.removeAll(capacityKept: 64)
        encoder.write(String(repeating: "y", count: 100))
        let small = encoder.bytes
        #expect(large == (1 << 20) + 5)
        #expect(small == [0x78, 100] + [UInt8](repeating: UInt8(ascii: "y"), count: 100))
    }

    @Test("Bytes that are CBOR already are put in as they are")
    func appends() throws {
        let leaf = Leaf(name: "a")
        var encoder = WireEncoder()
        encoder.beginArray(2)
        leaf.wireBytes().withUnsafeBytes { encoder.append(encoded: $0) }
        leaf.encode(into: &encoder)
        let bytes = encoder.bytes
        let items = try bytes.withUnsafeBytes { buffer in
            var decoder = WireDecoder(buffer)
            return try [Leaf](from: &decoder)
        }
        #expect(items == [leaf, leaf])
    }

    @Test("A message reads from an array, a slice, a span and a lazy collection alike")
    func sources() throws {
        let leaf = Leaf(name: "a", score: 0.1)
        let bytes = leaf.wireBytes()
        let framed = [0xFF] + bytes + [0xFF]
        #expect(try Leaf(wireBytes: framed[1..<framed.count - 1]) == leaf)
        #expect(try Leaf(wireBytes: bytes.span.bytes) == leaf)
        #expect(try Leaf(wireBytes: bytes.lazy.map { $0 }) == leaf)
    }

    @Test("Every double keeps its value in the shortest of three forms", arguments: UInt64(0)..<20)
    func doubles(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        for _ in 0..<500 {
            let value = random.float()
            let bytes = try CBOREncoder().encode(value)
            guard case .float(let back) = try CBORValue(decoding: bytes) else {
                Issue.record("\(value)")
                return
            }
            #expect(back.bitPattern == value.bitPattern, "seed \(seed): \(value)")
            #expect((bytes.count == 9) == (Double(Float(value)) != value), "seed \(seed): \(value)")
        }
    }
}
