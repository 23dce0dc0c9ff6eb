import GamificationContract
import GamificationDomain
import Identifiers
import Postgres
import RPC
import Runtime

/// Serves `Gamification.setPointRules`.
struct SetPointRulesHandler: Sendable {
    let database: Database
    let store: RuleStore

    func handle(_ request: SetPointRules, _ call: Call) async throws -> PointRuleSet {
        try Access(call, to: request.tenantID).requireManager("the rules for points")
        let earliest = call.now + RuleMemory.leadTime
        let from = max(request.rules.effectiveFrom ?? earliest, earliest)
        return try await database.withTransaction(.tenant(request.tenantID)) { transaction in
            let book = try await store.book(request.tenantID, in: transaction)
            let newest = book.newest.effectiveFrom ?? from
            let rules = try request.rules.checked(
                version: book.newest.version + 1, effectiveFrom: max(from, newest))
            try await store.add(
                rules, effectiveFrom: max(from, newest), request.tenantID, at: call.now,
                in: transaction)
            return PointRuleSet(rules)
        }
    }
}

/// Serves `Gamification.getPointRules`.
struct GetPointRulesHandler: Sendable {
    let database: Database
    let store: RuleStore

    func handle(_ request: GetPointRules, _ call: Call) async throws -> PointRuleSets {
        _ = try Access(call, to: request.tenantID)
        let book = try await store.book(
            request.tenantID, in: database.scoped(to: .tenant(request.tenantID)))
        let current = book.rules(at: call.now)
        return PointRuleSets(
            current: PointRuleSet(current),
            upcoming: book.newest.version == current.version ? nil : PointRuleSet(book.newest))
    }
}

extension PointRuleSet {
    init(_ rules: PointRules) {
        self.init(
            version: rules.version, effectiveFrom: rules.effectiveFrom,
            rules: rules.rules.sorted { $0.key.rawValue < $1.key.rawValue }.map { reason, rule in
                PointRuleLine(
                    reason: reason.rawValue, points: rule.points, dailyLimit: rule.dailyLimit,
                    halvesAfter: rule.halvesAfter)
            },
            qualityMin: rules.qualityMin, qualityMessageCountMin: rules.qualityMessageCountMin,
            objectionsPerConversationMax: rules.objectionsPerConversationMax)
    }

    /// The rules that a tenant wants; throws `invalid_argument` for what cannot be meant.
    fileprivate func checked(
        version: Int, effectiveFrom: Instant
    ) throws(RPCError) -> PointRules {
        guard (0...100).contains(qualityMin) else {
            throw .invalid("quality_min", "must be 0 to 100")
        }
        try check(qualityMessageCountMin, in: 1...100, "quality_message_count_min")
        try check(objectionsPerConversationMax, in: 0...20, "objections_per_conversation_max")
        var checked: [PointReason: PointRule] = [:]
        for line in rules {
            guard let reason = PointReason(rawValue: line.reason), reason.category != nil else {
                throw .invalid("rules.reason", "\(line.reason) is nothing that rules pay for")
            }
            guard checked[reason] == nil else {
                throw .invalid("rules.reason", "\(line.reason) stands there twice")
            }
            try check(Int(clamping: line.points), in: 1...10_000, "rules.points")
            try check(line.dailyLimit ?? 1, in: 1...1_000, "rules.daily_limit")
            try check(line.halvesAfter ?? 1, in: 1...1_000, "rules.halves_after")
            checked[reason] = PointRule(
                points: line.points, dailyLimit: line.dailyLimit, halvesAfter: line.halvesAfter)
        }
        return PointRules(
            version: version, effectiveFrom: effectiveFrom, rules: checked,
            qualityMin: qualityMin, qualityMessageCountMin: qualityMessageCountMin,
            objectionsPerConversationMax: objectionsPerConversationMax)
    }
}
