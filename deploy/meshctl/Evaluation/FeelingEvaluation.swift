import AnalyzerDomain

/// Compares how sure the engine is of a feeling with how often a reader hears it.
struct FeelingEvaluation {
    /// A message whose words show a feeling.
    struct Claim {
        /// −1 to 1.
        let sentiment: Double
        let confidence: Double
        let isRight: Bool
    }

    /// One bar of a reliability diagram.
    struct Bin {
        let range: Range<Double>
        let count: Int
        /// Means over the bin's claims.
        let confidence: Double
        let rightShare: Double
    }

    private(set) var claims: [Claim] = []
    /// Messages that plainly feel something, and those of them in which the engine hears nothing.
    private(set) var feelingCount = 0
    private(set) var missedCount = 0

    init(_ sets: [LabelledSet]) {
        for set in sets {
            for (message, found) in LabelledSetEvaluation.findings(of: set) {
                count(message, found)
            }
        }
    }

    private mutating func count(_ message: LabelledSet.Message, _ found: MessageAnalysis) {
        let isGood = message.labels.contains("sentiment:good")
        let isBad = message.labels.contains("sentiment:bad")
        if isGood || isBad { feelingCount += 1 }
        guard let sentiment = found.sentiment, let confidence = found.sentimentConfidence else {
            if isGood || isBad { missedCount += 1 }
            return
        }
        claims.append(
            Claim(
                sentiment: sentiment, confidence: confidence,
                isRight: sentiment > 0 ? isGood : isBad))
    }

    // MARK: - Figures

    /// Five bins of equal width; empty ones are left out.
    var reliability: [Bin] {
        stride(from: 0.0, to: 1, by: 0.2).compactMap { low in
            let range = low..<(low == 0.8 ? 1.01 : low + 0.2)
            let inside = claims.filter { range.contains($0.confidence) }
            guard !inside.isEmpty else { return nil }
            let count = Double(inside.count)
            return Bin(
                range: low..<(low + 0.2), count: inside.count,
                confidence: inside.reduce(0) { $0 + $1.confidence } / count,
                rightShare: Double(inside.count(where: \.isRight)) / count)
        }
    }

    /// The mean distance between what is said and what is so, over the bins.
    var calibrationError: Double {
        reliability.reduce(0) { sum, bin in
            sum + abs(bin.confidence - bin.rightShare) * Double(bin.count)
        } / Double(max(1, claims.count))
    }

    /// The mean squared error of a confidence (Brier 1950).
    func brier(of confidence: (Claim) -> Double) -> Double {
        claims.reduce(0) { sum, claim in
            let error = confidence(claim) - (claim.isRight ? 1 : 0)
            return sum + error * error
        } / Double(max(1, claims.count))
    }
}
