import Cache
import Foundation
import Synchronization

/// A second level in a Redis that the replicas of a service share.
///
/// Each tag has a random token. A value carries the tokens that were read before its load began, and
/// is believed only while they are still the tags' tokens; a change gives its tag a new one, in the
/// order of this process's commands. What cannot be proved whole, of now and younger than its
/// lifetime is not there: a Redis that is slow, dead or lying costs loads and never an old answer
/// that is older than a first level's would be.
package final class RedisSharedLevel: SharedLevel {
    private let redis: RedisConnection
    private let service: String
    private let lifetime: Duration
    private let contract = Mutex<String?>(nil)
    /// Until when nothing is believed, because a change could not be told.
    private let bypass = Mutex(ContinuousClock.now)

    /// `service` is whose values they are; nothing is believed that is older than `lifetime`.
    package init(_ redis: RedisConnection, service: String, lifetime: Duration) {
        self.redis = redis
        self.service = service
        self.lifetime = lifetime
    }

    deinit { redis.stop() }

    package func open(contract: String) { self.contract.withLock { $0 = contract } }

    /// How Redis stands now, in words for an operator; empty when it answers.
    package func standing() async -> String {
        // As often as the breaker bears: one silence may be a hiccup.
        for _ in 0..<RedisBreaker.faultLimit
        where await redis.send([Array("PING".utf8)]) != nil { return "" }
        return "does not answer, so each replica loads for itself what it is asked for"
    }

    package func read(_ key: CacheKey, tags: [CacheTag]) async -> SharedLookup {
        guard ContinuousClock.now >= bypass.withLock({ $0 }), let place = valueName(of: key) else {
            return .none
        }
        let loadedAt = Self.now
        let names = tokenNames(of: tags)
        let reply = await redis.send([Array("MGET".utf8)] + names + [place])
        guard case .list(let items) = reply, items.count == names.count + 1 else { return .none }
        var tokens: [[UInt8]] = []
        for (name, item) in zip(names, items) {
            guard case .bytes(let token) = item else {
                // Nobody has named this state yet: the next reader will find a token.
                setToken(name, isNew: true)
                return .none
            }
            tokens.append(token)
        }
        let proof = SharedEntry.checksum(tokens.joined(separator: [0]))
        guard case .bytes(let bytes) = items.last, let entry = SharedEntry(bytes),
            entry.tokens == proof, isYoung(entry)
        else { return .absent(SharedProof(loadedAt: loadedAt, tokens: proof)) }
        return .found(entry.value)
    }

    package func write(_ value: [UInt8], for key: CacheKey, _ proof: SharedProof) {
        guard let place = valueName(of: key) else { return }
        let entry = SharedEntry(loadedAt: proof.loadedAt, tokens: proof.tokens, value: value)
        let seconds = max(1, lifetime.components.seconds)
        redis.send([
            Array("SET".utf8), place, entry.bytes, Array("EX".utf8), Array("\(seconds)".utf8),
        ]) { _ in }
    }

    package func changed(_ tag: CacheTag) { setToken(tokenName(tag.text), isNew: false) }
    package func changedAll() { setToken(tokenName(""), isNew: false) }

    private func setToken(_ name: [UInt8], isNew: Bool) {
        let token = Array("\(UInt64.random(in: 0...UInt64.max))".utf8)
        // Far longer than any value lives: without its token a value proves nothing.
        let command = [Array("SET".utf8), name, token, Array("EX".utf8), Array("86400".utf8)]
        redis.send(isNew ? command + [Array("NX".utf8)] : command) { [self] reply in
            guard !isNew, reply != .bytes(Array("OK".utf8)) else { return }
            // The tag's old values may still be there: none of them outlives this.
            bypass.withLock { $0 = max($0, ContinuousClock.now + lifetime) }
        }
    }

    private func isYoung(_ entry: SharedEntry) -> Bool {
        let age = Duration.microseconds(Self.now - entry.loadedAt)
        return age + Self.clockSkew > .zero && age < lifetime
    }

    /// Microseconds since 1970.
    private static var now: Int64 { Int64(Date().timeIntervalSince1970 * 1_000_000) }
    /// By which the clocks of two machines may differ.
    private static let clockSkew = Duration.seconds(1)

    private func tokenNames(of tags: [CacheTag]) -> [[UInt8]] {
        [tokenName("")] + tags.map { tokenName($0.text) }
    }

    /// Tokens are of the service, whatever its version: a change is one for all of them.
    private func tokenName(_ tag: String) -> [UInt8] { Array("mesh:\(service):token:\(tag)".utf8) }

    /// Nil until the contract is known.
    private func valueName(of key: CacheKey) -> [UInt8]? {
        contract.withLock { $0 }.map { contract in
            Array("mesh:\(service):\(contract):\(key.tenant)\u{1F}\(key.question)".utf8)
        }
    }
}
