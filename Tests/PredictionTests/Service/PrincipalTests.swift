import Identifiers
import PredictionContract
import PredictionSamples
import RPC
import Testing

@testable import PredictionService

@Suite struct PrincipalTests {
    static let people: [(Principal?, StatusCode?)] = [
        (nil, nil),
        (Principal(tenantID: PredictionRig.tenant, subject: "meg", role: .manager), nil),
        (
            Principal(tenantID: PredictionRig.tenant, subject: "ann", role: .agent, agentID: "ann"),
            nil
        ),
        (
            Principal(tenantID: PredictionRig.tenant, subject: "bob", role: .agent, agentID: "bob"),
            .notFound
        ),
        (
            Principal(tenantID: PredictionRig.tenant, subject: "new", role: .agent),
            .permissionDenied
        ),
        (Principal(tenantID: "rival", subject: "eve", role: .admin), .permissionDenied),
    ]

    @Test func aPredictionIsForThoseWhoMaySeeItsAgent() async throws {
        try await PredictionRig.with(fallback: try quickModel()) { rig in
            try await rig.hear(message(0), ordinal: 1)
            for (person, told) in Self.people {
                let name = Comment(rawValue: person?.subject ?? "a service")
                let prediction = person.map { rig.prediction.acting(as: $0) } ?? rig.prediction
                var status: StatusCode?
                do {
                    _ = try await prediction.predictConversation(
                        PredictConversation(
                            tenantID: PredictionRig.tenant, conversationID: "talk"))
                } catch let error as RPCError {
                    status = error.code
                }
                #expect(status == told, name)
            }
        }
    }
}
