import Identifiers
import RPC
import Synchronization
import Testing

@testable import Runtime

/// A value that tasks of a test share.
private final class Shared<Value: Sendable>: Sendable {
    private let value: Mutex<Value>

    init(_ value: Value) { self.value = Mutex(value) }

    func withLock<Result: Sendable>(_ body: (inout Value) -> Result) -> Result {
        value.withLock { body(&$0) }
    }
}

@Suite struct TurnsTests {
    @Test func turnsAreGivenInTheOrderOfAsking() async throws {
        let turns = Turns<Int>()
        let order = Shared<[Int]>([])
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<20 {
                group.addTask {
                    try await turns.inTurn(at: 1) {
                        try await Task.sleep(for: .milliseconds(3))
                        order.withLock { $0.append(number) }
                    }
                }
                try await Task.sleep(for: .milliseconds(1))
            }
            try await group.waitForAll()
        }
        #expect(order.withLock { $0 } == Array(0..<20))
    }

    /// However turns are asked for, finished and given up, no two share a key and none is stuck.
    @Test(arguments: UInt64(0)..<16)
    func noTwoHaveTheSameTurnAndNoneIsForgotten(seed: UInt64) async throws {
        let turns = Turns<Int>()
        let inside = Shared<[Int: Int]>([:])
        let isShared = Shared(false)
        var random = SplitMix64(seed: seed)
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<100 {
                let key = Int.random(in: 0..<3, using: &random)
                let givesUp = Int.random(in: 0..<4, using: &random) == 0
                let length = Duration.microseconds(Int.random(in: 0...500, using: &random))
                group.addTask {
                    let task = Task {
                        try await turns.inTurn(at: key) {
                            let count = inside.withLock { inside in
                                inside[key, default: 0] += 1
                                return inside[key] ?? 0
                            }
                            if count > 1 { isShared.withLock { $0 = true } }
                            try? await Task.sleep(for: length)
                            inside.withLock { $0[key, default: 0] -= 1 }
                        }
                    }
                    if givesUp { task.cancel() }
                    _ = await task.result
                }
            }
        }
        #expect(!isShared.withLock { $0 }, "seed \(seed)")
        for key in 0..<3 { try await turns.inTurn(at: key) {} }
    }

    @Test func whoFloodsIsRefused() async throws {
        let turns = Turns<Int>()
        let refused = Shared(0)
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<(Turns<Int>.waiterCountMax + 10) {
                group.addTask {
                    do {
                        try await turns.inTurn(at: 1) {
                            try await Task.sleep(for: .milliseconds(20))
                        }
                    } catch let error as RPCError {
                        #expect(error.code == .resourceExhausted)
                        #expect(
                            error.details == [
                                .limit("waiterCountMax", value: Turns<Int>.waiterCountMax)
                            ])
                        refused.withLock { $0 += 1 }
                    } catch {}
                }
            }
        }
        #expect(refused.withLock { $0 } == 9)
    }
}
