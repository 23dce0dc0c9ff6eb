import Foundation

/// What another skill of the same learner says of the next try.
///
/// Where a question asks for several skills, its outcome stands once under each. The skill whose
/// outcomes have agreed longest with this one's, place by place, may hold the next one already.
struct Echo: Hashable, Sendable {
    /// Places that are compared, the latest first.
    private static let reach = 24

    private var outcomes: [Int: [Bool]] = [:]

    mutating func add(_ outcome: Bool, of skill: Int) {
        outcomes[skill, default: []].append(outcome)
    }

    /// The outcome that is echoed as ±1, and how many outcomes before it agreed; zeros without one.
    func next(of skill: Int) -> (sign: Double, agreed: Double) {
        let own = outcomes[skill] ?? []
        var best = (sign: 0.0, agreed: 0)
        for (other, outcomes) in outcomes where other != skill && outcomes.count > own.count {
            let agreed = agreement(own, outcomes)
            let sign = outcomes[own.count] ? 1.0 : -1
            if agreed > best.agreed {
                best = (sign, agreed)
            } else if agreed == best.agreed {
                best.sign = best.sign == sign ? sign : 0
            }
        }
        return (best.sign, Double(best.agreed))
    }

    private func agreement(_ own: [Bool], _ other: [Bool]) -> Int {
        var agreed = 0
        while agreed < min(Self.reach, own.count),
            own[own.count - 1 - agreed] == other[own.count - 1 - agreed]
        { agreed += 1 }
        return agreed
    }
}
