import GamificationDomain
import Identifiers
import Testing

@Suite struct RenewalTests {
    private static let id = UUIDv7(high: 1, low: 1)

    private static func licence(
        _ jurisdiction: String, _ type: LicenceType = .salesperson, expires: String,
        renewal: Int = 1
    ) throws -> Licence {
        Licence(
            id: id, agentID: "ann", jurisdiction: jurisdiction, type: type, number: "",
            expiresOn: try #require(CalendarDate(expires)), renewal: renewal)
    }

    private static func course(
        _ subject: String, hours: Double, on day: String, number: UInt64
    ) throws -> CompletedCourse {
        CompletedCourse(
            id: UUIDv7(high: 2, low: number), licenceID: id, title: subject, provider: "",
            subject: subject, minutes: Int(hours * 60),
            completedOn: try #require(CalendarDate(day)), evidence: "")
    }

    /// Hours and first subject of what the table says, by licence.
    @Test(
        arguments: [
            ("US-CA", LicenceType.salesperson, 1, 45.0, "ethics"),
            ("US-CA", .broker, 2, 45, "survey"), ("US-TX", .salesperson, 3, 18, "legal_update_1"),
            ("US-FL", .salesperson, 1, 45, "post_licence"),
            ("US-FL", .salesperson, 2, 14, "core_law"), ("US-FL", .broker, 1, 14, "core_law"),
            ("US-NY", .broker, 1, 22.5, "fair_housing"), ("US-AZ", .broker, 1, 24, "agency"),
            ("US-AL", .salesperson, 1, 15, "risk_management"), ("US", .realtor, 4, 2.5, "ethics"),
        ] as [(String, LicenceType, Int, Double, String)])
    func theRuleOfALicenceIsThatOfItsRenewal(
        jurisdiction: String, type: LicenceType, renewal: Int, hours: Double, subject: String
    ) throws {
        let licence = try Self.licence(
            jurisdiction, type, expires: "2027-03-31", renewal: renewal)
        let rule = try #require(RenewalRuleBook(own: []).rule(for: licence))
        #expect(rule.minutes == Int(hours * 60))
        #expect(rule.subjects.first?.name == subject)
        #expect(rule.subjects.reduce(0) { $0 + $1.minutes } <= rule.minutes)
    }

    @Test func aTenantsOwnRuleComesFirstFromItsDayOn() throws {
        let start = try #require(CalendarDate("2027-01-01"))
        let own = RenewalRule(
            jurisdiction: "US-TX", licenceType: .salesperson, effectiveFrom: start, minutes: 1_200,
            cycleMonths: 24, subjects: [], source: "the regulator", checkedOn: start)
        let book = RenewalRuleBook(own: [own])
        let before = try Self.licence("US-TX", expires: "2026-12-31")
        let after = try Self.licence("US-TX", expires: "2027-01-01")
        #expect(book.rule(for: before)?.minutes == 1_080)
        #expect(book.rule(for: after) == own)
        let unknown = try Self.licence("US-ZZ", expires: "2027-01-01")
        #expect(book.rule(for: unknown) == nil)
    }

    /// The cycle of two years that ends on March 31, 2027.
    @Test func onlyCoursesOfTheCycleCountAndEachSubjectWantsItsOwn() throws {
        let licence = try Self.licence("US-TX", expires: "2027-03-31")
        let courses = [
            try Self.course("legal_update_1", hours: 4, on: "2025-03-31", number: 1),
            try Self.course("legal_update_1", hours: 4, on: "2025-04-01", number: 2),
            try Self.course("legal_update_2", hours: 3, on: "2026-05-01", number: 3),
            try Self.course("contracts", hours: 12, on: "2027-03-31", number: 4),
        ]
        let renewal = Renewal(
            of: licence, by: RenewalRuleBook(own: []).rule(for: licence), courses,
            on: try #require(CalendarDate("2026-12-31")))
        #expect(renewal.counted.map(\.id.description) == courses.dropFirst().map(\.id.description))
        #expect(renewal.parts.map(\.missingMinutes) == [0, 0, 60, 0])
        #expect(renewal.daysLeft == 90)
        #expect(renewal.status == .due)
        let more = try Self.course("legal_update_2", hours: 1, on: "2026-06-01", number: 5)
        let complete = Renewal(
            of: licence, by: renewal.rule, courses + [more],
            on: try #require(CalendarDate("2026-12-31")))
        #expect(complete.status == .complete)
        #expect(complete.reminder == nil)
    }

    @Test(
        arguments: [
            ("2026-09-01", .open, nil), ("2026-10-03", .open, 180),
            ("2026-10-02", .open, 180), ("2027-01-30", .due, 60), ("2027-03-30", .due, 1),
            ("2027-03-31", .due, 1), ("2027-04-01", .expired, nil),
        ] as [(String, Renewal.Status, Int?)])
    func oneIsRemindedOfWhatIsMissingWhenADayComes(
        today: String, status: Renewal.Status, reminder: Int?
    ) throws {
        let licence = try Self.licence("US-TX", expires: "2027-03-31")
        let renewal = Renewal(
            of: licence, by: RenewalRuleBook(own: []).rule(for: licence), [],
            on: try #require(CalendarDate(today)))
        #expect(renewal.status == status)
        #expect(renewal.reminder == reminder)
    }

    @Test(
        arguments: [
            ("2027-03-31", 1, "2027-02-28"), ("2028-03-31", 1, "2028-02-29"),
            ("2027-01-15", 24, "2025-01-15"), ("2027-01-31", 2, "2026-11-30"),
            ("2028-02-29", 48, "2024-02-29"), ("2027-12-01", 11, "2027-01-01"),
        ])
    func monthsBeforeADayEndWithTheMonth(day: String, months: Int, before: String) throws {
        let date = try #require(CalendarDate(day))
        #expect(date.subtracting(months: months).description == before)
    }
}
