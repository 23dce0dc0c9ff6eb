import Identifiers

extension UUIDv7: PostgresCodable {
    package static var postgresType: PostgresType { .uuid }
    package static let readableTypes: [PostgresType] = [.uuid]

    package func encode(into bytes: inout [UInt8]) {
        bytes.append(bigEndian: high)
        bytes.append(bigEndian: low)
    }

    package init(from cell: Cell) throws(DatabaseError) {
        let bytes = try cell.value(count: 16)
        self.init(high: bytes.bigEndian(), low: bytes.bigEndian(at: 8))
    }
}

// Identifiers and words of the domain are their raw values.

extension TenantID: PostgresCodable {}
extension AgentID: PostgresCodable {}
extension LeadID: PostgresCodable {}
extension ConversationID: PostgresCodable {}
extension MessageID: PostgresCodable {}
extension TeamID: PostgresCodable {}
extension SessionID: PostgresCodable {}
extension AlertID: PostgresCodable {}
extension EventID: PostgresCodable {}
extension ModelID: PostgresCodable {}
extension NotificationID: PostgresCodable {}
extension ModuleID: PostgresCodable {}
extension PlanID: PostgresCodable {}
extension RolePlayID: PostgresCodable {}
extension EscalationID: PostgresCodable {}
extension InterventionID: PostgresCodable {}

extension AchievementCategory: PostgresCodable {}
extension AgentSkillLevel: PostgresCodable {}
extension AlertResponse: PostgresCodable {}
extension AlertType: PostgresCodable {}
extension CoachingIntensity: PostgresCodable {}
extension CoachingInterventionType: PostgresCodable {}
extension CoachingPriority: PostgresCodable {}
extension CoachingSessionStatus: PostgresCodable {}
extension ConversationOutcome: PostgresCodable {}
extension ConversationQualityArea: PostgresCodable {}
extension DeliveryStatus: PostgresCodable {}
extension InterventionTiming: PostgresCodable {}
extension MessageAction: PostgresCodable {}
extension MessageRole: PostgresCodable {}
extension NotificationChannel: PostgresCodable {}
extension PerformanceMetricType: PostgresCodable {}
extension PerformanceTrend: PostgresCodable {}
extension RealEstateExpertiseArea: PostgresCodable {}
extension SkillLevel: PostgresCodable {}
extension TrainingModuleType: PostgresCodable {}
extension ModuleStatus: PostgresCodable {}
extension RolePlayStatus: PostgresCodable {}
extension RolePlayPartner: PostgresCodable {}
extension EscalationCause: PostgresCodable {}
extension EscalationStatus: PostgresCodable {}
extension InterventionVerdict: PostgresCodable {}
