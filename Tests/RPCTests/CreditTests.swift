import Identifiers
import NIOCore
import RPC
import Testing

/// Credit is neither made nor lost, whatever happens to the frames that used it.
struct CreditTests {
    @Test func creditSumsToItsWindow() {
        for seed in UInt64(0)..<256 { walk(seed) }
    }

    private func walk(_ seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        let window = Int.random(in: 256...10_000, using: &generator)
        var credit = ReceiveCredit(window: window)
        var sender = window
        var queued: [Int] = []
        for _ in 0..<500 {
            if Bool.random(using: &generator) {
                let charge = ReceiveCredit.charge(
                    for: Int.random(in: 0...2_000, using: &generator))
                let isCovered = charge <= sender
                let isTaken = credit.arrived(charge)
                if isTaken != isCovered { Issue.record("seed \(seed): \(charge) of \(sender)") }
                if isCovered {
                    sender -= charge
                    queued.append(charge)
                }
            } else if let charge = queued.popLast() {
                sender += credit.released(charge)
            }
            let sum = credit.available + credit.queued + credit.returning
            guard sum == window, credit.available == sender else {
                Issue.record("seed \(seed): \(credit), sender \(sender)")
                return
            }
        }
        for charge in queued { sender += credit.released(charge) }
        // Whatever is not announced yet is less than half a window.
        #expect(credit.queued == 0 && sender >= window / 2, "seed \(seed)")
    }

    @Test func aMessageMayBeLongerThanTheWindow() {
        var messages = InboundMessages(window: 1_024, messageByteCountMax: 1_000_000)
        var granted = 1_024
        let part = ByteBuffer(repeating: 1, count: 512)
        for _ in 0..<100 {
            #expect(granted >= 512)
            granted -= 512
            let (arrival, release) = messages.arrived(part, isLast: false)
            #expect(arrival == .part)
            granted += messages.grant(for: release)
        }
        let (arrival, _) = messages.arrived(part, isLast: true)
        guard case .message(let bytes, let charge) = arrival else {
            Issue.record("the message is not whole")
            return
        }
        #expect(bytes.bytes.count == 101 * 512)
        #expect(charge == 512)
    }

    @Test func aPartBehindUnreadMessagesKeepsItsCredit() {
        var messages = InboundMessages(window: 4_096, messageByteCountMax: 10_000)
        let part = ByteBuffer(repeating: 1, count: 300)
        let (first, _) = messages.arrived(part, isLast: true)
        #expect(first == .message(Payload([UInt8](repeating: 1, count: 300)), charge: 300))
        #expect(messages.arrived(part, isLast: false).release == 0)
        #expect(messages.consumed(300) == 600)
    }

    @Test func everyFragmentCostsAtLeast256() {
        var messages = InboundMessages(window: 1_024, messageByteCountMax: 10_000)
        for _ in 0..<4 { _ = messages.arrived(ByteBuffer(bytes: [1]), isLast: true) }
        #expect(messages.arrived(ByteBuffer(bytes: [1]), isLast: true).0 == .overdrawn)
    }

    @Test func messagesOverTheirLimitAreFound() {
        var messages = InboundMessages(window: 4_096, messageByteCountMax: 500)
        _ = messages.arrived(ByteBuffer(repeating: 1, count: 400), isLast: false)
        let (arrival, _) = messages.arrived(ByteBuffer(repeating: 1, count: 101), isLast: true)
        #expect(arrival == .tooLong(byteCount: 501))
    }
}
