import Foundation
import GamificationContract
import GamificationDomain
import Identifiers
import Postgres
import RPC
import Runtime
import Signing
import Wire

/// Serves the methods of badges.
struct BadgeHandlers: Sendable {
    let database: Database
    let badges: BadgeStore
    let own: OwnAchievementStore
    let unlocks: UnlockStore
    let awards: Awards
    /// Nil when the service was given no secret to sign with.
    let keys: SigningKeys?
    let origin: String

    func issue(_ request: IssueBadge, _ call: Call) async throws -> Badge {
        let access = try Access(call, to: request.tenantID)
        try access.require(request.agentID)
        let issuer = try issuer(of: request.tenantID)
        return try await database.withTransaction(.tenant(request.tenantID)) { transaction in
            try await awards.gate.require(access, request.tenantID, in: transaction)
            try await awards.takeTurn(in: transaction)
            let unlocked = try await unlocks.unlocks(
                of: request.agentID, request.tenantID, in: transaction)
            guard unlocked[request.achievementID] != nil else {
                throw RPCError(
                    .failedPrecondition,
                    "\(request.agentID) has not unlocked \(request.achievementID)")
            }
            let row = try await badges.issue(
                request.achievementID, to: request.agentID, request.tenantID, at: call.now,
                in: transaction)
            let badge = try await badge(row, by: issuer, in: transaction)
            try await awards.events.append(
                BadgeIssued(
                    agentID: badge.agentID, badgeID: badge.badgeID,
                    achievementID: badge.achievementID, name: badge.name,
                    isShown: try await !awards.gate.holdsBack(
                        from: badge.agentID, request.tenantID, in: transaction)),
                eventID: EventID(derivedFrom: "badge:\(badge.badgeID)"),
                tenant: request.tenantID, agent: badge.agentID, at: call.now, in: transaction)
            return badge
        }
    }

    /// Everybody may see a badge who knows its address: that is what a badge is for.
    func get(_ request: GetBadge, _ call: Call) async throws -> Badge {
        let issuer = try issuer(of: request.tenantID)
        let session = database.scoped(to: .tenant(request.tenantID))
        guard let row = try await badges.badge(request.badgeID, request.tenantID, in: session)
        else { throw RPCError.missing("badge", request.badgeID) }
        return try await badge(row, by: issuer, withPNG: request.withPNG, in: session)
    }

    func revoke(_ request: RevokeBadge, _ call: Call) async throws -> Badge {
        try Access(call, to: request.tenantID).requireManager("revocations")
        try checkText(request.reason, "reason", byteCountMax: 500)
        let session = database.scoped(to: .tenant(request.tenantID))
        let isKnown = try await badges.revoke(
            request.badgeID, request.tenantID, reason: request.reason, at: call.now, in: session)
        guard isKnown else { throw RPCError.missing("badge", request.badgeID) }
        return try await get(
            GetBadge(tenantID: request.tenantID, badgeID: request.badgeID), call)
    }

    func rotate(_ request: RotateIssuerKey, _ call: Call) async throws -> Issuer {
        try Access(call, to: request.tenantID).requireManager("issuer keys")
        try await database.withTransaction(.tenant(request.tenantID)) { transaction in
            try await awards.takeTurn(in: transaction)
            _ = try await badges.addKey(to: request.tenantID, at: call.now, in: transaction)
        }
        return try await issuer(GetIssuer(tenantID: request.tenantID), call)
    }

    func issuer(_ request: GetIssuer, _ call: Call) async throws -> Issuer {
        let issuer = try issuer(of: request.tenantID)
        let numbers = try await badges.keyNumbers(
            of: request.tenantID, in: database.scoped(to: .tenant(request.tenantID)))
        guard !numbers.isEmpty else { throw RPCError.missing("issuer", request.tenantID) }
        return Issuer(
            did: issuer.did, document: try issuer.document(keyNumbers: numbers.reversed()))
    }

    func status(_ request: GetStatusList, _ call: Call) async throws -> StatusListCredential {
        try check(request.list, in: 1...1_000, "list")
        let issuer = try issuer(of: request.tenantID)
        let session = database.scoped(to: .tenant(request.tenantID))
        guard let key = try await badges.keyNumbers(of: request.tenantID, in: session).last else {
            throw RPCError.missing("issuer", request.tenantID)
        }
        let first = (request.list - 1) * StatusList.bitCount
        let revoked = try await badges.revoked(
            request.tenantID, in: first..<first + StatusList.bitCount, session)
        return StatusListCredential(
            credential: try issuer.statusCredential(
                list: request.list, revoked: revoked.map { $0 - first }, keyNumber: key,
                at: call.now))
    }

    private func issuer(of tenant: TenantID) throws(RPCError) -> BadgeIssuer {
        try checkID(tenant.rawValue, "tenant_id")
        guard let keys else {
            throw RPCError(
                .failedPrecondition,
                "badges cannot be signed: BADGE_KEY_FILE names no secret for the service")
        }
        return BadgeIssuer(tenant: tenant, origin: origin, keys: keys)
    }

    private func badge(
        _ row: BadgeStore.Row, by issuer: BadgeIssuer, withPNG: Bool = false,
        in session: some SQLSession
    ) async throws -> Badge {
        let catalogue = try await own.catalogue(issuer.tenant, in: session)
        guard let achievement = catalogue.all.first(where: { $0.id == row.achievementID }) else {
            throw RPCError.missing("achievement", row.achievementID)
        }
        let credential = try issuer.credential(
            of: row, achievement, issuerName: issuer.tenant.rawValue)
        return Badge(
            badgeID: row.badgeID, agentID: row.agentID, achievementID: achievement.id,
            name: achievement.name, description: achievement.description,
            difficulty: Open(achievement.difficulty), issuedAt: row.issuedAt,
            revokedAt: row.revokedAt, credential: credential,
            svg: BadgeImage.svg(achievement, credential: credential), url: issuer.url(of: row),
            issuer: issuer.did,
            png: withPNG ? BadgePNG.bytes(achievement, credential: credential) : [])
    }
}
