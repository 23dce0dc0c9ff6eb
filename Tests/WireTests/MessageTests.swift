import Identifiers
import Testing
import Wire

@Suite("Messages")
struct MessageTests {
    @Test("A message is a map with its numbers as keys, in ascending order")
    func encodesByNumber() {
        let leaf = Leaf(name: "a", score: 1.5, children: [Leaf(name: "b")])
        #expect(
            leaf.wireBytes() == [
                0xA3, 0x00, 0x61, 0x61, 0x03, 0x81, 0xA2, 0x00, 0x61, 0x62, 0x03, 0x80, 0x07, 0xF9,
                0x3E, 0x00,
            ])
    }

    @Test("A message reads back as it was written")
    func roundTrips() throws {
        let leaf = Leaf(name: "a", score: 1.5, children: [Leaf(name: "b")])
        #expect(try Leaf(wireBytes: leaf.wireBytes()) == leaf)
    }

    @Test("A missing key takes the property's default, a missing optional is nil")
    func defaults() throws {
        let leaf = try Leaf(wireBytes: [0xA1, 0x00, 0x61, 0x61])
        #expect(leaf == Leaf(name: "a", score: nil, children: []))
    }
}
