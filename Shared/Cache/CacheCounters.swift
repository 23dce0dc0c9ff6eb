import Metrics
import Synchronization

/// Counts what a cache answered, for metrics and for operators.
package final class CacheCounters: Sendable {
    package struct Figures: Hashable, Sendable {
        package let name: String
        /// Answered without a load of one's own, from memory or from a load that was under way.
        package var hits = 0
        package var misses = 0
        package var evictions = 0
        package var entries = 0
    }

    private let state: Mutex<Figures>
    private let hits: Counter
    private let misses: Counter
    private let sharedHits: Counter
    private let evictions: Counter
    private let entries: Gauge
    private let loadTime: Timer

    init(_ name: String) {
        state = Mutex(Figures(name: name))
        let dimensions = [("cache", name)]
        hits = Counter(label: "mesh.cache.hits", dimensions: dimensions)
        misses = Counter(label: "mesh.cache.misses", dimensions: dimensions)
        sharedHits = Counter(label: "mesh.cache.shared_hits", dimensions: dimensions)
        evictions = Counter(label: "mesh.cache.evictions", dimensions: dimensions)
        entries = Gauge(label: "mesh.cache.entries", dimensions: dimensions)
        loadTime = Timer(label: "mesh.cache.load", dimensions: dimensions)
    }

    package var figures: Figures { state.withLock { $0 } }

    func hit() {
        state.withLock { $0.hits += 1 }
        hits.increment()
    }

    func miss() {
        state.withLock { $0.misses += 1 }
        misses.increment()
    }

    /// A miss that the second level knew.
    func sharedHit() { sharedHits.increment() }

    func loaded(in duration: Duration) {
        let parts = duration.components
        loadTime.recordNanoseconds(
            parts.seconds * 1_000_000_000 + parts.attoseconds / 1_000_000_000)
    }

    func holds(_ count: Int, evicted: Int) {
        let more = state.withLock { figures in
            defer { (figures.entries, figures.evictions) = (count, evicted) }
            return max(0, evicted - figures.evictions)
        }
        entries.record(count)
        evictions.increment(by: more)
    }
}
