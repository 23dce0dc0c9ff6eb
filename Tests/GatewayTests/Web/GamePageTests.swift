import CoachingContract
import Foundation
import GamificationContract
import GatewayDomain
import Identifiers
import RPC
import Synchronization
import Testing
import Wire

@testable import GatewayService

/// The pages of the game and of learning, served by a gateway.
@Suite struct GamePageTests {
    @Test func whoLeadsAgentsChoosesWhoseLicencesAndPractice() async throws {
        var handlers = Handlers()
        handlers.serve(Coaching.listAgents) { _, _ in
            AgentList(
                agents: ["ana", "a&b"].map {
                    AgentSummary(
                        agentID: $0, conversations: 1, alertsSent: 0, hasActiveSession: false)
                })
        }
        try await withGateway(handlers: handlers) { gateway in
            let maria = try await gateway.signedIn()
            for path in ["/licences", "/exam"] {
                let page = try await maria.send("GET", path)
                #expect(page.status == 200)
                #expect(page.body.contains("href=\"\(path)?agent=ana\""))
                #expect(page.body.contains("href=\"\(path)?agent=a%26b\""))
                #expect(page.body.contains("action=\"\(path)\""))
            }
            #expect(try await maria.send("GET", "/licences.csv").status == 400)
            #expect(try await maria.send("GET", "/training").body.contains("href=\"/licences\""))
        }
        try await withGateway { gateway in
            let maria = try await gateway.signedIn()
            let page = try await maria.send("GET", "/exam")
            #expect(page.status == 200 && page.body.contains("Coaching had a fault"))
        }
    }

    @Test func aChallengeIsToldNewestFirst() async throws {
        let id = UUIDv7(at: noon)
        var handlers = Handlers()
        handlers.serve(Gamification.getChallengeFeed) { request, _ in
            guard request.challengeID == id else { throw RPCError(.notFound, "none") }
            return ChallengeFeed(
                challenge: Self.duel(id),
                entries: [
                    .init(at: noon, what: Open(.joined), agentID: "ana"),
                    .init(at: noon, what: Open(.tookLead), teamID: "red", count: 3),
                    .init(at: noon, what: Open(.won), agentID: "ana", count: 4, points: 30),
                ])
        }
        try await withGateway(handlers: handlers) { gateway in
            let ana = try await gateway.signedIn("ana")
            let page = try await ana.send("GET", "/challenges/\(id)").body
            let told = ["ana won 30 points (you)", "team red took the lead with 3", "ana joined"]
            let places = told.compactMap { page.range(of: $0)?.lowerBound }
            #expect(places.count == 3 && places == places.sorted(), "\(page)")
            for other in ["\(UUIDv7(at: noon + .seconds(9)))", "nonsense"] {
                #expect(try await ana.send("GET", "/challenges/\(other)").status == 404)
            }
        }
    }

    @Test func aManagerMakesAChallengeAndAnAgentCannot() async throws {
        let asked = Mutex<[CreateChallenge]>([])
        var handlers = Handlers()
        handlers.serve(Gamification.createChallenge) { request, _ in
            asked.withLock { $0.append(request) }
            var duel = Self.duel(request.challengeID)
            duel.name = request.name
            return duel
        }
        let form =
            "id=&name=Spring&kind=team&activity=appointment_set&goal=10&stake=5"
            + "&from=2026-03-02&to=2026-03-08&tenure="
        try await withGateway(handlers: handlers) { gateway in
            let manager = try await gateway.signedIn()
            let made = try await manager.send("POST", "/challenges", form: form)
            let challenge = try #require(asked.withLock { $0.first })
            #expect(made.header("location") == "/challenges/\(challenge.challengeID)")
            #expect(challenge.kind == Open(.team) && challenge.tenure == nil)
            #expect(challenge.goal == 10 && challenge.stake == 5)
            #expect(challenge.endsAt - challenge.startsAt == .seconds(7 * 86_400))
            for (wrong, word) in [("kind=team", "kind=war"), ("to=2026", "to=soon")] {
                let refused = try await manager.send(
                    "POST", "/challenges", form: form.replacing(wrong, with: word))
                #expect(refused.status == 400, "\(word)")
            }
            let ana = try await gateway.signedIn("ana")
            #expect(try await ana.send("POST", "/challenges", form: form).status == 404)
        }
        #expect(asked.withLock(\.count) == 1)
    }

    @Test func whoGoesWithoutTheGameIsToldSoAndNotOfAFault() async throws {
        let words = "points, achievements and challenges are not part of your coaching"
        var handlers = Handlers()
        let refusal: @Sendable () -> RPCError = { RPCError(.failedPrecondition, words) }
        handlers.serve(Gamification.getProfile) { _, _ in throw refusal() }
        handlers.serve(Gamification.getLeaderboard) { _, _ in throw refusal() }
        handlers.serve(Gamification.listChallenges) { _, _ in throw refusal() }
        handlers.serve(Gamification.issueBadge) { _, _ in throw refusal() }
        try await withGateway(handlers: handlers) { gateway in
            let ana = try await gateway.signedIn("ana")
            for path in ["/leaderboard", "/challenges", "/agents/ana/achievements", "/agents/ana"] {
                let page = try await ana.send("GET", path)
                #expect(page.status == 200 && page.body.contains("Points, achievements"), "\(path)")
                #expect(!page.body.contains("Gamification"), "\(path)")
            }
            let badge = try await ana.send(
                "POST", "/agents/ana/badges", form: "achievement=first")
            #expect(badge.status == 409)
        }
    }

    @Test func anAgentMakesABadgeOfWhatTheyUnlockedAndNobodyElses() async throws {
        let asked = Mutex<[IssueBadge]>([])
        let id = UUIDv7(at: noon)
        var handlers = Handlers()
        handlers.serve(Gamification.issueBadge) { request, _ in
            asked.withLock { $0.append(request) }
            return Badge(
                badgeID: id, agentID: request.agentID, achievementID: request.achievementID,
                name: "First", description: "Done.", difficulty: Open(.easy), issuedAt: noon,
                credential: "", svg: "<svg></svg>", url: "", issuer: "")
        }
        try await withGateway(handlers: handlers) { gateway in
            let ana = try await gateway.signedIn("ana")
            let reply = try await ana.send(
                "POST", "/agents/ana/badges", form: "achievement=first")
            #expect(reply.status == 303)
            #expect(reply.header("location") == "/issuers/harbor/badges/\(id)")
            #expect(asked.withLock { $0.map(\.achievementID) } == ["first"])
            let other = try await ana.send("POST", "/agents/bo/badges", form: "achievement=first")
            #expect(other.status == 404)
        }
    }

    private static func duel(_ id: UUIDv7) -> ChallengeState {
        ChallengeState(
            challengeID: id, name: "Duel", kind: Open(.headToHead), activity: "appointment_set",
            goal: 3, stake: 15, startsAt: noon, endsAt: noon + .seconds(600),
            status: Open(.settled), members: [])
    }
}
