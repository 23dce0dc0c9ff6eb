import NIOCore

/// Puts the messages of one stream together from DATA frames, and keeps their credit.
///
/// The part of a message that nobody waits behind is credited as it arrives, so that a message
/// may be longer than the window; a part behind unread messages waits with them.
package struct InboundMessages: Sendable {
    package private(set) var credit: ReceiveCredit
    /// The charge of whole messages that the reader has not consumed.
    private var unread = 0
    /// The charge of the unfinished message that was not released yet.
    private var held = 0
    private var partial: [UInt8] = []
    /// Whether the first part of the unfinished message said so.
    private var isCompressed = false
    /// The bytes of the last message that came in parts: the next one is likely as long.
    private var lastByteCount = 0
    private let messageByteCountMax: Int

    package init(window: Int, messageByteCountMax: Int) {
        credit = ReceiveCredit(window: window)
        self.messageByteCountMax = messageByteCountMax
    }

    /// The bytes of the unfinished message.
    package var partialByteCount: Int { partial.count }

    package enum Arrival: Equatable, Sendable {
        /// The message goes on.
        case part
        /// `charge` is what `consumed` is to be told once the reader has taken it.
        case message(Payload, charge: Int)
        /// A part of a message that has begun says COMPRESSED, as only the first one may.
        case misplacedFlag
        /// The message is over its method's limit.
        case tooLong(byteCount: Int)
        /// The peer had no credit for it.
        case overdrawn
    }

    /// The first part of a message that came with its REQUEST, which costs no credit.
    package mutating func began(with part: ByteBuffer, isCompressed: Bool = false) {
        partial = part.unread
        self.isCompressed = isCompressed
    }

    /// A DATA frame arrived; `release` is what the stream and the connection get back at once.
    ///
    /// A half-close may end a message too; it costs nothing.
    package mutating func arrived(
        _ part: ByteBuffer, isLast: Bool, isHalfClose: Bool = false, isCompressed: Bool = false
    ) -> (Arrival, release: Int) {
        let charge = isHalfClose ? 0 : ReceiveCredit.charge(for: part.readableBytes)
        guard credit.arrived(charge) else { return (.overdrawn, 0) }
        let byteCount = partial.count + part.readableBytes
        guard byteCount <= messageByteCountMax else { return (.tooLong(byteCount: byteCount), 0) }
        if isCompressed {
            guard partial.isEmpty else { return (.misplacedFlag, 0) }
            self.isCompressed = true
        }
        held += charge
        guard isLast else {
            append(part)
            return (.part, releaseOfHeld())
        }
        let cost = held
        unread += cost
        held = 0
        defer { self.isCompressed = false }
        guard !partial.isEmpty else {
            let whole = Payload(part.unread, isCompressed: self.isCompressed)
            return (.message(whole, charge: cost), 0)
        }
        append(part)
        lastByteCount = partial.count
        defer { partial = [] }
        return (.message(Payload(partial, isCompressed: self.isCompressed), charge: cost), 0)
    }

    private mutating func append(_ part: ByteBuffer) {
        let byteCount = partial.count + part.readableBytes
        // As long as the last message, but no longer than what has arrived can ask for.
        let bound = max(Limits.reservedBytes, Limits.reservedTimes * byteCount)
        let expected = min(lastByteCount, bound)
        if partial.capacity < byteCount, expected > byteCount { partial.reserveCapacity(expected) }
        part.withUnsafeReadableBytes { partial.append(contentsOf: $0) }
    }

    /// The reader took whole messages worth `charge`; returns what is released.
    package mutating func consumed(_ charge: Int) -> Int {
        assert(charge <= unread, "only what was delivered can be consumed")
        unread -= charge
        return charge + releaseOfHeld()
    }

    /// Nobody reads any more; returns what the connection gets back.
    package mutating func abandoned() -> Int {
        defer { (unread, held, partial) = (0, 0, []) }
        return credit.queued
    }

    /// What the stream itself announces after `release`; 0 for nothing yet.
    package mutating func grant(for release: Int) -> Int { credit.released(release) }

    private mutating func releaseOfHeld() -> Int {
        guard unread == 0 else { return 0 }
        defer { held = 0 }
        return held
    }
}
