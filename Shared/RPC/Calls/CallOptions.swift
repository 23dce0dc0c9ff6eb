/// How a client makes one call, where the defaults do not suit.
public struct CallOptions: Sendable, Hashable {
    /// Calls with the same key go to the same server while it is well and not overloaded: an
    /// agent's id keeps an agent's calls where the agent's session is cached.
    public var routingKey: String?
    public var readiness = Readiness.waitsBriefly
    public var hedging = Hedging.never
    /// False makes one attempt, whatever the method allows.
    public var isRepeatable = true

    /// What a call does while no server is connected.
    public enum Readiness: Sendable, Hashable {
        /// Waits while a first connection is being made; fails as soon as every address refused.
        case failsFast
        /// Waits for `Limits.connectionWait`, so that a restart of the service is no outage.
        case waitsBriefly
        /// Waits until its deadline.
        case waits
    }

    /// When an idempotent unary call sends a second attempt beside one that is slow.
    public enum Hedging: Sendable, Hashable {
        case never
        case after(Duration)
        /// Once the call has taken longer than this share of the method's calls: 0.95 hedges
        /// about one in twenty.
        case percentile(Double)
    }

    public init(
        routingKey: String? = nil, readiness: Readiness = .waitsBriefly, hedging: Hedging = .never,
        isRepeatable: Bool = true
    ) {
        self.routingKey = routingKey
        self.readiness = readiness
        self.hedging = hedging
        self.isRepeatable = isRepeatable
    }
}
