import Identifiers

/// The running scores of all areas: each is its start plus the points of what happened, so the
/// evidence adds up to the number.
struct ScoreSheet: Hashable, Sendable {
    /// Kept per area: the weightiest moves are what a coach quotes; the rest only count.
    static let evidenceCountMax = 8

    private var totals: [Double] = Area.all.map(\.start)
    private var counts: [UInt16] = Array(repeating: 0, count: Area.all.count)
    private var repeats: [UInt8] = Array(repeating: 0, count: Move.allCases.count)
    private var evidence: [[Grounds]] = Array(repeating: [], count: Area.all.count)
    private var responseMean = 0.0
    private var responseCount = 0

    /// Counts the move into the areas that it touches.
    mutating func record(_ move: Move, in message: MessageID) {
        let worth = move.worth
        let times = repeats[move.rawValue]
        if times < UInt8.max { repeats[move.rawValue] += 1 }
        for effect in worth.effects {
            var points = effect.points
            for _ in 0..<min(times, 12) { points *= effect.fading }
            guard points.magnitude >= 0.05 else { continue }
            add(points, to: effect.area, worth.reason, message)
        }
    }

    func count(of move: Move) -> Int { Int(repeats[move.rawValue]) }

    /// Counts an answer's delay: the area's score is the mean over all answers.
    mutating func recordResponse(score: Double, in message: MessageID) {
        let area = Area.places[.quality(.responseTime), default: 0]
        let before = responseCount == 0 ? Area.quality(.responseTime).start : responseMean
        responseMean = (responseMean * Double(responseCount) + score) / Double(responseCount + 1)
        responseCount += 1
        let reason = score >= 60 ? Move.answeredFast.worth.reason : Move.answeredSlowly.worth.reason
        add(responseMean - before, to: area, reason, message)
        totals[area] = responseMean
    }

    private mutating func add(
        _ points: Double, to area: Int, _ reason: String, _ message: MessageID
    ) {
        totals[area] += points
        if counts[area] < UInt16.max { counts[area] += 1 }
        evidence[area].append(Grounds(messageID: message, reason: reason, points: points))
        guard evidence[area].count > Self.evidenceCountMax else { return }
        var weakest = 0
        for index in evidence[area].indices
        where evidence[area][index].points.magnitude < evidence[area][weakest].points.magnitude {
            weakest = index
        }
        evidence[area].remove(at: weakest)
    }

    // MARK: - Reading

    /// 0–100; nil where nothing was shown.
    func score(_ area: Area) -> Double? {
        let place = Area.places[area, default: 0]
        return counts[place] == 0 ? nil : min(100, max(0, totals[place]))
    }

    func evidence(_ area: Area) -> [Grounds] { evidence[Area.places[area, default: 0]] }

    /// How sure the middle is before anything is known, in areas of evidence.
    private static let priorWeight = 0.5

    /// The quality areas with evidence, weighted, drawn to the middle while there are few.
    var overallQuality: Double {
        var sum = 50 * Self.priorWeight
        var weights = Self.priorWeight
        for place in 0..<ConversationQualityArea.allCases.count where counts[place] > 0 {
            let trust = Double(counts[place]) / (Double(counts[place]) + 1)
            let weight = Area.all[place].weight * trust
            sum += weight * min(100, max(0, totals[place]))
            weights += weight
        }
        return sum / weights
    }

    /// 0–1: grows with the evidence and with the number of areas that have some.
    func confidence(messageCount: Int) -> Double {
        let qualityCount = ConversationQualityArea.allCases.count
        let seen = Double(counts.prefix(qualityCount).count { $0 > 0 }) / Double(qualityCount)
        let pieces = Double(counts.reduce(0) { $0 + Int($1) })
        let depth = pieces / (pieces + 15)
        let length = Double(messageCount) / Double(messageCount + 4)
        return (seen * depth * length).squareRoot()
    }
}
