import Identifiers
import Testing
import Wire

@Suite("Whole, cut, glued and mutated input")
struct InputTests {
    @Test("A message cut anywhere is an error, never a shorter message", arguments: UInt64(0)..<20)
    func cut(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let bytes = Everything.random(&random).wireBytes()
        for length in 0..<bytes.count {
            #expect(throws: WireError.self, "seed \(seed), \(length) of \(bytes.count) bytes") {
                try Everything(wireBytes: Array(bytes[..<length]))
            }
        }
    }

    @Test(
        "Two messages glued together read one after the other, not as one",
        arguments: UInt64(0)..<20)
    func glued(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let (first, second) = (Everything.random(&random), Everything.random(&random))
        let bytes = first.wireBytes() + second.wireBytes()
        #expect(throws: WireError.self) { try Everything(wireBytes: bytes) }
        try bytes.withUnsafeBytes { buffer in
            var decoder = WireDecoder(buffer)
            let (one, two) = (try Everything(from: &decoder), try Everything(from: &decoder))
            try decoder.finish()
            #expect(one == first)
            #expect(two == second)
        }
    }

    @Test(
        "Whatever is accepted writes back to the same bytes: there is one form of a message",
        arguments: UInt64(0)..<100)
    func mutated(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let bytes = Everything.random(&random).wireBytes()
        for _ in 0..<100 {
            let mutated = mutate(bytes, using: &random)
            mutated.withUnsafeBytes { buffer in
                var decoder = WireDecoder(buffer)
                guard let message = try? Everything(from: &decoder), decoder.isAtEnd,
                    decoder.unknownKeyCount == 0, message.sendsAllKeys(of: mutated)
                else { return }
                #expect(message.wireBytes() == mutated, "seed \(seed): \(hex(mutated))")
            }
        }
    }

    @Test("Unknown keys are skipped and counted, whatever their values are")
    func unknownKeys() throws {
        let blob = "5820" + String(repeating: "00", count: 32)
        let bytes = bytes(hex: "a6 006161 01a1008102 02f6 07f93e00 08c182006162 1819" + blob)
        try bytes.withUnsafeBytes { buffer in
            var decoder = WireDecoder(buffer)
            let leaf = try Leaf(from: &decoder)
            let skipped = decoder.unknownKeyCount
            #expect(leaf == Leaf(name: "a", score: 1.5))
            #expect(skipped == 4)
        }
    }

    @Test("An unknown word keeps its number through a reader that does not know it")
    func openWords() throws {
        let word = try decodeOne(Open<CoachingIntensity>.self, [0x18, 0x63])
        #expect(word == .unknown(99))
        #expect(word.known == nil)
        #expect(try decodeOne(Open<CoachingIntensity>.self, [0x02]).known == .intensive)
    }

    @Test("An empty input is a typed error")
    func empty() {
        #expect(throws: WireError(.truncated, at: 0)) { try Leaf(wireBytes: [UInt8]()) }
    }

    private func decodeOne<Value: WireValue>(_ type: Value.Type, _ bytes: [UInt8]) throws -> Value {
        try bytes.withUnsafeBytes { buffer in
            var decoder = WireDecoder(buffer)
            return try Value(from: &decoder)
        }
    }
}

extension Everything {
    /// Whether `bytes` has no fewer keys than this message sends: a default that was left out there
    /// is sent here.
    fileprivate func sendsAllKeys(of bytes: [UInt8]) -> Bool {
        guard case .map(let pairs) = try? CBORValue(decoding: bytes),
            case .map(let sent) = try? CBORValue(decoding: wireBytes())
        else { return false }
        return pairs.count == sent.count
    }
}
