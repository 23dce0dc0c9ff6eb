import Identifiers
import Testing
import Wire

@Suite("The macro and Codable agree")
struct MacroAndCodableTests {
    @Test("Both paths write the same bytes", arguments: UInt64(0)..<300)
    func sameBytes(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let message = Everything.random(&random)
        #expect(try CBOREncoder().encode(message) == message.wireBytes(), "seed \(seed)")
    }

    @Test("Each path reads what the other wrote", arguments: UInt64(0)..<300)
    func readEachOther(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let message = Everything.random(&random)
        let fromCodable = try Everything(wireBytes: CBOREncoder().encode(message))
        #expect(fromCodable == message, "seed \(seed)")
        let fromMacro = try CBORDecoder().decode(Everything.self, from: message.wireBytes())
        #expect(fromMacro == message, "seed \(seed)")
    }

    @Test(
        "Mutated bytes are accepted by both paths, with the same value, or by neither",
        arguments: UInt64(0)..<60)
    func sameVerdict(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let bytes = Everything.random(&random).wireBytes()
        for _ in 0..<40 {
            let mutated = mutate(bytes, using: &random)
            let direct = try? Everything(wireBytes: mutated)
            let bridged = try? CBORDecoder().decode(Everything.self, from: mutated)
            #expect(direct?.wireBytes() == bridged?.wireBytes(), "seed \(seed): \(hex(mutated))")
        }
    }

    @Test("Both paths take the default for a missing key")
    func defaults() throws {
        let bytes: [UInt8] = [0xA1, 0x00, 0x61, 0x61]
        let expected = Leaf(name: "a", score: nil, children: [])
        #expect(try Leaf(wireBytes: bytes) == expected)
        #expect(try CBORDecoder().decode(Leaf.self, from: bytes) == expected)
    }

    @Test("A type without the macro travels through Codable alone")
    func withoutMacro() throws {
        let plain = Plain(name: "a", scores: [1, 2.5], nested: ["b": 1, "1": 2], note: nil)
        let bytes = try CBOREncoder().encode(plain)
        #expect(
            diagnostic(bytes) == #"{1: "a", 2: [1.0, 2.5], 3: {"1": 2, "b": 1}}"#)
        #expect(try CBORDecoder().decode(Plain.self, from: bytes) == plain)
    }

    private struct Plain: Codable, Equatable {
        var name: String
        var scores: [Double]
        var nested: [String: Int]
        var note: String?

        enum CodingKeys: Int, CodingKey {
            case name = 1
            case scores = 2
            case nested = 3
            case note = 4
        }
    }
}

/// Diagnostic notation of `bytes`, or why there is none.
func diagnostic(_ bytes: [UInt8]) -> String {
    do { return try CBORValue(decoding: bytes).description } catch { return "\(error)" }
}
