/// How often Claude's view came since the process started, and how often it did not.
struct FallbackTally: Hashable, Sendable {
    private(set) var viewCount = 0
    private(set) var fallbackCount = 0
    private(set) var lastReason: String?
    /// Whether the last try came to nothing.
    private(set) var isFailing = false

    mutating func viewMade() {
        viewCount += 1
        isFailing = false
    }

    mutating func fellBack(_ reason: String) {
        fallbackCount += 1
        lastReason = reason
        isFailing = true
    }

    /// For `meshctl status`; empty before the first try and while all is well.
    var words: String {
        guard let lastReason else { return "" }
        let all = viewCount + fallbackCount
        let now = isFailing ? "the local engine answers alone" : "answers again"
        return "\(now); \(fallbackCount) of \(all) views since the start did not come, "
            + "the last for \(lastReason)"
    }
}
