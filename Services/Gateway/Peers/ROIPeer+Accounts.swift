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
}
