import Cache
import Identifiers
import MeshContract
import Postgres
import Synchronization

/// Tells the caches of a service, in every replica, what has changed.
///
/// This process is told before the call that made the change returns, so a person who changed
/// something reads it next. Other replicas are told by the database within milliseconds; one that
/// lost its connection forgets everything. A notice that is lost costs a cache's `lifetime` at most.
package struct CacheChanges: Sendable {
    private let channel: String
    private let database: Database
    private let caches: CacheList

    /// `shared` is a second level that the replicas of the service have in common.
    package init(
        of service: ServiceName, database: Database, shared: (any SharedLevel)? = nil
    ) {
        caches = CacheList(shared: shared)
        channel = Self.channel(of: service)
        self.database = database
        database.observeAnnouncements(on: channel) { [caches] in caches.changed($0) }
    }

    /// A cache of this service, which is told from now on.
    package func cache<Value>(
        _ name: String, _: Value.Type, _ limits: CacheLimits = CacheLimits()
    ) -> Cache<Value> {
        let cache = Cache<Value>(name, limits, shared: caches.shared)
        caches.add(cache)
        return cache
    }

    var figures: [CacheFigures] { caches.all.map { CacheFigures($0.figures) } }

    /// Follows what other replicas say, until cancelled.
    func follow() async {
        for await text in database.listen(to: channel) { caches.changed(text) }
    }

    static func channel(of service: ServiceName) -> String { "\(service)_changes" }
}

/// The caches of a service; the database knows it for as long as it lives.
private final class CacheList: Sendable {
    let shared: (any SharedLevel)?
    private let caches = Mutex<[any InvalidatedCache]>([])

    init(shared: (any SharedLevel)?) { self.shared = shared }

    var all: [any InvalidatedCache] { caches.withLock { $0 } }

    func add(_ cache: any InvalidatedCache) { caches.withLock { $0.append(cache) } }

    /// An empty text says that anything may have.
    ///
    /// The second level first: what is asked after the first one forgot must not find the old value.
    func changed(_ text: String) {
        text.isEmpty ? shared?.changedAll() : shared?.changed(CacheTag(text: text))
        for cache in all {
            text.isEmpty ? cache.invalidateAll() : cache.invalidate(CacheTag(text: text))
        }
    }
}

extension SQLSession {
    /// What the caches of `service` know under this tag is not so any more, once this is committed.
    package func announce(change tag: CacheTag, in service: ServiceName) {
        announce(tag.text, on: CacheChanges.channel(of: service))
    }

    /// Anything that the caches of `service` know may be different.
    package func announceChange(ofEverythingIn service: ServiceName) {
        announce("", on: CacheChanges.channel(of: service))
    }
}

extension CacheFigures {
    init(_ figures: CacheCounters.Figures) {
        self.init(
            name: figures.name, hits: figures.hits, misses: figures.misses,
            evictions: figures.evictions, entries: figures.entries)
    }
}
