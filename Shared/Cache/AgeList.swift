/// Keys in the order of their last use; every operation takes constant time.
struct AgeList<Key: Hashable & Sendable>: Sendable {
    private struct Links {
        var older: Key?
        var younger: Key?
    }

    private var links: [Key: Links] = [:]
    private(set) var oldest: Key?
    private var youngest: Key?

    /// The key was used: it is the youngest now.
    mutating func touch(_ key: Key) {
        guard youngest != key else { return }
        remove(key)
        links[key] = Links(older: youngest, younger: nil)
        if let youngest { links[youngest]?.younger = key }
        youngest = key
        if oldest == nil { oldest = key }
    }

    mutating func remove(_ key: Key) {
        guard let link = links.removeValue(forKey: key) else { return }
        if let older = link.older {
            links[older]?.younger = link.younger
        } else {
            oldest = link.younger
        }
        if let younger = link.younger {
            links[younger]?.older = link.older
        } else {
            youngest = link.older
        }
    }
}
