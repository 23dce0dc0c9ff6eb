import Foundation
import Testing
import Wire

@Suite("RFC 8949 vectors")
struct VectorTests {
    @Test("Every example of appendix A reads as its diagnostic notation", arguments: examples)
    func reads(_ example: Example) throws {
        let value = try CBORValue(decoding: bytes(hex: example.hex), rules: .lenient)
        #expect(value.description == example.diagnostic)
    }

    @Test(
        "A deterministic example writes back to the same bytes, any other is refused on the wire",
        arguments: examples)
    func writes(_ example: Example) throws {
        let input = bytes(hex: example.hex)
        if example.isDeterministic {
            #expect(hex(try CBORValue(decoding: input).encoded) == example.hex)
        } else {
            #expect(throws: WireError.self) { try CBORValue(decoding: input) }
        }
    }

    @Test("f818, which RFC 7049 allowed, is rejected under both rules")
    func rejectsReservedSimple() {
        for rules in [CBORValue.Rules.deterministic, .lenient] {
            #expect(throws: WireError(.reserved, at: 0)) {
                try CBORValue(decoding: [0xF8, 0x18], rules: rules)
            }
        }
    }

    @Test(
        "What appendix F.1 calls not well-formed is rejected under both rules",
        arguments: notWellFormed)
    func rejectsMalformed(_ text: String) {
        for rules in [CBORValue.Rules.deterministic, .lenient] {
            #expect(throws: WireError.self, "\(text) under \(rules)") {
                try CBORValue(decoding: bytes(hex: text), rules: rules)
            }
        }
    }

    @Test(
        "What appendix F.1 calls not well-formed is rejected as an unknown field's value",
        arguments: notWellFormed)
    func rejectsMalformedWhenSkipping(_ text: String) {
        // {0: "a", 9: …}: key 9 is not one of Leaf's.
        let message = [0xA2, 0x00, 0x61, 0x61, 0x09] + bytes(hex: text)
        #expect(throws: WireError.self) { try Leaf(wireBytes: message) }
    }

    @Test(
        "The 82 vectors of the test-vectors file read, and write back where it says so",
        .enabled(if: vectorFile != nil, "../shared/data/cbor/appendix_a.json is absent"))
    func sharedFile() throws {
        let vectors = try JSONDecoder().decode([Vector].self, from: try #require(Self.vectorFile))
        #expect(vectors.count == 82)
        for vector in vectors where vector.hex != "f818" {
            let input = bytes(hex: vector.hex)
            let value = try CBORValue(decoding: input, rules: .lenient)
            // A chunked string reads as one string, which its notation keeps apart.
            if let diagnostic = vector.diagnostic, !diagnostic.contains("_") {
                #expect(value.description == diagnostic, "\(vector.hex)")
            }
            if vector.roundtrip {
                #expect(hex(value.encoded) == vector.hex)
                #expect(try CBORValue(decoding: input) == value || vector.diagnostic == "NaN")
            } else {
                #expect(throws: WireError.self) { try CBORValue(decoding: input) }
            }
        }
    }

    private struct Vector: Decodable {
        var hex: String
        var roundtrip: Bool
        var diagnostic: String?
    }

    private static let vectorFile: Data? = FileManager.default.contents(
        atPath: "../shared/data/cbor/appendix_a.json")
}
