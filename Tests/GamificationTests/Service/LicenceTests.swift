import CoachingContract
import GamificationContract
import Identifiers
import Postgres
import RPC
import Testing

@testable import GamificationService

@Suite struct LicenceTests {
    private static let tenant = GamificationRig.tenant
    private static let id = UUIDv7(high: 1, low: 1)

    private static func licence(expires: String = "2027-03-31") throws -> PutLicence {
        PutLicence(
            tenantID: tenant,
            licence: AgentLicence(
                licenceID: id, agentID: "ann", jurisdiction: "US-TX",
                licenceType: "salesperson", expiresOn: try #require(CalendarDate(expires))))
    }

    private static func course(_ number: UInt64, _ subject: String, minutes: Int) throws
        -> PutCourse
    {
        PutCourse(
            tenantID: tenant, agentID: "ann",
            course: LicenceCourse(
                courseID: UUIDv7(high: 2, low: number), licenceID: id, title: "A course",
                subject: subject, minutes: minutes,
                completedOn: try #require(CalendarDate("2026-05-01")), evidence: "TX-1"))
    }

    @Test func aLicenceIsRenewedByItsCoursesAndByWhatTheTenantSays() async throws {
        try await GamificationRig.with { rig in
            let added = try await rig.gamification.putLicence(try Self.licence())
            #expect(added.parts.map(\.requiredMinutes) == [1_080, 240, 240, 180])
            let course = try Self.course(1, "legal_update_1", minutes: 240)
            _ = try await rig.gamification.putCourse(course)
            let again = try await rig.gamification.putCourse(course)
            #expect(again.parts.map(\.completedMinutes) == [240, 240, 0, 0])
            #expect(again.countedCourseIDs == [course.course.courseID])
            let start = try #require(CalendarDate("2026-01-01"))
            let rule = RenewalRequirements(
                jurisdiction: "US-TX", licenceType: "salesperson", effectiveFrom: start,
                minutes: 240, cycleMonths: 24,
                subjects: [RequiredSubject(subject: "legal_update_1", minutes: 240)],
                source: "the regulator", checkedOn: start)
            _ = try await rig.gamification.setRenewalRequirements(
                SetRenewalRequirements(tenantID: Self.tenant, requirements: rule))
            let list = try await rig.gamification.listLicences(
                ListLicences(tenantID: Self.tenant, agentID: "ann"))
            #expect(list.renewals.map(\.status) == ["complete"])
            #expect(list.renewals.first?.requirements == rule)
            let left = try await rig.gamification.removeLicence(
                NameLicence(tenantID: Self.tenant, agentID: "ann", licenceID: Self.id))
            #expect(left.renewals.isEmpty)
        }
    }

    @Test func eachReminderIsSentOnceAndNoneOfWhatIsComplete() async throws {
        try await GamificationRig.with { rig in
            _ = try await rig.gamification.putLicence(try Self.licence())
            func remind(on day: String) async throws {
                let instant = try #require(Instant("\(day)T12:00:00Z"))
                rig.clock.withLock { $0 = instant }
                try await rig.reminders.remindAll()
                try await rig.courier.handOver()
            }
            for day in ["2026-09-01", "2026-10-05", "2026-10-06", "2027-01-02", "2027-01-02"] {
                try await remind(on: day)
            }
            let told = try await rig.published(LicenceRenewalDue.self)
            #expect(told.map(\.daysLeft) == [177, 88])
            #expect(told.map(\.missingMinutes) == [1_080, 1_080])
            let letters = rig.coaching.letters
            #expect(letters.map(\.kind) == ["licence", "licence"])
            #expect(letters.first?.title.contains("in 177 days") == true)
            #expect(letters.first?.body.contains("- all together: 18 h") == true)
            for (number, subject) in ["legal_update_1", "legal_update_2", "contracts"].enumerated()
            {
                _ = try await rig.gamification.putCourse(
                    try Self.course(UInt64(number), subject, minutes: 400))
            }
            try await remind(on: "2027-03-20")
            #expect(try await rig.published(LicenceRenewalDue.self).count == 2)
        }
    }

    @Test func nobodyElseSeesOrTakesALicence() async throws {
        try await GamificationRig.with { rig in
            _ = try await rig.gamification.putLicence(try Self.licence())
            let bob = rig.gamification.acting(as: AccessTests.bob)
            let denied = await #expect(throws: RPCError.self) {
                try await bob.listLicences(ListLicences(tenantID: Self.tenant, agentID: "ann"))
            }
            #expect(denied?.code == .permissionDenied)
            var taken = try Self.licence()
            taken.licence.agentID = "bob"
            let refused = await #expect(throws: RPCError.self) { try await bob.putLicence(taken) }
            #expect(refused?.code == .invalidArgument)
            let rules = await #expect(throws: RPCError.self) {
                try await bob.setRenewalRequirements(
                    SetRenewalRequirements(
                        tenantID: Self.tenant,
                        requirements: RenewalRequirements(
                            jurisdiction: "US-TX", licenceType: "broker",
                            effectiveFrom: taken.licence.expiresOn, minutes: 0, cycleMonths: 1,
                            source: "none", checkedOn: taken.licence.expiresOn)))
            }
            #expect(rules?.code == .permissionDenied)
        }
    }

    @Test func aJurisdictionIsACode() async throws {
        try await GamificationRig.with { rig in
            for jurisdiction in ["us-ca", "USA", "US-", "US-CALI", "", "US-CA-LA", "U$"] {
                var request = try Self.licence()
                request.licence.jurisdiction = jurisdiction
                let refused = await #expect(throws: RPCError.self) {
                    try await rig.gamification.putLicence(request)
                }
                #expect(refused?.code == .invalidArgument, "\(jurisdiction)")
                #expect(refused?.message.contains("jurisdiction") == true, "\(jurisdiction)")
            }
        }
    }
}
