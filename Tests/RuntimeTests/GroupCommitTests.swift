import Identifiers
import Postgres
import RPC
import Synchronization
import Testing

@testable import Runtime

@Suite("What is written for many at once")
struct GroupCommitTests {
    private struct Unwritable: Error {}

    /// What was written, and a gate that a batch waits at.
    private final class Disk: Sendable {
        private let state = Mutex((batches: [[Int]](), gates: [CheckedContinuation<Void, Never>]()))

        var batches: [[Int]] { state.withLock { $0.batches } }

        func write(_ batch: [Int]) { state.withLock { $0.batches.append(batch) } }

        func waitAtGate() async {
            await withCheckedContinuation { gate in state.withLock { $0.gates.append(gate) } }
        }

        func waitForWriters(_ count: Int) async throws {
            while state.withLock({ $0.gates.count }) < count {
                try await Task.sleep(for: .milliseconds(1))
            }
        }

        func openGates() {
            let gates = state.withLock { state in
                defer { state.gates = [] }
                return state.gates
            }
            for gate in gates { gate.resume() }
        }
    }

    @Test("goes out together while one is under way, each tenant's apart", .timeLimit(.minutes(1)))
    func together() async throws {
        let disk = Disk()
        let commits = GroupCommit<Int, Int> { numbers, _ in
            disk.write(numbers)
            if numbers.contains(0) { await disk.waitAtGate() }
            return numbers.map { $0 * 2 }
        }
        async let first = commits.submit(0, under: .tenant("a"))
        try await disk.waitForWriters(1)
        let others = (1...5).map { number in
            Task { try await commits.submit(number, under: .tenant("a")) }
        }
        // Another tenant's does not wait.
        #expect(try await commits.submit(7, under: .tenant("b")) == 14)
        while commits.waitingCount(under: .tenant("a")) < 5 {
            try await Task.sleep(for: .milliseconds(1))
        }
        disk.openGates()
        #expect(try await first == 0)
        for (number, other) in zip(1..., others) { #expect(try await other.value == number * 2) }
        #expect(disk.batches.map { Set($0) } == [[0], [7], [1, 2, 3, 4, 5]])
    }

    @Test("and cannot be written takes no others along", .timeLimit(.minutes(1)))
    func oneFault() async throws {
        let disk = Disk()
        let commits = GroupCommit<Int, Int> { numbers, _ in
            if numbers == [0] { await disk.waitAtGate() }
            if numbers.contains(3) { throw Unwritable() }
            return numbers
        }
        async let first = commits.submit(0, under: .allTenants)
        try await disk.waitForWriters(1)
        let others = (1...5).map { number in
            Task { try await commits.submit(number, under: .allTenants) }
        }
        while commits.waitingCount(under: .allTenants) < 5 {
            try await Task.sleep(for: .milliseconds(1))
        }
        disk.openGates()
        _ = try await first
        for (number, other) in zip(1..., others) {
            switch await other.result {
            case .success(let written): #expect(written == number && number != 3)
            case .failure(let error): #expect(number == 3 && error is Unwritable)
            }
        }
    }

    @Test("is refused beyond the limit, and nobody waits who has left", .timeLimit(.minutes(1)))
    func refused() async throws {
        let disk = Disk()
        var limits = BatchQueueLimits()
        limits.waitingCountMax = 1
        let commits = GroupCommit<Int, Int>(limits) { numbers, _ in
            await disk.waitAtGate()
            return numbers
        }
        async let first = commits.submit(0, under: .allTenants)
        try await disk.waitForWriters(1)
        let second = Task { try await commits.submit(1, under: .allTenants) }
        while !commits.isFull(under: .allTenants) { try await Task.sleep(for: .milliseconds(1)) }
        let refusal = await #expect(throws: RPCError.self) {
            try await commits.submit(2, under: .allTenants)
        }
        #expect(refusal?.code == .resourceExhausted)
        second.cancel()
        await #expect(throws: CancellationError.self) { try await second.value }
        disk.openGates()
        #expect(try await first == 0)
        // What the second left behind is still written.
        try await disk.waitForWriters(1)
        disk.openGates()
    }
}
