import Testing
import Wire

@Suite("Hostile input")
struct AttackTests {
    @Test(
        "An array in an array in an array … ends at the depth limit, whether read or skipped",
        arguments: [UInt8(0x81), 0xC1, 0xCB])
    func deepNesting(_ head: UInt8) {
        let deep = [UInt8](repeating: head, count: 100_000)
        #expect(throws: WireError(.nestedTooDeep(limit: 32), at: 32)) {
            try CBORValue(decoding: deep)
        }
        #expect(throws: WireError(.nestedTooDeep(limit: 32), at: 32)) {
            try CBORValue(decoding: deep, rules: .lenient)
        }
        // As the value of a key that Leaf does not know: one level is the message's own.
        #expect(throws: WireError(.nestedTooDeep(limit: 32), at: 36)) {
            try Leaf(wireBytes: [0xA2, 0x00, 0x61, 0x61, 0x09] + deep)
        }
    }

    @Test("A message that contains itself ends at the depth limit")
    func deepMessages() {
        var bytes: [UInt8] = []
        for _ in 0..<10_000 { bytes += [0xA2, 0x00, 0x60, 0x03, 0x81] }
        #expect(throws: WireError(.nestedTooDeep(limit: 32), at: 80)) {
            try Leaf(wireBytes: bytes)
        }
    }

    @Test("Arrays that each claim all that is left draw one budget of items")
    func nestedLengthLies() throws {
        // cbor-x#142: each level declares as many items as there are bytes left.
        var bytes: [UInt8] = [0xA2, 0x00, 0x61, 0x61, 0x09]
        let total = 20_000
        while bytes.count < total {
            let left = total - bytes.count - 3
            if left < 256 { break }
            bytes += [0x99, UInt8(left >> 8), UInt8(left & 0xFF)]
        }
        bytes += [UInt8](repeating: 0, count: max(0, total - bytes.count))
        let error = #expect(throws: WireError.self) { try Leaf(wireBytes: bytes) }
        #expect(error?.reason == .tooManyItems(limit: 131_072))
    }

    @Test("More items than the budget are refused, as many as it allows are not")
    func itemBudget() throws {
        let limits = WireLimits(depthMax: 32, itemCountMax: 1_000)
        func array(_ count: Int) -> [UInt8] {
            [0x99, UInt8(count >> 8), UInt8(count & 0xFF)] + [UInt8](repeating: 0, count: count)
        }
        #expect(throws: Never.self) { try CBORValue(decoding: array(1_000), limits: limits) }
        #expect(throws: WireError(.tooManyItems(limit: 1_000), at: 0)) {
            try CBORValue(decoding: array(1_001), limits: limits)
        }
    }

    @Test(
        "A declared length beyond the input is refused before anything is reserved",
        arguments: [
            "5bffffffffffffffff", "7bffffffffffffffff", "9bffffffffffffffff", "bbffffffffffffffff",
            "bb7fffffffffffffff", "9affffffff",
        ])
    func lengthLies(_ text: String) {
        let item = bytes(hex: text)
        for input in [item, [0xA2, 0x00, 0x61, 0x61, 0x09] + item] {
            let error = #expect(throws: WireError.self) { try CBORValue(decoding: input) }
            guard case .lengthBeyondInput = error?.reason else {
                Issue.record("\(text): \(String(describing: error))")
                continue
            }
        }
    }

    @Test(
        "A field of a message that lies about its length is refused",
        arguments: [
            "a1005bffffffff", "a1007affffffff61", "a2006161039affffffff",
        ])
    func fieldLengthLies(_ text: String) {
        #expect(throws: WireError.self) { try Leaf(wireBytes: bytes(hex: text)) }
    }

    @Test("Duplicate and unsorted keys are refused, known or not")
    func keys() {
        let cases: [(String, WireError)] = [
            ("a200616100 6162", WireError(.duplicateKey, at: 4)),
            ("a3006161090009 00", WireError(.duplicateKey, at: 6)),
            ("a300616109000800", WireError(.unsortedKeys, at: 6)),
            ("a3006161 07f93c00 0380", WireError(.unsortedKeys, at: 8)),
            // Inside a value that is skipped, and inside a dictionary.
            ("a200616109 a201000100", WireError(.duplicateKey, at: 8)),
            ("a200616109 a202000100", WireError(.unsortedKeys, at: 8)),
            ("a200616109 a2810100810100", WireError(.duplicateKey, at: 9)),
        ]
        for (text, expected) in cases {
            #expect(throws: expected, "\(text)") { try Leaf(wireBytes: bytes(hex: text)) }
        }
    }

    @Test("Bytes after the message are refused")
    func trailing() {
        #expect(throws: WireError(.trailingBytes(1), at: 4)) {
            try Leaf(wireBytes: [0xA1, 0x00, 0x61, 0x61, 0x00])
        }
    }

    @Test("A null is not an absent optional")
    func null() {
        #expect(throws: WireError(.unexpected(found: .null, expected: .float), at: 5)) {
            try Leaf(wireBytes: [0xA2, 0x00, 0x61, 0x61, 0x07, 0xF6])
        }
    }

    @Test(
        "Text that is not UTF-8 is refused, read or skipped",
        arguments: ["61ff", "62c080", "63eda080"])
    func notUTF8(_ text: String) {
        #expect(throws: WireError(.notUTF8, at: 2)) {
            try Leaf(wireBytes: [0xA1, 0x00] + bytes(hex: text))
        }
        #expect(throws: WireError(.notUTF8, at: 5)) {
            try Leaf(wireBytes: [0xA2, 0x00, 0x61, 0x61, 0x09] + bytes(hex: text))
        }
    }
}
