/// A second level behind the caches of several processes.
///
/// It may forget anything at any time. It must not give what was loaded before a change that this
/// process was told of, and it never throws: whoever asks can always load.
package protocol SharedLevel: Sendable {
    /// Begins to answer, for readers of this version of the contract only.
    func open(contract: String)
    func read(_ key: CacheKey, tags: [CacheTag]) async -> SharedLookup
    /// Keeps what was loaded after `read` gave the proof.
    func write(_ value: [UInt8], for key: CacheKey, _ proof: SharedProof)
    /// What this tag stands for has changed.
    func changed(_ tag: CacheTag)
    /// Anything may have changed.
    func changedAll()
}

/// What a second level knows of a question.
package enum SharedLookup: Hashable, Sendable {
    /// The value as it is encoded on the wire.
    case found([UInt8])
    /// It does not know; it will keep what is loaded now.
    case absent(SharedProof)
    /// It does not know, and cannot keep anything either.
    case none
}

/// When a load began, and the state of its value's tags then.
package struct SharedProof: Hashable, Sendable {
    /// Microseconds since 1970.
    package let loadedAt: Int64
    package let tokens: UInt64

    package init(loadedAt: Int64, tokens: UInt64) {
        self.loadedAt = loadedAt
        self.tokens = tokens
    }
}
