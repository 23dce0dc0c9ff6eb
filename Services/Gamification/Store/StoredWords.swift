import GamificationDomain
import Identifiers
import Postgres

extension PointReason: PostgresCodable {}
extension AchievementDifficulty: PostgresCodable {}
extension PlayerVisibility: PostgresCodable {}
extension ChallengeKind: PostgresCodable {}
extension ChallengeStatus: PostgresCodable {}
extension TenureBand: PostgresCodable {}
extension LicenceType: PostgresCodable {}
extension Letter.Kind: PostgresCodable {}
