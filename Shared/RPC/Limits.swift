/// Every bound of a connection, with its reason. The defaults suit services inside one mesh.
public struct Limits: Sendable {
    // MARK: Sizes

    /// The longest body of a frame. One frame must not hold a connection from other streams for
    /// long, and it is the most that a peer can make us buffer before a frame is whole.
    public var frameBytes = 65_536
    /// A message that does not fit one frame goes out in parts of this size, which is that of a TLS
    /// record: their reader takes them where they lie and waits for few bytes of the next one.
    static let longMessagePart = 16_384
    /// What a turn of an event loop writes of long messages while short ones use the connection:
    /// two records, which cost both sides about as much time as ten calls.
    static let sharedTurnBytes = 32 * 1_024
    /// The same on a connection that only long messages use: as much as the credit of a stream.
    static let turnBytes = 256 * 1_024
    /// A connection without a short message in so many turns is one that long messages have alone.
    static let turnsUntilAlone = 8
    /// Long messages that may go on wait this long for a turn that something else brings.
    package static let turnPause: Duration = .microseconds(100)
    /// What a peer may send before TLS knows it: several times a chain of certificates.
    public var unauthenticatedBytes = 65_536
    /// The longest message unless its method says otherwise; the same as gRPC's default.
    public static let messageBytes = 4 * 1_024 * 1_024
    /// What is reserved for the beginning of a message that comes in parts, if the last one needed
    /// as much…
    package static let reservedBytes = 64 * 1_024
    /// …and then so many times what has arrived of it, so that one as long as the last is moved
    /// once on its way. Who ends one long message to have as much reserved for short ones pays for
    /// an eighth of it.
    package static let reservedTimes = 8
    /// What a call says besides its message fits the smallest frame that a peer may ask for, with
    /// room for the message's beginning.
    package static let headerBytes = 12 * 1_024
    /// The metadata of a call fits one frame with its message's beginning.
    public var metadataBytes = 8_192
    public var metadataPairs = 64
    /// A status message is a sentence, not a dump.
    public var statusMessageBytes = 1_024
    public var statusDetails = 16

    // MARK: Credit

    /// What a peer may send on one stream before we consumed any of it. At 1 ms round trip this
    /// allows 256 MB/s for one stream.
    public var streamCredit = 262_144
    /// The same over all streams of a connection: the most that it can make us queue.
    public var connectionCredit = 1_048_576
    /// Bytes of requests that are not whole yet, over all streams of a connection: their credit
    /// comes back as they arrive, so this is what bounds them.
    public var assemblingBytes = 32 * 1_024 * 1_024
    /// The same over all connections of a server: a few that use their whole allowance, or very many
    /// that have one long request each, and not what all of them together may have on paper.
    public var serverAssemblingBytes = 256 * 1_024 * 1_024
    /// What the compressed requests stand for that running handlers have, over a connection: a frame
    /// of a hundredth buys it, so it is bounded apart from what was sent.
    public var inflatedBytes = 64 * 1_024 * 1_024
    /// A DATA frame costs at least this much credit, so that tiny frames cannot buy more memory
    /// than they pay for (CVE-2026-84304).
    public static let smallestCharge = 256

    // MARK: Counts

    /// Calls of one connection whose handler has not ended or whose response is not yet written.
    public var concurrentCalls = 1_024
    /// Running handlers of one server over all its connections: bounds its memory.
    public var runningHandlers = 8_192
    /// Open connections of one server.
    public var connections = 4_096
    /// The same from one address, so that one host does not keep the others out.
    public var connectionsPerAddress = 2_048
    /// Connections of one server whose peer is not known yet: each costs a TLS handshake, so more
    /// at a time would only make all of them late.
    public var handshakes = 1_024
    /// The same from one address.
    public var handshakesPerAddress = 512
    /// Calls that wait in a client for a connection.
    public var waitingCalls = 4_096
    /// Calls that wait on one connection of a client because its server serves no more of them at a
    /// time: as many again as it serves by default. More would mostly wait for their deadlines.
    public var callsInLine = 1_024
    /// Cancels, bad frames, pings, rejected calls and fragments that a connection may cost us in
    /// a burst, and how many more each second. Honest clients stay far below; floods end here.
    public var abnormalEvents = 2_000
    public var abnormalEventsPerSecond = 400
    /// Streams end before their ids do: the client opens a new connection at this one.
    public var lastStreamID: UInt32 = 0x6000_0000
    /// Bytes that wait for a peer which does not read; at this point the connection is closed.
    public var unwrittenBytes = 64 * 1_024 * 1_024

    /// How the calls that run follow what the server can bear.
    public var admission = AdmissionLimits()

    // MARK: Times

    /// The deadline of a unary call that names none.
    public static let unaryTimeout: Duration = .seconds(10)
    /// What a client keeps of a call's time for the way back: the hop that stalls meets the deadline
    /// first, and what it says of that still arrives in time.
    public var deadlineMargin: Duration = .milliseconds(5)
    /// …but never more than one part in so many of what is left: short calls need their time.
    public var deadlineMarginParts: UInt64 = 16
    /// TCP, TLS and HELLO together, on both sides.
    public var helloTimeout: Duration = .seconds(5)
    /// A connection on which nothing has arrived for this long is asked for a sign of life.
    public var pingInterval: Duration = .seconds(15)
    /// Without any sign of life for this long after asking, it is closed.
    public var pingTimeout: Duration = .seconds(10)
    /// A peer that pings more often than this pays for it from its abnormal events.
    public var shortestPingInterval: Duration = .seconds(1)
    /// A frame that has begun must be whole within this time.
    public var frameTimeout: Duration = .seconds(20)
    /// A call waits this long for a connection, or until its deadline if that is earlier.
    public var connectionWait: Duration = .seconds(5)
    /// The first pause before a lost connection is tried again; it doubles, with jitter.
    public var firstBackoff: Duration = .milliseconds(50)
    /// The longest pause: a service that came back should be found within seconds.
    public var longestBackoff: Duration = .seconds(5)
    /// A server sends a client elsewhere after this long, a tenth more or less, so that load spreads
    /// over servers that came later and certificates are checked anew.
    public var connectionAge: Duration = .seconds(3_600)
    /// Calls that still run on such a connection after this long are given up.
    public var connectionAgeGrace: Duration = .seconds(300)
    /// When certificates change, open connections are renewed within this time, not all at once.
    public var renewalSpread: Duration = .seconds(30)
    /// How often an event loop is asked whether it is late.
    public var loopBeat: Duration = .milliseconds(250)
    /// A loop that is late by this much has delayed every call of its connections, and is told of.
    public var loopLagTold: Duration = .milliseconds(100)
    /// How long a stopping server waits for its handlers before it cancels them.
    public var drainTimeout: Duration = .seconds(10)

    public init() {}

    /// What a client bears unless it says otherwise: it has few connections, and on them comes what
    /// it asked for, so a message of 1 MiB need not stop on its way for credit.
    public static var ofClient: Limits {
        var limits = Limits()
        limits.streamCredit = 1_048_576
        limits.connectionCredit = 4 * 1_048_576
        return limits
    }
}
