import Cache
import Foundation
import Identifiers
import RedisServer
import Synchronization
import Testing
import Wire

@testable import Redis

/// Two replicas with a Redis between them: right whatever the Redis does.
@Suite(.serialized)
struct SecondLevelTests {
    private let key = CacheKey("t", "question")
    private let tag = CacheTag("t")

    @Test func whatOneReplicaLoadedTheOtherNeedNotLoad() async throws {
        let redis = try await PrivateRedis()
        let (one, other) = (Replica(redis.url), Replica(redis.url))
        try await one.nameTheState(key, tag)
        #expect(try await one.ask(key, tag, truth: 1) == 1)
        try await eventually {
            if case .found = await other.level.read(key, tags: [tag]) { true } else { false }
        }
        #expect(try await other.ask(key, tag, truth: 2) == 1)
        one.change(tag)
        #expect(try await one.ask(key, tag, truth: 3) == 3, "who changed something reads it")
        other.change(tag)
        #expect(try await other.ask(key, tag, truth: 4) >= 3, "and who was told of it as well")
    }

    @Test func tenantsAndContractsShareNothing() async throws {
        let redis = try await PrivateRedis()
        let one = Replica(redis.url)
        try await one.nameTheState(key, tag)
        #expect(try await one.ask(key, tag, truth: 1) == 1)
        let newer = Replica(redis.url, contract: "v2")
        #expect(try await newer.ask(key, tag, truth: 2) == 2)
        #expect(try await Replica(redis.url).ask(CacheKey("u", "question"), tag, truth: 3) == 3)
    }

    /// Garbage, wrong types, values of yesterday and of tomorrow, and those of another state.
    @Test(arguments: Lie.allCases)
    func aLieIsNotBelieved(lie: Lie) async throws {
        let redis = try await PrivateRedis()
        let one = Replica(redis.url)
        try await one.nameTheState(key, tag)
        #expect(try await one.ask(key, tag, truth: 1) == 1)
        let connection = RedisConnection(
            try #require(RedisAddress(url: redis.url)), timeout: .seconds(10))
        defer { connection.stop() }
        let place = Array("mesh:test:v1:t\u{1F}question".utf8)
        try await eventually {
            if case .bytes = await connection.send([Array("GET".utf8), place]) {
                true
            } else {
                false
            }
        }
        try await lie.tell(connection, place)
        #expect(try await Replica(redis.url).ask(key, tag, truth: 2) == 2)
    }

    @Test func aRedisThatDiesOnlyCostsLoads() async throws {
        let redis = try await PrivateRedis()
        let one = Replica(redis.url)
        try await one.nameTheState(key, tag)
        #expect(try await one.ask(key, tag, truth: 1) == 1)
        redis.kill()
        for truth in 2..<40 {
            one.change(tag)
            #expect(try await one.ask(key, tag, truth: truth) == truth)
        }
    }

    enum Fault: CaseIterable, Sendable {
        /// It stands still: connections are taken, and nothing is answered.
        case halted
        case gone
    }

    /// While it is away each replica loads for itself and health says so; then what one has loaded the
    /// other need not load again, and no change was missed.
    @Test(arguments: Fault.allCases)
    func aRedisThatComesBackIsUsedAgain(fault: Fault) async throws {
        let redis = try await PrivateRedis()
        let replicas = (0..<2).map { _ in
            Replica(redis.url, lifetime: .seconds(1), patience: .milliseconds(500))
        }
        try await replicas[0].nameTheState(key, tag)
        #expect(try await replicas[0].ask(key, tag, truth: 1) == 1)
        switch fault {
        case .halted: redis.halt()
        case .gone: redis.kill()
        }
        for replica in replicas { replica.change(tag) }
        for (number, replica) in replicas.enumerated() {
            #expect(try await replica.ask(key, tag, truth: 2 + number) == 2 + number)
            #expect(await replica.level.standing().hasPrefix("does not answer"))
        }
        switch fault {
        case .halted: redis.goOn()
        case .gone: try await redis.start()
        }
        try await eventually { await replicas[0].level.standing().isEmpty }
        var truth = 9
        try await eventually {
            truth += 1
            for replica in replicas { replica.change(tag) }
            let loaded = try await replicas[0].ask(key, tag, truth: truth)
            #expect(loaded == truth, "who was told of a change reads nothing older")
            return try await replicas[1].ask(key, tag, truth: -2) == truth
        }
    }

    /// Takes connections and says nothing, nonsense, or one byte at a time.
    @Test(arguments: [nil, "?? garbage\r\n", "*2\r\n$5\r\nhel", "$-7\r\n", "*-1\r\n", ":1\r\n"])
    func aServerThatIsNoRedisOnlyCostsLoads(words: String?) async throws {
        let server = try OddServer(words)
        defer { server.stop() }
        let one = Replica(server.url, patience: RedisConnection.patience)
        for truth in 1..<12 {
            one.change(tag)
            #expect(try await one.ask(key, tag, truth: truth) == truth)
        }
    }
}

/// What a Redis may say that is not so.
enum Lie: CaseIterable, Sendable {
    case garbage, wrongType, old, future, otherState, cut

