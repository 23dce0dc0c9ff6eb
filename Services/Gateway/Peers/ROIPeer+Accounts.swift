import GatewayDomain
import ROIContract
import RPC

/// What a manager records there.
extension ROIPeer {
    /// True when it took the place of an earlier one.
    func record(_ baseline: RecordBaseline, by person: Person) async throws -> Bool {
        try await client.acting(as: person.principal).recordBaseline(
            baseline, timeout: PeerCall.actionTimeout
        ).replacedEarlier
    }

    /// False when the entry was there already.
    func record(_ cost: RecordCost, by person: Person) async throws -> Bool {
        try await client.acting(as: person.principal).recordCost(
            cost, timeout: PeerCall.actionTimeout
        ).isNew
    }

    func record(
        _ spreads: RecordProjectionSpreads, by person: Person
    ) async throws -> ProjectionSpreads {
        try await client.acting(as: person.principal).recordProjectionSpreads(
            spreads, timeout: PeerCall.actionTimeout)
    }

    func spreads(for person: Person) async -> Panel<ProjectionSpreads> {
        await PeerCall.panel(of: "ROI") {
            try await client.acting(as: person.principal).getProjectionSpreads(
                GetProjectionSpreads(tenantID: person.tenant), timeout: PeerCall.pageTimeout)
        }
    }
}
