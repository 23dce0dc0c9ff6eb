import GamificationContract
import GamificationDomain
import Identifiers
import Postgres
import RPC
import Runtime

/// Serves the methods of licences; an agent keeps their own, a manager everybody's.
struct LicenceHandlers: Sendable {
    let database: Database
    let licences: LicenceStore
    let rules: RenewalRuleStore
    let days: ActiveDayStore

    func list(_ request: ListLicences, _ call: Call) async throws -> LicenceList {
        try Access(call, to: request.tenantID).require(request.agentID)
        return LicenceList(
            renewals: try await renewals(
                of: request.agentID, request.tenantID, at: call.now,
                in: database.scoped(to: .tenant(request.tenantID))))
    }

    func put(_ request: PutLicence, _ call: Call) async throws -> LicenceRenewal {
        let agent = request.licence.agentID
        try Access(call, to: request.tenantID).require(agent)
        let licence = try request.licence.checked()
        return try await database.withTransaction(.tenant(request.tenantID)) { transaction in
            let known = try await licences.licences(
                of: agent, request.tenantID, in: transaction)
            if !known.contains(where: { $0.id == licence.id }) {
                try check(known.count + 1, in: 1...LicenceStore.licenceCountMax, "licences")
            }
            let isOwn = try await licences.put(
                licence, request.tenantID, at: call.now, in: transaction)
            guard isOwn else { throw RPCError.invalid("licence_id", "is another licence's") }
            return try await renewal(
                of: licence.id, agent, request.tenantID, at: call.now, in: transaction)
        }
    }

    func remove(_ request: NameLicence, _ call: Call) async throws -> LicenceList {
        try Access(call, to: request.tenantID).require(request.agentID)
        let session = database.scoped(to: .tenant(request.tenantID))
        try await licences.remove(
            request.licenceID, of: request.agentID, request.tenantID, in: session)
        return LicenceList(
            renewals: try await renewals(
                of: request.agentID, request.tenantID, at: call.now, in: session))
    }

    func putCourse(_ request: PutCourse, _ call: Call) async throws -> LicenceRenewal {
        try Access(call, to: request.tenantID).require(request.agentID)
        let course = try request.course.checked()
        return try await database.withTransaction(.tenant(request.tenantID)) { transaction in
            let known = try await renewal(
                of: course.licenceID, request.agentID, request.tenantID, at: call.now,
                in: transaction)
            if !known.courses.contains(where: { $0.courseID == course.id }) {
                try check(known.courses.count + 1, in: 1...LicenceStore.courseCountMax, "courses")
            }
            let isOwn = try await licences.put(
                course, of: request.agentID, request.tenantID, at: call.now, in: transaction)
            guard isOwn else { throw RPCError.invalid("course_id", "is another course's") }
            return try await renewal(
                of: course.licenceID, request.agentID, request.tenantID, at: call.now,
                in: transaction)
        }
    }

    func removeCourse(_ request: RemoveCourse, _ call: Call) async throws -> LicenceRenewal {
        try Access(call, to: request.tenantID).require(request.agentID)
        let session = database.scoped(to: .tenant(request.tenantID))
        try await licences.removeCourse(
            request.courseID, of: request.agentID, request.tenantID, in: session)
        return try await renewal(
            of: request.licenceID, request.agentID, request.tenantID, at: call.now, in: session)
    }

    private func renewal(
        of id: UUIDv7, _ agent: AgentID, _ tenant: TenantID, at now: Instant,
        in session: some SQLSession
    ) async throws -> LicenceRenewal {
        let all = try await renewals(of: agent, tenant, at: now, in: session)
        guard let renewal = all.first(where: { $0.licence.licenceID == id }) else {
            throw RPCError.missing("licence", id)
        }
        return renewal
    }

    private func renewals(
        of agent: AgentID, _ tenant: TenantID, at now: Instant, in session: some SQLSession
    ) async throws -> [LicenceRenewal] {
        let known = try await licences.licences(of: agent, tenant, in: session)
        let courses = try await licences.courses(of: agent, tenant, in: session)
        let book = try await rules.book(of: tenant, in: session)
        let zone = try await days.days(of: agent, tenant, in: session).last?.timeZone ?? "UTC"
        let today = LocalCalendar.day(of: now, in: zone)
        return known.map { licence in
            let own = courses.filter { $0.licenceID == licence.id }
            return LicenceRenewal(
                Renewal(of: licence, by: book.rule(for: licence), own, on: today), own, book)
        }
    }
}

/// Serves the methods of what jurisdictions ask.
struct RenewalRequirementsHandlers: Sendable {
    let database: Database
    let rules: RenewalRuleStore

    func list(
        _ request: ListRenewalRequirements, _ call: Call
    ) async throws -> RenewalRequirementsList {
        _ = try Access(call, to: request.tenantID)
        let book = try await rules.book(
            of: request.tenantID, in: database.scoped(to: .tenant(request.tenantID)))
        return RenewalRequirementsList(
            requirements: book.own.map { RenewalRequirements($0, isShipped: false) }
                + book.shipped.map { RenewalRequirements($0, isShipped: true) })
    }

    func set(
        _ request: SetRenewalRequirements, _ call: Call
    ) async throws -> RenewalRequirements {
        try Access(call, to: request.tenantID).requireManager("requirements of renewals")
        let rule = try request.requirements.checked()
        try await database.withTransaction(.tenant(request.tenantID)) { transaction in
            let own = try await rules.book(of: request.tenantID, in: transaction).own
            try check(own.count, in: 0...RenewalRuleStore.ruleCountMax - 1, "requirements")
            try await rules.put(rule, request.tenantID, in: transaction)
        }
        return RenewalRequirements(rule, isShipped: false)
    }
}
