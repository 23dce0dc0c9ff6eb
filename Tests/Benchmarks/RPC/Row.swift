import Foundation

/// One line of results, in the words of `meshctl bench rpc --json`.
struct Row {
    private let load: Load
    private let callsPerSecond: Int
    private let p50: Double?
    private let p99: Double?
    private let cpu: Double

    /// `latencies` are in nanoseconds; a stream has none.
    init(_ load: Load, count: Int, latencies: [Int64], from start: Usage, to end: Usage) {
        self.load = load
        let sorted = latencies.sorted()
        callsPerSecond = Int(Double(count) / end.seconds(since: start))
        p50 = Self.microseconds(sorted, 0.5)
        p99 = Self.microseconds(sorted, 0.99)
        cpu = Double(end.cpu - start.cpu) / 1e3 / Double(max(1, count))
    }

    func print() {
        let number = { (value: Double?) in value.map { String(format: "%.2f", $0) } ?? "null" }
        let fields = [
            "\"peer\":\"\(load.peer.rawValue)\"", "\"kind\":\"\(load.kind.rawValue)\"",
            "\"in_flight\":\(load.inFlight)", "\"bytes\":\(load.byteCount)",
            "\"calls_per_second\":\(callsPerSecond)", "\"p50_us\":\(number(p50))",
            "\"p99_us\":\(number(p99))", "\"cpu_us_per_call\":\(number(cpu))",
        ]
        Swift.print("{\(fields.joined(separator: ","))}")
        fflush(nil)
    }

    private static func microseconds(_ sorted: [Int64], _ rank: Double) -> Double? {
        guard !sorted.isEmpty else { return nil }
        return Double(sorted[Int(rank * Double(sorted.count - 1))]) / 1e3
    }
}

/// The clocks of one moment; client and server share the process, so the CPU is both sides'.
struct Usage {
    let wall = Usage.nanoseconds()
    let cpu: Int64

    init() {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        cpu = Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }

    func seconds(since start: Usage) -> Double { Double(wall - start.wall) / 1e9 }

    static func nanoseconds() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}
