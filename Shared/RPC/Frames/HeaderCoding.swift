import Identifiers
import NIOCore
import Wire

extension CallHeader {
    /// What `call` says beside its message; nil when that is nothing.
    package init?(_ call: OutgoingCall, attempt: UInt = 0) {
        let context = call.context
        let isRepeatedAbove = call.isRepeatedAbove
        guard context != nil || !call.metadata.isEmpty || attempt > 0 || isRepeatedAbove else {
            return nil
        }
        self.init(
            principal: context?.principal.map(PrincipalRecord.init),
            principalPath: context.flatMap { $0.principalPath.isEmpty ? nil : $0.principalPath },
            callID: context?.callID.rawValue, traceparent: context?.traceparent,
            tracestate: context?.tracestate, metadata: call.metadata.unlessEmpty,
            attempt: attempt > 0 ? attempt : nil,
            callerRepeats: isRepeatedAbove ? true : nil)
    }

    /// The header, in CBOR, of a call that has nothing to say but that it is repeated.
    package static let repeatedOnly = ByteBuffer(
        bytes: CallHeader(callerRepeats: true).wireBytes())

    /// Reads the header of a REQUEST; without bytes it says nothing.
    package init(reading bytes: ByteBuffer) throws(RPCError) {
        guard bytes.readableBytes > 0 else {
            self.init()
            return
        }
        do {
            self = try bytes.withUnsafeReadableBytes { try CallHeader(wireBytes: $0) }
        } catch {
            throw RPCError(.invalidArgument, "the call's header is not valid: \(error)")
        }
    }
}

extension PrincipalRecord {
    init(_ principal: Principal) {
        self.init(
            tenantID: principal.tenantID, subject: principal.subject,
            role: UInt(principal.role.rawValue), agentID: principal.agentID,
            teamID: principal.teamID)
    }

    /// A role that this version does not know is nobody's.
    package func principal() throws(RPCError) -> Principal {
        guard let number = UInt8(exactly: role), let known = Principal.Role(rawValue: number) else {
            throw RPCError(.invalidArgument, "the principal's role \(role) is unknown")
        }
        return Principal(
            tenantID: tenantID, subject: subject, role: known, agentID: agentID, teamID: teamID)
    }
}

extension Metadata {
    /// Nothing stands on the wire for no pairs.
    var unlessEmpty: Metadata? { isEmpty ? nil : self }
}

extension CallTrailer {
    /// What a failed call's RESPONSE says; `limits` keep it a sentence.
    package init(_ error: RPCError, ledger: StallLedger, limits: Limits) {
        let service: String? =
            switch error.origin {
            case .local: nil
            case .remote(let name): name
            }
        let details = error.details.prefix(limits.statusDetails).map(DetailRecord.init)
        self.init(
            message: error.message.cut(to: limits.statusMessageBytes),
            details: details.isEmpty ? nil : details, origin: service,
            metadata: limits.refusal(of: error.metadata) == nil ? error.metadata.unlessEmpty : nil,
            creditMicroseconds: ledger.creditUnlessNone, poolMicroseconds: ledger.poolUnlessBrief)
    }
}

extension RPCError {
    /// The error that a RESPONSE from `peer` tells.
    package init(_ head: ResponseHead, from peer: String) {
        let trailer = head.readTrailer()
        var ledger = head.ledger
        ledger.add(trailer)
        self.init(
            head.status, trailer?.message ?? "\(head.status)",
            details: (trailer?.details ?? []).compactMap(\.detail),
            origin: .remote(trailer?.origin ?? peer), metadata: trailer?.metadata ?? [:],
            ledger: ledger)
    }
}

extension ResponseHead {
    /// The head of a failed call's RESPONSE.
    package init(_ error: RPCError, ledger: StallLedger = StallLedger(), limits: Limits) {
        self.init(
            status: error.code, ledger: ledger,
            trailer: CallTrailer(error, ledger: ledger, limits: limits).wireBuffer())
    }

    /// The head of a RESPONSE with OK.
    package init(ok ledger: StallLedger) {
        let (credit, pool) = (ledger.creditUnlessNone, ledger.poolUnlessBrief)
        let trailer =
            credit == nil && pool == nil
            ? ByteBuffer()
            : CallTrailer(creditMicroseconds: credit, poolMicroseconds: pool).wireBuffer()
        self.init(status: .ok, ledger: ledger, trailer: trailer)
    }

    /// All of the ledger, for which the trailer has the rarer part.
    package var wholeLedger: StallLedger {
        guard trailer.readableBytes > 0 else { return ledger }
        var whole = ledger
        whole.add(readTrailer())
        return whole
    }

    /// Nil when there is none, or none that can be read.
    fileprivate func readTrailer() -> CallTrailer? {
        guard trailer.readableBytes > 0 else { return nil }
        return try? trailer.withUnsafeReadableBytes { try CallTrailer(wireBytes: $0) }
    }
}

extension StallLedger {
    fileprivate var creditUnlessNone: UInt32? { creditMicroseconds > 0 ? creditMicroseconds : nil }

    /// Nearly every statement waits for some microseconds: not worth a trailer.
    fileprivate var poolUnlessBrief: UInt32? { poolMicroseconds >= 100 ? poolMicroseconds : nil }

    /// Takes over the rarer parts, which stand in the trailer.
    fileprivate mutating func add(_ trailer: CallTrailer?) {
        creditMicroseconds = trailer?.creditMicroseconds ?? 0
        poolMicroseconds = trailer?.poolMicroseconds ?? 0
    }
}

extension DetailRecord {
    init(_ detail: ErrorDetail) {
        switch detail {
        case .reason(let name):
            self.init(kind: 0, name: name.cut(to: 256))
        case .field(let path, let problem):
            self.init(kind: 1, name: path.cut(to: 256), text: problem.cut(to: 512))
        case .limit(let name, let value):
            self.init(kind: 2, name: name.cut(to: 256), number: value)
        case .retryAfter(let duration):
            self.init(kind: 3, number: Int(duration.microseconds))
        case .resource(let kind, let id):
            self.init(kind: 4, name: kind.cut(to: 256), text: id.cut(to: 512))
        }
    }

    /// Nil for a kind that this version does not know.
    var detail: ErrorDetail? {
        switch kind {
        case 0: .reason(name ?? "")
        case 1: .field(name ?? "", problem: text ?? "")
        case 2: .limit(name ?? "", value: number ?? 0)
        case 3: .retryAfter(.microseconds(number ?? 0))
        case 4: .resource(kind: name ?? "", id: text ?? "")
        default: nil
        }
    }
}

extension WireMessage {
    /// The message in deterministic CBOR, where it can be sent from.
    package func wireBuffer() -> ByteBuffer {
        var longer: ByteBuffer?
        var buffer = ByteBuffer()
        buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: 240) { memory in
            var encoder = WireEncoder(beginningIn: memory)
            encode(into: &encoder)
            guard encoder.isInPlace else {
                longer = encoder.withUnsafeBytes { ByteBuffer(bytes: $0) }
                return 0
            }
            return encoder.byteCount
        }
        return longer ?? buffer
    }
}

extension String {
    /// At most `byteCount` bytes of UTF-8, whole characters only.
    fileprivate func cut(to byteCount: Int) -> String {
        guard utf8.count > byteCount else { return self }
        var end = startIndex
        for index in indices {
            let next = self.index(after: index)
            guard utf8.distance(from: startIndex, to: next) <= byteCount else { break }
            end = next
        }
        return String(self[..<end])
    }
}