    func tell(_ redis: RedisConnection, _ place: [UInt8]) async throws {
        guard case .bytes(let bytes)? = await redis.send([Array("GET".utf8), place]),
            let entry = SharedEntry(bytes)
        else {
            Issue.record("there is no entry to lie about")
            return
        }
        let now = entry.loadedAt
        let told: [UInt8]
        switch self {
        case .garbage: told = Array("garbage".utf8)
        case .cut: told = Array(bytes.dropLast())
        case .old:
            told =
                SharedEntry(
                    loadedAt: now - 60_000_000, tokens: entry.tokens, value: entry.value
                ).bytes
        case .future:
            told =
                SharedEntry(
                    loadedAt: now + 3_600_000_000, tokens: entry.tokens, value: entry.value
                ).bytes
        case .otherState:
            told = SharedEntry(loadedAt: now, tokens: ~entry.tokens, value: entry.value).bytes
        case .wrongType:
            _ = await redis.send([Array("DEL".utf8), place])
            _ = await redis.send([Array("LPUSH".utf8), place, [1]])
            return
        }
        #expect(await redis.send([Array("SET".utf8), place, told]) == .bytes(Array("OK".utf8)))
    }
}

/// One process of a service, as far as its cache goes.
private struct Replica {
    let cache: Cache<Answer>
    let level: RedisSharedLevel

    /// A real Redis gets the time that a loaded machine takes; the others get what they deserve.
    init(
        _ url: String, contract: String = "v1", lifetime: Duration = .seconds(30),
        patience: Duration = .seconds(10)
    ) {
        guard let address = RedisAddress(url: url) else { fatalError("no address: \(url)") }
        level = RedisSharedLevel(
            RedisConnection(address, timeout: patience), service: "test", lifetime: lifetime)
        level.open(contract: contract)
        cache = Cache("test", CacheLimits(lifetime: lifetime), shared: level)
    }

    /// What the cache says while a load would say `truth`.
    func ask(_ key: CacheKey, _ tag: CacheTag, truth: Int) async throws -> Int {
        try await cache.value(for: key, tags: [tag]) { Answer(number: truth) }?.number ?? -1
    }

    func change(_ tag: CacheTag) {
        level.changed(tag)
        cache.invalidate(tag)
    }

    /// The first reader of a tag only gives it a token.
    func nameTheState(_ key: CacheKey, _ tag: CacheTag) async throws {
        try await eventually {
            if case .absent = await level.read(key, tags: [tag]) { true } else { false }
        }
    }
}

@WireMessage
struct Answer: Codable, Hashable, Sendable {
    var number: Int

    enum CodingKeys: Int, CodingKey { case number = 0 }
}

private func eventually(_ condition: () async throws -> Bool) async throws {
    let end = ContinuousClock.now + .seconds(20)
    while ContinuousClock.now < end {
        if try await condition() { return }
        try await Task.sleep(for: .milliseconds(20))
    }
    Issue.record("it never came to be")
}

/// Listens on a socket, answers whatever is said with the same words, or with nothing.
private final class OddServer: Sendable {
    let url: String
    private let path: String
    private let listener: Int32

    init(_ words: String?) throws {
        path =
            FileManager.default.temporaryDirectory.path + "/odd-\(UInt32.random(in: 0...9_999_999))"
        url = "unix://\(path)"
        listener = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { place in
            place.copyBytes(from: path.utf8.prefix(place.count - 1))
        }
        let isBound = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
            }
        }
        try #require(isBound && listen(listener, 16) == 0)
        Thread.detachNewThread { [listener] in
            while true {
                let peer = accept(listener, nil, nil)
                guard peer >= 0 else { return }
                if let words { _ = words.withCString { send(peer, $0, strlen($0), 0x4000) } }
                Thread.detachNewThread {
                    var byte: UInt8 = 0
                    while recv(peer, &byte, 1, 0) > 0 {}
                    close(peer)
                }
            }
        }
    }

    func stop() {
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
        unlink(path)
    }
}
