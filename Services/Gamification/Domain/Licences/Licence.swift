import Identifiers

/// An agent's licence, as far as its renewal is concerned.
package struct Licence: Hashable, Sendable {
    package let id: UUIDv7
    package let agentID: AgentID
    package let jurisdiction: String
    package let type: LicenceType
    /// As the regulator writes it; empty when the agent has not said.
    package let number: String
    package let expiresOn: CalendarDate
    /// Which renewal comes next, from 1.
    package let renewal: Int

    package init(
        id: UUIDv7, agentID: AgentID, jurisdiction: String, type: LicenceType, number: String,
        expiresOn: CalendarDate, renewal: Int
    ) {
        self.id = id
        self.agentID = agentID
        self.jurisdiction = jurisdiction
        self.type = type
        self.number = number
        self.expiresOn = expiresOn
        self.renewal = renewal
    }
}

/// A course that an agent completed, with what proves it.
package struct CompletedCourse: Hashable, Sendable {
    package let id: UUIDv7
    package let licenceID: UUIDv7
    package let title: String
    package let provider: String
    /// In `snake_case`; one that no rule names counts as an elective.
    package let subject: String
    package let minutes: Int
    package let completedOn: CalendarDate
    /// The certificate's number, or where it is kept.
    package let evidence: String

    package init(
        id: UUIDv7, licenceID: UUIDv7, title: String, provider: String, subject: String,
        minutes: Int, completedOn: CalendarDate, evidence: String
    ) {
        self.id = id
        self.licenceID = licenceID
        self.title = title
        self.provider = provider
        self.subject = subject
        self.minutes = minutes
        self.completedOn = completedOn
        self.evidence = evidence
    }
}

extension CalendarDate {
    /// The same day so many months before; the last of a month that is too short for it.
    package func subtracting(months: Int) -> CalendarDate {
        let all = year * 12 + month - 1 - months
        let (year, month) = all.quotientAndRemainder(dividingBy: 12)
        for day in stride(from: day, to: 27, by: -1) {
            if let date = CalendarDate(year: year, month: month + 1, day: day) { return date }
        }
        // Every month has a day that is 27 or less.
        return CalendarDate(year: year, month: month + 1, day: min(day, 28)) ?? self
    }
}
