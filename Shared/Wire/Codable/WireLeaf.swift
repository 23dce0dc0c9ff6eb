import Identifiers

/// A value that the `Codable` bridge hands to the direct coders instead of asking it to encode itself:
/// its `Codable` form is made for JSON.
protocol WireLeaf: WireValue {}

extension Bool: WireLeaf {}
extension Int: WireLeaf {}
extension Int8: WireLeaf {}
extension Int16: WireLeaf {}
extension Int32: WireLeaf {}
extension Int64: WireLeaf {}
extension UInt: WireLeaf {}
extension UInt8: WireLeaf {}
extension UInt16: WireLeaf {}
extension UInt32: WireLeaf {}
extension UInt64: WireLeaf {}
extension Double: WireLeaf {}
extension String: WireLeaf {}
extension TenantID: WireLeaf {}
extension AgentID: WireLeaf {}
extension LeadID: WireLeaf {}
extension ConversationID: WireLeaf {}
extension MessageID: WireLeaf {}
extension TeamID: WireLeaf {}
extension SessionID: WireLeaf {}
extension AlertID: WireLeaf {}
extension EventID: WireLeaf {}
extension ModelID: WireLeaf {}
extension ModuleID: WireLeaf {}
extension PlanID: WireLeaf {}
extension RolePlayID: WireLeaf {}
extension EscalationID: WireLeaf {}
extension InterventionID: WireLeaf {}
extension UUIDv7: WireLeaf {}
extension Instant: WireLeaf {}
extension Duration: WireLeaf {}
extension CalendarDate: WireLeaf {}
extension Money: WireLeaf {}
extension Open: WireLeaf {}
