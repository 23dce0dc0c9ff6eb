import Identifiers
import Testing

@testable import Redis

/// What may come back from a Redis that somebody else writes to.
struct SharedEntryTests {
    @Test func anEntryIsReadAsItWasWritten() {
        let entry = SharedEntry(loadedAt: 1_790_000_000_000_000, tokens: 7, value: [1, 2, 3])
        #expect(SharedEntry(entry.bytes) == entry)
        let empty = SharedEntry(loadedAt: -1, tokens: .max, value: [])
        #expect(SharedEntry(empty.bytes) == empty)
    }

    /// Cut anywhere, or with any byte changed, it is no entry.
    @Test func nothingElseIsAnEntry() {
        let bytes = SharedEntry(loadedAt: 1, tokens: 2, value: Array(0..<40)).bytes
        for length in 0..<bytes.count { #expect(SharedEntry(Array(bytes[..<length])) == nil) }
        var generator = SplitMix64(seed: 4)
        for place in bytes.indices {
            var changed = bytes
            changed[place] ^= .random(in: 1...255, using: &generator)
            #expect(SharedEntry(changed) == nil, "byte \(place)")
        }
        #expect(SharedEntry(bytes + [0]) == nil)
    }

    @Test(arguments: [
        ("redis://127.0.0.1:7000", RedisAddress.tcp(host: "127.0.0.1", port: 7_000)),
        ("redis://cache", .tcp(host: "cache", port: 6_379)),
        ("unix:///run/redis", .unix(path: "/run/redis")),
        ("redis://", nil), ("redis://h:0", nil), ("redis://h:1:2", nil), ("http://h", nil),
        ("unix://relative", nil),
    ])
    func anAddressIsAHostAndPortOrASocket(url: String, address: RedisAddress?) {
        #expect(RedisAddress(url: url) == address)
    }

    @Test func aBreakerOpensAfterFaultsInARowAndTriesAgainAfterItsCooldown() {
        var breaker = RedisBreaker()
        for _ in 1..<RedisBreaker.faultLimit { breaker.failed(at: .zero) }
        #expect(breaker.mayAsk(at: .zero))
        breaker.failed(at: .zero)
        #expect(!breaker.mayAsk(at: .zero))
        #expect(breaker.mayAsk(at: RedisBreaker.cooldown))
        breaker.succeeded()
        #expect(breaker.mayAsk(at: .zero))
    }
}
