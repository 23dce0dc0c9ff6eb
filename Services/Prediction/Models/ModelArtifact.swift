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
    /// While a conversation is open. Platt's numbers; absent when the calibration is isotonic.
    package var slope: Double?
    package var offset: Double?
    package var steps: [Step] = []
    package var bins: [Bin]
    package var statesSuccessFrom: Double
    package var statesFailureUpTo: Double
    /// After the act that closed it; all absent where the calibration above speaks for that too.
    package var closedSlope: Double?
    package var closedOffset: Double?
    package var closedSteps: [Step] = []

    enum CodingKeys: Int, CodingKey {
        case featureVersion = 0, booster = 1, checksum = 2, slope = 3, offset = 4, steps = 5
        case bins = 6, statesSuccessFrom = 7, statesFailureUpTo = 8
        case closedSlope = 9, closedOffset = 10, closedSteps = 11
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
        booster: [UInt8], calibration: StagedCalibration, reliability: Reliability,
        abstention: Abstention
    ) {
        self.init(
            featureVersion: Feature.version, booster: booster, checksum: FNV1a.hash(booster),
            bins: reliability.bins.map {
                Bin(
                    upTo: $0.upTo, conversations: $0.conversations, successShare: $0.successShare)
            },
            statesSuccessFrom: abstention.statesSuccessFrom,
            statesFailureUpTo: abstention.statesFailureUpTo)
        (slope, offset, steps) = Self.stored(calibration.open)
        if let closed = calibration.closed {
            (closedSlope, closedOffset, closedSteps) = Self.stored(closed)
        }
    }

    private static func stored(
        _ calibration: Calibration
    ) -> (slope: Double?, offset: Double?, steps: [Step]) {
        switch calibration {
        case .platt(let slope, let offset): (slope, offset, [])
        case .isotonic(let steps):
            (nil, nil, steps.map { Step(from: $0.from, probability: $0.probability) })
        }
    }

    /// Nil when a stage has no method, or one that falls as margins rise.
    var calibration: StagedCalibration? {
        guard let open = Calibration(slope, offset, steps) else { return nil }
        guard closedSlope != nil || !closedSteps.isEmpty else {
            return StagedCalibration(open: open)
        }
        return Calibration(closedSlope, closedOffset, closedSteps).map {
            StagedCalibration(open: open, closed: $0)
        }
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

extension Calibration {
    /// Nil when neither method is there, or one that falls as margins rise.
    fileprivate init?(_ slope: Double?, _ offset: Double?, _ steps: [ModelArtifact.Step]) {
        if let slope, let offset {
            guard slope >= 0, slope.isFinite, offset.isFinite else { return nil }
            self = .platt(slope: slope, offset: offset)
            return
        }
        let known = steps.map { IsotonicStep(from: $0.from, probability: $0.probability) }
        let rises = zip(known, known.dropFirst()).allSatisfy {
            $0.from < $1.from && $0.probability <= $1.probability
        }
        guard !known.isEmpty, rises else { return nil }
        self = .isotonic(known)
    }
}
