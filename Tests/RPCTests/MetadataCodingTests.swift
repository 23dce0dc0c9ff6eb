import RPC
import Testing
import Wire

/// Metadata is written and read pair by pair; the bytes are those of any map of texts.
@Suite
struct MetadataCodingTests {
    @Test
    func pairsAreWrittenAsTheDictionaryWouldBe() throws {
        let header = CallHeader(metadata: ["long": "3", "b": "2", "a": "1", "é": ""])
        let bytes = header.wireBytes()
        #expect(try CBOREncoder().encode(header) == bytes)
        #expect(try CallHeader(wireBytes: bytes) == header)
        #expect(try CBORDecoder().decode(CallHeader.self, from: bytes) == header)
    }

    @Test(arguments: [
        (first: "b", second: "a", reason: WireError.Reason.unsortedKeys),
        (first: "bb", second: "a", reason: .unsortedKeys),
        (first: "a", second: "a", reason: .duplicateKey),
    ])
    func pairsOutOfOrderAreRefused(first: String, second: String, reason: WireError.Reason) {
        var encoder = WireEncoder()
        encoder.beginMap(1)
        encoder.write(5 as UInt64)
        encoder.beginMap(2)
        for name in [first, second] {
            encoder.write(name)
            encoder.write("")
        }
        let bytes = encoder.bytes
        let error = #expect(throws: WireError.self) { _ = try CallHeader(wireBytes: bytes) }
        #expect(error?.reason == reason)
    }
}
