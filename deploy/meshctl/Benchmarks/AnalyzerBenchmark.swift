import AnalyzerDomain
import Foundation
import Identifiers

/// Measures the local engine on conversations that are in memory already.
struct AnalyzerBenchmark: Sendable {
    /// One line of `meshctl bench analyzer --json`.
    struct Line: Encodable {
        let measure: String
        let value: Double
        let unit: String
    }

    /// Messages timed one by one: enough for a 99th percentile that holds still.
    private static let messageCount = 50_000
    /// Of a conversation that is timed from scratch.
    private static let longMessageCount = 40
    private static let scratchRunCount = 500
    /// Conversations kept alive while memory is weighed.
    private static let liveCount = 4_000
    private static let batchSeconds = 3.0

    let records: [ConversationRecord]

    func run(_ print: (Line) throws -> Void) async throws {
        // The rules and models are made at first use; nobody waits for that twice.
        _ = ConversationAnalyzer(of: records[0]).analysis
        let message = oneMoreMessage()
        try print(Line(measure: "message_p50", value: message.p50, unit: "us"))
        try print(Line(measure: "message_p99", value: message.p99, unit: "us"))
        try print(Line(measure: "message_p99_by_cpu_time", value: message.cpuP99, unit: "us"))
        let scratch = fromScratch()
        try print(Line(measure: "40_messages_p50", value: scratch.p50 / 1_000, unit: "ms"))
        try print(Line(measure: "40_messages_p99", value: scratch.p99 / 1_000, unit: "ms"))
        try print(
            Line(measure: "40_messages_p99_by_cpu_time", value: scratch.cpuP99 / 1_000, unit: "ms"))
        let batch = await batch()
        try print(Line(measure: "batch_2_cores", value: batch.wall, unit: "conversations/s"))
        try print(
            Line(measure: "batch_2_cores_by_cpu_time", value: batch.cpu, unit: "conversations/s"))
        let memory = liveMemory()
        try print(Line(measure: "live_conversation_mean", value: memory.mean, unit: "KiB"))
        try print(Line(measure: "live_conversation_40_messages", value: memory.long, unit: "KiB"))
    }

    // MARK: - Latency

    private func oneMoreMessage() -> Percentiles {
        var times: [Times] = []
        times.reserveCapacity(Self.messageCount)
        while times.count < Self.messageCount {
            for record in records where times.count < Self.messageCount {
                var analyzer = ConversationAnalyzer(before: record)
                for message in record.messages {
                    let utterance = Utterance(message)
                    times.append(microseconds { _ = analyzer.observe(utterance) })
                }
            }
        }
        return percentiles(times)
    }

    private func fromScratch() -> Percentiles {
        let messages = longConversation()
        let times = (0..<Self.scratchRunCount).map { _ in
            microseconds {
                var analyzer = ConversationAnalyzer(before: records[0])
                for message in messages { _ = analyzer.observe(message) }
                _ = analyzer.analysis
            }
        }
        return percentiles(times)
    }

    /// Forty messages of several conversations, one after the other.
    private func longConversation() -> [Utterance] {
        let all = records.lazy.flatMap(\.messages).map(Utterance.init)
        return all.prefix(Self.longMessageCount).enumerated().map { place, utterance in
            var utterance = utterance
            utterance.id = MessageID("message-\(place)")
            return utterance
        }
    }

    /// In microseconds: by the clock, and what the processor worked, which no neighbour disturbs.
    private struct Times {
        var wall: Double
        var cpu: Double
    }

    private struct Percentiles {
        var p50: Double
        var p99: Double
        var cpuP99: Double
    }

    private func microseconds(_ work: () -> Void) -> Times {
        let start = ContinuousClock.now
        let cpuStart = Self.cpuMicroseconds
        work()
        return Times(
            wall: (ContinuousClock.now - start) / .microseconds(1),
            cpu: Self.cpuMicroseconds - cpuStart)
    }

    private static var cpuMicroseconds: Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) * 1e6 + Double(time.tv_nsec) / 1e3
    }

    private func percentiles(_ times: [Times]) -> Percentiles {
        let wall = times.map(\.wall).sorted()
        let cpu = times.map(\.cpu).sorted()
        return Percentiles(
            p50: wall[wall.count / 2], p99: wall[wall.count * 99 / 100],
            cpuP99: cpu[cpu.count * 99 / 100])
    }

    // MARK: - Throughput

    /// Whole conversations analysed by two tasks: a second by the clock, and a second of two cores
    /// that do nothing else, which is what a busy machine would do if it were not.
    private func batch() async -> (wall: Double, cpu: Double) {
        let start = ContinuousClock.now
        let cpuStart = clock()
        let count = await withTaskGroup(of: Int.self) { group in
            for half in 0..<2 {
                group.addTask {
                    var count = 0
                    while (ContinuousClock.now - start) / .seconds(1) < Self.batchSeconds {
                        let record = records[(2 * count + half) % records.count]
                        _ = ConversationAnalyzer(of: record).analysis
                        count += 1
                    }
                    return count
                }
            }
            return await group.reduce(0, +)
        }
        let cpuSeconds = Double(clock() - cpuStart) / Double(CLOCKS_PER_SEC)
        return (
            Double(count) / ((ContinuousClock.now - start) / .seconds(1)),
            2 * Double(count) / cpuSeconds
        )
    }

    // MARK: - Memory

    private func liveMemory() -> (mean: Double, long: Double) {
        let messages = longConversation()
        return (
            kibibytesEach { ConversationAnalyzer(of: records[$0 % records.count]) },
            kibibytesEach { _ in
                var analyzer = ConversationAnalyzer(before: records[0])
                for message in messages { _ = analyzer.observe(message) }
                return analyzer
            }
        )
    }

    /// What the process grew by while it kept this many.
    private func kibibytesEach(_ make: (Int) -> ConversationAnalyzer) -> Double {
        let before = Self.residentBytes
        let kept = (0..<Self.liveCount).map(make)
        let grown = Self.residentBytes - before
        return withExtendedLifetime(kept) { Double(max(0, grown)) / 1_024 / Double(kept.count) }
    }

    private static var residentBytes: Int {
        let fields = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8))?
            .split(separator: " ")
        return (fields.flatMap { $0.count > 1 ? Int($0[1]) : nil } ?? 0) * Int(getpagesize())
    }
}
