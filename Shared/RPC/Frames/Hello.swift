import Wire

/// The first frame of each side: who speaks, what it serves, and what it can bear.
@WireMessage
package struct Hello: Codable, Hashable, Sendable {
    /// 1.
    package var version: UInt
    /// The speaker's own name; its certificate is what proves it.
    package var service: String
    package var limits: PeerLimits
    /// Told only by the side that serves: REQUEST names a method by its place in this list.
    package var methods: [MethodRecord]?
    /// A digest of the names, kinds and message shapes of `methods`: skew is where it differs.
    package var contractDigest: [UInt8]?
    /// The most often that this side wants to be pinged.
    package var shortestPingMilliseconds: UInt?
    /// The compressions that this side reads, the best one first; absent for none.
    package var compressions: [String]?
    /// The ids of the zstd dictionaries that this side has, to read with.
    package var dictionaries: [UInt]?

    package enum CodingKeys: Int, CodingKey {
        case version = 0, service = 1, limits = 2, methods = 3, contractDigest = 4
        case shortestPingMilliseconds = 5, compressions = 6, dictionaries = 7
    }

    package static let currentVersion: UInt = 1
}

/// What the speaker of a HELLO can bear.
@WireMessage
package struct PeerLimits: Codable, Hashable, Sendable {
    /// The longest body of a frame that it reads.
    package var frameBytes: Int
    /// The credit that it grants on each new stream.
    package var streamCredit: Int
    /// The credit that it grants on the connection.
    package var connectionCredit: Int
    /// The calls that it serves at a time; 0 for a side that serves none.
    package var concurrentCalls: Int
    /// The longest message of a method that says nothing else.
    package var messageBytes: Int

    package enum CodingKeys: Int, CodingKey {
        case frameBytes = 0, streamCredit = 1, connectionCredit = 2, concurrentCalls = 3
        case messageBytes = 4
    }
}

/// One served method.
@WireMessage
package struct MethodRecord: Codable, Hashable, Sendable {
    package var name: String
    /// 0 unary, 1 server streaming, 2 client streaming, 3 bidirectional.
    package var kind: UInt
    package var isIdempotent: Bool

    package enum CodingKeys: Int, CodingKey {
        case name = 0, kind = 1, isIdempotent = 2
    }
}

extension Hello {
    /// What one side says first.
    package init(
        service: String, methods: [MethodDescriptor]?, digest: [UInt8]?, limits: Limits,
        compressions: [String]? = nil, dictionaries: [UInt]? = nil
    ) {
        self.init(
            version: Self.currentVersion, service: service,
            limits: PeerLimits(limits, serves: methods != nil),
            methods: methods?.map {
                MethodRecord(
                    name: $0.name, kind: UInt($0.kind.rawValue),
                    isIdempotent: $0.idempotency == .idempotent)
            }, contractDigest: digest,
            shortestPingMilliseconds: UInt(limits.shortestPingInterval / .milliseconds(1)),
            compressions: compressions, dictionaries: dictionaries)
    }

    /// Reads the body of a HELLO and checks that it makes sense.
    package init(checking bytes: [UInt8]) throws(ProtocolFault) {
        do {
            self = try Hello(wireBytes: bytes)
        } catch {
            throw .helloRefused("\(error)")
        }
        guard version == Self.currentVersion else { throw .versionUnknown(version) }
        // A frame must carry a request with a full header; a window must carry a frame's charge.
        let window = Limits.smallestCharge...Int(Int32.max)
        guard (16_384...16_777_216).contains(limits.frameBytes) else {
            throw .helloRefused("frameBytes is \(limits.frameBytes), not within 16384...16777216")
        }
        guard window.contains(limits.streamCredit), window.contains(limits.connectionCredit) else {
            throw .helloRefused("a credit is not within \(window)")
        }
        guard limits.concurrentCalls >= 0, limits.messageBytes >= 0 else {
            throw .helloRefused("a limit is negative")
        }
    }
}

extension PeerLimits {
    package init(_ limits: Limits, serves: Bool) {
        self.init(
            frameBytes: limits.frameBytes, streamCredit: limits.streamCredit,
            connectionCredit: limits.connectionCredit,
            concurrentCalls: serves ? limits.concurrentCalls : 0, messageBytes: Limits.messageBytes)
    }
}
