/// How the memory of this process went, a sample each second: what is resident, and what of it is
/// allocated. The first also grows where free memory lies in pieces too small to be used.
struct MemoryTrend {
    private let resident: [Int]
    private let allocated: [Int]
    private static let mebibyte = 1_048_576.0

    static func sampled(until end: ContinuousClock.Instant) async throws -> MemoryTrend {
        var (resident, allocated): ([Int], [Int]) = ([], [])
        while ContinuousClock.now < end {
            resident.append(residentByteCount())
            allocated.append(allocatedByteCount())
            try await Task.sleep(for: .seconds(1))
        }
        return MemoryTrend(resident: resident, allocated: allocated)
    }

    /// What a process needs at all is there after this share of the time.
    private static let warmUp = 0.3

    private func steady(_ samples: [Int]) -> ArraySlice<Int> {
        samples.dropFirst(Int(Self.warmUp * Double(samples.count)))
    }

    /// Bytes each minute: the slope of the least-squares line, and its standard error.
    private func slope(_ samples: [Int]) -> (bytes: Double, error: Double) {
        let steady = steady(samples)
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
        fields("resident", of: resident) + fields("allocated", of: allocated)
    }

    private func fields(
        _ name: String, of samples: [Int]
    ) -> [(String, any CustomStringConvertible & Sendable)] {
        let (steady, slope) = (steady(samples), slope(samples))
        return [
            ("\(name)_mib_after_warm_up", (Double(steady.first ?? 0) / Self.mebibyte).rounded()),
            ("\(name)_mib_at_end", (Double(steady.last ?? 0) / Self.mebibyte).rounded()),
            ("\(name)_kib_per_minute", (slope.bytes / 1_024).rounded()),
            ("\(name)_error_kib_per_minute", (slope.error / 1_024).rounded()),
        ]
    }
}
