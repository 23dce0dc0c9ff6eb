/// Decides what a cache answers, loads, keeps and forgets.
///
///     missing ──requested──▶ loading ──loaded──▶ kept ──aged, evicted, invalidated──▶ missing
///                               └─invalidated──▶ loading, for those who wait already only
///
/// A load that an invalidation overtakes may have read the old state: whoever asked before gets its
/// value, nobody after, and it is not kept. Faults are never kept. A load's end that comes for a key
/// that is loaded anew is late but legal.
struct CacheMachine<Key: Hashable & Sendable, Tag: Hashable & Sendable, Value: Sendable>: Sendable {
    struct LoadID: Hashable, Sendable { let number: UInt64 }

    enum Lookup {
        /// It is known; nil says that there is none.
        case hit(Value?)
        /// Somebody loads it: wait for that.
        case join(LoadID)
        /// Load it, then say what came of it.
        case load(LoadID)
    }

    private struct Entry {
        let value: Value?
        let byteCount: Int
        let tags: [Tag]
        let expiresAt: Duration
    }

    private struct Load {
        let key: Key
        let tags: [Tag]
    }

    private let limits: CacheLimits
    private var entries: [Key: Entry] = [:]
    private var ages = AgeList<Key>()
    private var keys: [Tag: Set<Key>] = [:]
    private var loads: [LoadID: Load] = [:]
    private var loading: [Key: LoadID] = [:]
    private var lastLoad: UInt64 = 0
    private(set) var byteCount = 0
    private(set) var evictionCount = 0

    var entryCount: Int { entries.count }

    init(_ limits: CacheLimits) { self.limits = limits }

    mutating func requested(_ key: Key, tags: [Tag], at now: Duration) -> Lookup {
        if let entry = entries[key] {
            if now < entry.expiresAt {
                ages.touch(key)
                return .hit(entry.value)
            }
            remove(key)
        }
        if let load = loading[key] { return .join(load) }
        lastLoad += 1
        let id = LoadID(number: lastLoad)
        loads[id] = Load(key: key, tags: tags)
        loading[key] = id
        return .load(id)
    }

    /// Returns whether the value is kept.
    @discardableResult
    mutating func loaded(
        _ id: LoadID, _ value: Value?, byteCount: Int, at now: Duration
    ) -> Bool {
        guard let load = end(id), byteCount <= limits.byteCountMax else { return false }
        let lifetime = value == nil ? limits.absenceLifetime : limits.lifetime
        entries[load.key] = Entry(
            value: value, byteCount: byteCount, tags: load.tags, expiresAt: now + lifetime)
        self.byteCount += byteCount
        ages.touch(load.key)
        for tag in load.tags { keys[tag, default: []].insert(load.key) }
        while entries.count > limits.entryCountMax || self.byteCount > limits.byteCountMax,
            let oldest = ages.oldest
        {
            evictionCount += 1
            remove(oldest)
        }
        return entries[load.key] != nil
    }

    mutating func failed(_ id: LoadID) { _ = end(id) }

    /// What carries this tag has changed.
    mutating func invalidated(_ tag: Tag) {
        for key in keys[tag] ?? [] { remove(key) }
        for (id, load) in loads where load.tags.contains(tag) { doom(id, load) }
    }

    /// Anything may have changed.
    mutating func invalidatedAll() {
        entries = [:]
        keys = [:]
        ages = AgeList()
        byteCount = 0
        loads = [:]
        loading = [:]
    }

    /// Nil for a load that an invalidation overtook.
    private mutating func end(_ id: LoadID) -> Load? {
        guard let load = loads.removeValue(forKey: id) else { return nil }
        loading[load.key] = nil
        return load
    }

    private mutating func doom(_ id: LoadID, _ load: Load) {
        loads[id] = nil
        loading[load.key] = nil
    }

    private mutating func remove(_ key: Key) {
        guard let entry = entries.removeValue(forKey: key) else { return }
        byteCount -= entry.byteCount
        ages.remove(key)
        for tag in entry.tags {
            keys[tag]?.remove(key)
            if keys[tag]?.isEmpty == true { keys[tag] = nil }
        }
    }
}
