import Foundation
import GamificationContract
import GamificationDomain
import Identifiers
import Postgres
import RPC
import Runtime

/// Serves what managers ask of everybody together, and what leaves for a learning record store.
struct EngagementHandlers: Sendable {
    let database: Database
    let engagement: EngagementStore
    let own: OwnAchievementStore
    /// Where this mesh is found, which names its agents and activities to others.
    let origin: String

    func report(_ request: GetEngagement, _ call: Call) async throws -> Engagement {
        try Access(call, to: request.tenantID).requireManager("comparisons of agents")
        guard request.since < request.until else {
            throw RPCError.invalid("until", "must be after since")
        }
        let agents = try await engagement.engagement(
            request.tenantID, since: request.since, until: request.until,
            in: database.scoped(to: .tenant(request.tenantID)))
        return Engagement(EngagementReport(agents))
    }

    func statements(_ request: ListStatements, _ call: Call) async throws -> StatementList {
        let agent = try Access(call, to: request.tenantID).agent(request.agentID)
        try check(request.limit, in: 1...1_000, "limit")
        try check(request.skip, in: 0...100_000, "skip")
        let session = database.scoped(to: .tenant(request.tenantID))
        let deeds = try await engagement.deeds(
            request.tenantID, of: agent, since: request.since, skip: request.skip,
            limit: request.limit, in: session)
        let catalogue = try await own.catalogue(request.tenantID, in: session)
        let names = Dictionary(
            catalogue.all.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
        let next = deeds.count == request.limit ? deeds.last?.at : nil
        let known = deeds.count { $0.at == next } + (next == request.since ? request.skip : 0)
        return StatementList(
            statements: try deeds.map {
                try Statement($0, named: names[$0.id], request.tenantID, origin: origin).json
            },
            next: next, nextSkip: next == nil ? 0 : known)
    }
}

extension Engagement {
    fileprivate init(_ report: EngagementReport) {
        self.init(
            agents: report.unlocked.of, agentsUnlocked: report.unlocked.count,
            unlockedLower: report.unlocked.interval.lowerBound,
            unlockedUpper: report.unlocked.interval.upperBound,
            meanActiveDays: report.meanActiveDays, meanUnlocks: report.meanUnlocks,
            activityAndQuality: report.activityAndQuality.map { EngagementAssociation($0) },
            unlocksAndQuality: report.unlocksAndQuality.map { EngagementAssociation($0) })
    }
}

extension EngagementAssociation {
    fileprivate init(_ association: EngagementReport.Association) {
        self.init(
            correlation: association.correlation, lower: association.interval.lowerBound,
            upper: association.interval.upperBound, agents: association.agents)
    }
}

/// A statement of the Experience API 1.0.3: who did what, with which result.
struct Statement: Encodable {
    private struct Actor: Encodable {
        struct Account: Encodable {
            let homePage: String
            let name: String
        }
        let objectType = "Agent"
        let account: Account
    }
    private struct Verb: Encodable {
        let id: String
        let display: [String: String]

        static let mastered = Verb(
            id: "http://adlnet.gov/expapi/verbs/mastered", display: ["en-US": "mastered"])
        static let answered = Verb(
            id: "http://adlnet.gov/expapi/verbs/answered", display: ["en-US": "answered"])
    }
    private struct Activity: Encodable {
        struct Definition: Encodable {
            let type: String
            let name: [String: String]
        }
        let objectType = "Activity"
        let id: String
        let definition: Definition
    }
    private struct Result: Encodable {
        let success: Bool
    }

    private let id: String
    private let actor: Actor
    private let verb: Verb
    private let object: Activity
    private let result: Result?
    private let timestamp: String

    /// The id follows from the deed, so that a store that has it already knows it.
    init(
        _ deed: EngagementStore.Deed, named name: String?, _ tenant: TenantID, origin: String
    ) {
        let key = "\(deed.kind):\(tenant):\(deed.agentID):\(deed.id):\(deed.instance)"
        let isUnlock = deed.kind == .unlocked
        let home = "\(origin)/issuers/\(Self.encoded(tenant.rawValue))"
        id = EventID(derivedFrom: "statement:\(key)").description
        actor = Actor(account: .init(homePage: home, name: deed.agentID.rawValue))
        verb = isUnlock ? .mastered : .answered
        object = Activity(
            id: "\(home)/\(isUnlock ? "achievements" : "questions")/\(Self.encoded(deed.id))",
            definition: .init(
                type: isUnlock
                    ? "http://adlnet.gov/expapi/activities/objective"
                    : "http://adlnet.gov/expapi/activities/question",
                name: ["en-US": name ?? deed.id]))
        result = isUnlock ? nil : Result(success: deed.rating > FSRS.Rating.again.rawValue)
        timestamp = deed.at.description
    }

    var json: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            return String(decoding: try encoder.encode(self), as: UTF8.self)
        }
    }

    private static func encoded(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? text
    }
}
