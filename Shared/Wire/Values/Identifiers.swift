import Identifiers

extension WireValue where Self: OutsideIdentifier {
    public static var wireType: WireType { .text }

    @inlinable
    public func encode(into encoder: inout WireEncoder) { encoder.write(rawValue) }

    @inlinable
    public init(from decoder: inout WireDecoder) throws(WireError) {
        self.init(rawValue: try decoder.readString())
    }
}

extension TenantID: WireValue {}
extension AgentID: WireValue {}
extension LeadID: WireValue {}
extension ConversationID: WireValue {}
extension MessageID: WireValue {}
extension TeamID: WireValue {}
extension ModuleID: WireValue {}

extension WireValue where Self: GeneratedIdentifier {
    public static var wireType: WireType { .uuid }

    @inlinable
    public func encode(into encoder: inout WireEncoder) { rawValue.encode(into: &encoder) }

    @inlinable
    public init(from decoder: inout WireDecoder) throws(WireError) {
        self.init(rawValue: try UUIDv7(from: &decoder))
    }
}

extension SessionID: WireValue {}
extension AlertID: WireValue {}
extension EventID: WireValue {}
extension ModelID: WireValue {}
extension NotificationID: WireValue {}
extension PlanID: WireValue {}
extension RolePlayID: WireValue {}
extension EscalationID: WireValue {}
extension InterventionID: WireValue {}

extension UUIDv7: WireValue {
    public static var wireType: WireType { .uuid }

    @inlinable
    public func encode(into encoder: inout WireEncoder) {
        encoder.reserve(17)
        encoder.putHead(0x40, 16)
        encoder.put(high)
        encoder.put(low)
    }

    @inlinable
    public init(from decoder: inout WireDecoder) throws(WireError) {
        let (high, low) = try decoder.readSixteenBytes()
        self.init(high: high, low: low)
    }
}
