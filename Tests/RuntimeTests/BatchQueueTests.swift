import Identifiers
import Testing

@testable import Runtime

@Suite("A queue of what is written in batches")
struct BatchQueueTests {
    @Test("writes everything once and in order, one batch at a time", arguments: UInt64(0)..<64)
    func everythingOnce(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        var limits = BatchQueueLimits()
        limits.waitingCountMax = 8
        limits.batchCountMax = 3
        var queue = BatchQueue<Int>(limits)
        var (taken, written, under): ([Int], [Int], [Int]?) = ([], [], nil)
        for number in 0..<400 {
            if Bool.random(using: &random) {
                switch queue.arrived(number, byteCount: 1) {
                case .wait:
                    #expect(under != nil, "seed \(seed)")
                    taken.append(number)
                case .writeNow(let batch):
                    #expect(under == nil, "seed \(seed)")
                    taken.append(number)
                    under = batch
                case .refuse: #expect(queue.waitingCount == 8, "seed \(seed)")
                }
            } else if let batch = under {
                #expect(batch.count <= 3, "seed \(seed)")
                written += batch
                under = queue.written()
            }
        }
        while let batch = under {
            written += batch
            under = queue.written()
        }
        #expect(written == taken, "seed \(seed)")
    }

    @Test("refuses beyond its bytes")
    func limits() {
        var limits = BatchQueueLimits()
        limits.waitingBytesMax = 10
        var queue = BatchQueue<Int>(limits)
        guard case .writeNow([0]) = queue.arrived(0, byteCount: 100) else {
            Issue.record("an idle queue writes at once")
            return
        }
        guard case .wait = queue.arrived(1, byteCount: 10) else {
            Issue.record("there is room")
            return
        }
        #expect(queue.isFull)
        #expect(queue.written() == [1])
        #expect(!queue.isFull)
    }
}
