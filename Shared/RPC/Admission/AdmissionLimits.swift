/// How a server adapts the calls that run to what it can bear, with reasons.
public struct AdmissionLimits: Sendable, Hashable {
    /// Off leaves only the declared limits.
    public var isAdaptive = true
    /// No method is held below this: few calls say too little about a queue.
    public var floor = 64
    /// The mean may grow to this many times the baseline: one call waiting for each in work.
    public var tolerance = 2.0
    /// What a caller with a deadline of seconds does not notice is not a queue.
    public var allowance: Duration = .milliseconds(50)
    /// A window has at least this many calls, so that its mean means something,
    public var windowCalls = 50
    /// and is at least this long, so that one burst does not decide.
    public var window: Duration = .milliseconds(100)
    /// After so long without a window as good as the baseline it is measured anew.
    public var baselineAge: Duration = .seconds(30)
    /// A caller that was not heard of for this long gives its share to the others.
    public var callerIdle: Duration = .seconds(10)
    /// The shortest and the longest time that a refused caller is told to wait.
    public var shortestRetry: Duration = .milliseconds(5)
    public var longestRetry: Duration = .seconds(1)

    public init() {}
}
