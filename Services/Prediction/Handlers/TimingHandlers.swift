import Identifiers
import PredictionContract
import PredictionDomain
import RPC
import Runtime
import Wire

/// Serves `Prediction.chooseTiming`: recall what came of earlier choices, draw, keep, reply.
struct ChooseTimingHandler: Sendable {
    let memory: TimingMemory
    let choices: TimingStore

    func handle(_ request: ChooseTiming, _ call: Call) async throws -> TimingChoice {
        try Access(call, to: request.tenantID).require(request.agentID)
        let interventions = request.interventions.compactMap(\.known)
        guard let first = interventions.first else {
            throw RPCError.invalid("interventions", "must name one that this version knows")
        }
        if request.isCompliance {
            return TimingChoice(
                intervention: Open(first), timing: Open(.immediate), propensity: 1)
        }
        let arms = arms(interventions, request.timings)
        let policy = try await memory.policy(for: request.agentID, request.tenantID, at: call.now)
        var generator = SystemRandomNumberGenerator()
        guard
            let decision = policy.decide(among: arms, share: .random(in: 0..<1, using: &generator))
        else {
            throw RPCError.invalid("timings", "must name one that this version knows, or none")
        }
        let choice = TimingStore.Choice(
            choiceID: UUIDv7(at: call.now), agentID: request.agentID,
            conversationID: request.conversationID, arm: decision.arm,
            propensity: decision.propensity)
        try await choices.keep(choice, request.tenantID, at: call.now)
        return TimingChoice(
            choiceID: choice.choiceID, intervention: Open(decision.arm.intervention),
            timing: Open(decision.arm.timing), propensity: decision.propensity)
    }

    /// Each once, in the order of the vocabulary; none where only a newer version knows the timings.
    private func arms(
        _ interventions: [CoachingInterventionType], _ timings: [Open<InterventionTiming>]
    ) -> [TimingArm] {
        let known = timings.compactMap(\.known)
        return CoachingInterventionType.allCases.filter(interventions.contains)
            .flatMap { intervention in
                InterventionTiming.allCases.filter { timings.isEmpty || known.contains($0) }
                    .map { TimingArm(intervention, $0) }
            }
    }
}

/// Serves `Prediction.recordTimingOutcome`.
struct RecordTimingOutcomeHandler: Sendable {
    let choices: TimingStore

    func handle(
        _ request: RecordTimingOutcome, _ call: Call
    ) async throws -> TimingOutcomeRecorded {
        let access = try Access(call, to: request.tenantID)
        let isNew = try await choices.record(
            request.succeeded, of: request.choiceID, request.tenantID,
            onlyAgent: access.onlyAgent, at: call.now)
        guard let isNew else { throw RPCError.missing("timing choice", request.choiceID) }
        return TimingOutcomeRecorded(isNew: isNew)
    }
}

/// Serves `Prediction.getInterventionImpacts`.
struct GetInterventionImpactsHandler: Sendable {
    private static let days = 1...366

    let choices: TimingStore

    func handle(
        _ request: GetInterventionImpacts, _ call: Call
    ) async throws -> InterventionImpacts {
        try Access(call, to: request.tenantID).requireManager("the effects of interventions")
        guard Self.days.contains(request.days) else {
            throw RPCError.invalid("days", "must be 1 to 366")
        }
        let start = call.now - .seconds(request.days * 86_400)
        let outcomes = try await choices.outcomes(request.tenantID, since: start)
        return InterventionImpacts(
            outcomes: outcomes.count,
            impacts: InterventionImpact.all(of: outcomes).map(InterventionEffect.init))
    }
}

extension InterventionEffect {
    fileprivate init(_ impact: InterventionImpact) {
        self.init(
            intervention: Open(impact.arm.intervention), timing: Open(impact.arm.timing),
            outcomes: impact.outcomeCount, successShare: impact.successShare, lift: impact.lift,
            lower: impact.interval.lowerBound, upper: impact.interval.upperBound)
    }
}
