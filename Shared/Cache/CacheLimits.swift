/// What a cache may hold, and for how long.
package struct CacheLimits: Sendable {
    /// Entries, of whatever size: each costs its bookkeeping.
    package var entryCountMax: Int
    /// Bytes of all values, as they are encoded on the wire.
    package var byteCountMax: Int
    /// How old a value may become when nobody says that it changed: an invalidation that is lost
    /// costs this much staleness and no more.
    package var lifetime: Duration
    /// The same for "there is none": short, since what is asked for often comes soon.
    package var absenceLifetime: Duration

    package init(
        entryCountMax: Int = 10_000, byteCountMax: Int = 32 << 20,
        lifetime: Duration = .seconds(10), absenceLifetime: Duration = .seconds(1)
    ) {
        self.entryCountMax = entryCountMax
        self.byteCountMax = byteCountMax
        self.lifetime = lifetime
        self.absenceLifetime = absenceLifetime
    }
}
