/// A cache that can be told what has changed, whatever it holds.
package protocol InvalidatedCache: Sendable {
    /// What this tag stands for has changed.
    func invalidate(_ tag: CacheTag)
    /// Anything may have changed.
    func invalidateAll()
    var figures: CacheCounters.Figures { get }
}

extension Cache: InvalidatedCache {}
