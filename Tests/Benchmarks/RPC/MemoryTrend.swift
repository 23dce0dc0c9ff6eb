/// How the resident memory of this process went, a sample each second.
struct MemoryTrend {
    private let samples: [Int]
    private static let mebibyte = 1_048_576.0

    static func sampled(until end: ContinuousClock.Instant) async throws -> MemoryTrend {
        var samples: [Int] = []
        while ContinuousClock.now < end {
            samples.append(residentByteCount())
            try await Task.sleep(for: .seconds(1))
        }
        return MemoryTrend(samples: samples)
    }

    /// What a process needs at all is there after this share of the time.
    private static let warmUp = 0.3

    private var steady: ArraySlice<Int> {
        samples.dropFirst(Int(Self.warmUp * Double(samples.count)))
    }

    /// Bytes each minute: the slope of the least-squares line, and its standard error.
    private var slope: (bytes: Double, error: Double) {
        let count = Double(steady.count)
        guard count > 2 else { return (0, .infinity) }
        let meanTime = (count - 1) / 2
        let mean = steady.reduce(0) { $0 + Double($1) } / count
        var (product, square, variance) = (0.0, 0.0, 0.0)
        for (second, sample) in steady.enumerated() {
            let (time, byteCount) = (Double(second) - meanTime, Double(sample) - mean)
            product += time * byteCount
            square += time * time
            variance += byteCount * byteCount
        }
        let slope = product / square
        let residual = max(0, variance - slope * product) / (count - 2)
        return (slope * 60, (residual / square).squareRoot() * 60)
    }

    var fields: [(String, any CustomStringConvertible & Sendable)] {
        [
            ("mib_after_warm_up", (Double(steady.first ?? 0) / Self.mebibyte).rounded()),
            ("mib_at_end", (Double(steady.last ?? 0) / Self.mebibyte).rounded()),
            ("slope_kib_per_minute", (slope.bytes / 1_024).rounded()),
            ("slope_error_kib_per_minute", (slope.error / 1_024).rounded()),
        ]
    }
}
