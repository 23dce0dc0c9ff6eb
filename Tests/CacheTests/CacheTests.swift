import Identifiers
import Synchronization
import Testing
import Wire

@testable import Cache

/// The driver: many tasks, one load.
struct CacheTests {
    private let key = CacheKey("t", "question")

    @Test func manyWhoAskAtOnceShareOneLoadAndOneWhoGivesUpDoesNotEndIt() async throws {
        let cache = Cache<Answer>("test")
        let (gate, open) = AsyncStream.makeStream(of: Never.self)
        let loads = Mutex(0)
        let ask: @Sendable () async throws -> Answer? = { [key] in
            try await cache.value(for: key, tags: []) {
                loads.withLock { $0 += 1 }
                for await _ in gate {}
                return Answer(number: 7)
            }
        }
        let first = Task { try await ask() }
        while loads.withLock({ $0 }) == 0 { await Task.yield() }
        let others = (0..<20).map { _ in Task { try await ask() } }
        first.cancel()
        while cache.figures.hits < 20 { await Task.yield() }
        open.finish()
        for other in others { #expect(try await other.value == Answer(number: 7)) }
        #expect(loads.withLock { $0 } == 1)
        #expect(cache.figures.misses == 1)
    }

    @Test func aFaultIsToldAndNotKept() async throws {
        struct Fault: Error {}
        let cache = Cache<Answer>("test")
        await #expect(throws: Fault.self) {
            _ = try await cache.value(for: key, tags: []) { throw Fault() }
        }
        #expect(
            try await cache.value(for: key, tags: []) { Answer(number: 1) } == Answer(number: 1))
    }

    @Test func tenantsShareNothing() async throws {
        let cache = Cache<Answer>("test")
        for (tenant, number) in [("a", 1), ("b", 2)] {
            let key = CacheKey(TenantID(tenant), "question")
            let answer = try await cache.value(for: key, tags: [CacheTag(TenantID(tenant))]) {
                Answer(number: number)
            }
            #expect(answer == Answer(number: number))
        }
        cache.invalidate(CacheTag("a"))
        let kept = try await cache.value(for: CacheKey("b", "question"), tags: []) {
            Answer(number: 9)
        }
        #expect(kept == Answer(number: 2))
    }

    @Test func whoAsksAfterAChangeIsGivenWhatWasReadAfterIt() async throws {
        let cache = Cache<Answer>("test")
        let tag = CacheTag("t")
        for number in 1...3 {
            let answer = try await cache.value(for: key, tags: [tag]) { Answer(number: number) }
            #expect(answer == Answer(number: number))
            cache.invalidate(tag)
        }
    }
}

@WireMessage
struct Answer: Codable, Hashable, Sendable {
    var number: Int

    enum CodingKeys: Int, CodingKey { case number = 0 }
}
