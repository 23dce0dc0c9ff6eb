/// Every bound of a balanced client, with its reason. The defaults suit services inside one mesh.
public struct ClientLimits: Sendable {
    // MARK: Addresses and connections

    /// More addresses of one target are ignored: each costs a TLS connection for every client.
    public var addresses = 128
    /// One connection is one event loop on both sides; a hot address gets up to this many.
    public var connectionsPerAddress = 4
    /// Another connection is opened once this share of the calls that the server grants to one
    /// is under way on each that there is: before it refuses any.
    public var fullShare = 0.8
    /// A connection whose calls wait this long for its event loop is saturated.
    public var loopLag: Duration = .milliseconds(20)
    /// So many saturated ticks within a second open another connection: one is a hiccup.
    public var laggingTicks = 10
    /// With fewer calls under way on each connection something else keeps the loop busy, and one
    /// more connection would only add to it.
    public var busyCalls = 128

    // MARK: Choosing

    /// How long a server's old latency counts: Finagle's PeakEwma uses the same 10 s.
    public var latencyDecay: Duration = .seconds(10)
    /// A server nobody has measured costs as much as one at this latency, so that a newcomer is
    /// tried but not flooded.
    public var unknownLatency: Duration = .milliseconds(1)
    /// With a routing key no server takes more than this times its fair share of what is under
    /// way (Mirrokni et al., "Consistent hashing with bounded loads", 2016: 1 + ε, ε = 1/4).
    public var loadBound = 1.25

    // MARK: Ejection

    /// So many failures in a row eject a server; Envoy's and gRPC's default.
    public var consecutiveFailures = 5
    /// Success rates are compared so often…
    public var ejectionInterval: Duration = .seconds(10)
    /// …among servers that ended at least so many calls meanwhile: fewer say little.
    public var rateCalls = 50
    /// A server is ejected when its success rate is below the others' mean by this much at
    /// least, and by `rateDeviations` of their standard deviation (Envoy's 1.9).
    public var rateGap = 0.3
    public var rateDeviations = 1.9
    /// The first ejection; the next one in a row lasts twice this, then thrice. Short, because
    /// what comes back should be found within seconds.
    public var firstEjection: Duration = .seconds(5)
    public var longestEjection: Duration = .seconds(60)
    /// Never more of a target's servers are ejected (but one of two may be): when most servers
    /// fail, the cause is hardly the servers.
    public var ejectedShare = 0.5
    /// When less than this share of the servers is ready and not ejected, ejections are ignored:
    /// a few servers would only fall one after the other under all the load.
    public var panicShare = 0.5

    // MARK: Breaking

    /// A breaker looks at so much of the past…
    public var breakerWindow: Duration = .seconds(10)
    /// …opens when at least so many calls ended meanwhile…
    public var breakerCalls = 20
    /// …and this share of them failed through the target itself.
    public var breakerShare = 0.8
    /// How long an open breaker fails calls before it lets one probe; it doubles with each probe
    /// that fails, up to what a lost connection is tried again after.
    public var firstCooldown: Duration = .seconds(1)
    public var longestCooldown: Duration = .seconds(5)
    /// A probe that never ended is given up after this time: another one may go.
    public var probeTimeout: Duration = .seconds(10)
    /// A deadline that passed sooner after the request was sent says more about the caller than
    /// about the server, and counts as nobody's failure.
    public var tellingSilence: Duration = .milliseconds(100)

    // MARK: Repeating

    /// Attempts of one call, the first one counted.
    public var attempts = 5
    /// Retries and hedges are at most this share of the calls of the last `budgetWindow`…
    public var retryShare = 0.2
    /// …and so many each second besides, for clients that call rarely. Both, and the window, are
    /// those of Finagle's RetryBudget.
    public var retriesPerSecond = 10
    public var budgetWindow: Duration = .seconds(10)
    /// The pause before a retry is anything up to this, then up to twice this, and so on (full
    /// jitter; Brooker, "Exponential backoff and jitter", 2015).
    public var firstPause: Duration = .milliseconds(20)
    public var longestPause: Duration = .seconds(1)
    /// A server that asks for more patience than this gets the error told to the caller instead.
    public var longestPushback: Duration = .seconds(30)
    /// A percentile of latencies is believed once so many calls of a method were measured.
    public var hedgingCalls = 100
    /// No hedge goes sooner: it would only race the network.
    public var shortestHedge: Duration = .milliseconds(1)
    /// Methods whose latencies are kept for hedging by percentile; more hedge by no percentile.
    public var hedgedMethods = 256

    // MARK: Resolving

    /// A name is looked up again so often, ± a fifth so that clients spread; getaddrinfo tells no
    /// time to live, and 30 s is what cluster DNS commonly gives.
    public var resolutionPeriod: Duration = .seconds(30)
    /// However many connections are lost, a name is not looked up more often than this.
    public var shortestResolution: Duration = .seconds(1)

    public init() {}
}
