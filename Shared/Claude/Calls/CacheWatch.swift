import RPC

/// Tells whether Claude's prompt cache works: what is too short for it is passed over silently.
package struct CacheWatch: Sendable {
    /// What the API keeps a prefix for, counted anew with every use.
    static let lifetime = Duration.seconds(300)
    /// One for each task and model; more is somebody who builds prompts that never repeat.
    static let prefixCountMax = 256

    package enum Verdict: String, Sendable, Hashable {
        /// The first time, or too long ago.
        case write
        case hit
        /// It should have been there.
        case miss
    }

    private var seen: [Int: Deadline] = [:]

    /// `prefix` stands for the model, the instructions and the schema.
    mutating func answered(_ prefix: Int, _ usage: Usage, at now: Deadline) -> Verdict {
        let isExpected = seen[prefix].map { now - $0 < Self.lifetime } ?? false
        if seen.count >= Self.prefixCountMax {
            seen = seen.filter { now - $0.value < Self.lifetime }
        }
        if seen.count >= Self.prefixCountMax { seen.removeAll() }
        seen[prefix] = now
        if usage.cacheRead > 0 { return .hit }
        return isExpected ? .miss : .write
    }
}
