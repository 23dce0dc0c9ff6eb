import GradientBoosting
import Identifiers
import PredictionDomain
import Wire

/// The bytes of `PublishModel.artifact`: the trees in XGBoost's own format, and what turns their
/// margin into a statement.
@WireMessage
package struct ModelArtifact: Codable, Hashable, Sendable {
    package var featureVersion: String
    /// UBJSON, or JSON.
    package var booster: [UInt8]
    /// FNV-1a of `booster`: XGBoost does not check the sense of what it reads.
    package var checksum: UInt64
    /// Platt's numbers; absent when the calibration is isotonic.
    package var slope: Double?
    package var offset: Double?
    package var steps: [Step] = []
    package var bins: [Bin]
    package var statesSuccessFrom: Double
    package var statesFailureUpTo: Double

    enum CodingKeys: Int, CodingKey {
        case featureVersion = 0, booster = 1, checksum = 2, slope = 3, offset = 4, steps = 5
        case bins = 6, statesSuccessFrom = 7, statesFailureUpTo = 8
    }

    /// One step of an isotonic calibration.
    @WireMessage
    package struct Step: Codable, Hashable, Sendable {
        package var from: Double
        package var probability: Double

        enum CodingKeys: Int, CodingKey { case from = 0, probability = 1 }
    }

    /// One bin that intervals are read from.
    @WireMessage
    package struct Bin: Codable, Hashable, Sendable {
        package var upTo: Double
        package var conversations: Int
        package var successShare: Double

        enum CodingKeys: Int, CodingKey { case upTo = 0, conversations = 1, successShare = 2 }
    }
}

extension ModelArtifact {
    init(
        booster: [UInt8], calibration: Calibration, reliability: Reliability, abstention: Abstention
    ) {
        self.init(
            featureVersion: Feature.version, booster: booster, checksum: FNV1a.hash(booster),
            bins: reliability.bins.map {
                Bin(
                    upTo: $0.upTo, conversations: $0.conversations, successShare: $0.successShare)
            },
            statesSuccessFrom: abstention.statesSuccessFrom,
            statesFailureUpTo: abstention.statesFailureUpTo)
        switch calibration {
        case .platt(let slope, let offset):
            self.slope = slope
            self.offset = offset
        case .isotonic(let steps):
            self.steps = steps.map { Step(from: $0.from, probability: $0.probability) }
        }
    }

    /// Nil when neither method is there, or one that falls as margins rise.
    var calibration: Calibration? {
        if let slope, let offset {
            guard slope >= 0, slope.isFinite, offset.isFinite else { return nil }
            return .platt(slope: slope, offset: offset)
        }
        let known = steps.map { IsotonicStep(from: $0.from, probability: $0.probability) }
        let rises = zip(known, known.dropFirst()).allSatisfy {
            $0.from < $1.from && $0.probability <= $1.probability
        }
        return known.isEmpty || !rises ? nil : .isotonic(known)
    }

    var reliability: Reliability {
        Reliability(
            bins: bins.map {
                ReliabilityBin(
                    upTo: $0.upTo, conversations: $0.conversations, successShare: $0.successShare)
            })
    }

    var abstention: Abstention {
        Abstention(statesSuccessFrom: statesSuccessFrom, statesFailureUpTo: statesFailureUpTo)
    }
}
