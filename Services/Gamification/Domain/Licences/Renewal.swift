import Identifiers

/// How far an agent is towards renewing a licence.
package struct Renewal: Hashable, Sendable {
    package enum Status: String, Vocabulary {
        /// Everything is there that the rule asks for.
        case complete
        /// Something is missing, and there is time.
        case open
        /// Something is missing, and the expiry is near.
        case due
        case expired
        /// Nobody wrote down what the jurisdiction asks.
        case unknown
    }

    /// One thing that is asked for.
    package struct Part: Hashable, Sendable {
        /// Nil for all subjects together.
        package let subject: String?
        package let requiredMinutes: Int
        package let completedMinutes: Int

        package var missingMinutes: Int { max(0, requiredMinutes - completedMinutes) }
    }

    /// From so many days before the expiry on it is near.
    package static let dueDays = 90
    /// Days before the expiry on which an agent is reminded of what is missing.
    package static let reminderDays = [180, 90, 60, 30, 14, 7, 1]

    package let licence: Licence
    /// Nil when nobody wrote one down.
    package let rule: RenewalRule?
    /// Courses of this cycle; those of other cycles do not carry over.
    package let counted: [CompletedCourse]
    /// All together first, then subject by subject.
    package let parts: [Part]
    package let status: Status
    /// Negative once it is expired.
    package let daysLeft: Int

    /// O(n) in the courses times the subjects.
    package init(
        of licence: Licence, by rule: RenewalRule?, _ courses: [CompletedCourse],
        on today: CalendarDate
    ) {
        let daysLeft = licence.expiresOn.daysSinceEpoch - today.daysSinceEpoch
        let opens = rule.map { licence.expiresOn.subtracting(months: $0.cycleMonths) }
        let counted = courses.filter { course in
            guard course.licenceID == licence.id, let opens else { return false }
            return course.completedOn > opens && course.completedOn <= licence.expiresOn
        }
        let total = Part(
            subject: nil, requiredMinutes: rule?.minutes ?? 0,
            completedMinutes: counted.reduce(0) { $0 + $1.minutes })
        let subjects = (rule?.subjects ?? []).map { subject in
            Part(
                subject: subject.name, requiredMinutes: subject.minutes,
                completedMinutes: counted.filter { $0.subject == subject.name }
                    .reduce(0) { $0 + $1.minutes })
        }
        parts = [total] + subjects
        status = Self.status(
            hasRule: rule != nil, isComplete: parts.allSatisfy { $0.missingMinutes == 0 },
            daysLeft: daysLeft)
        self.licence = licence
        self.rule = rule
        self.counted = counted
        self.daysLeft = daysLeft
    }

    /// The reminder that is due, by its days before the expiry; nil when there is nothing to remind
    /// of. An agent who joins late is reminded once, not of all that went by.
    package var reminder: Int? {
        guard status != .complete, daysLeft >= 0 else { return nil }
        return Self.reminderDays.filter { $0 >= daysLeft }.min()
    }

    private static func status(hasRule: Bool, isComplete: Bool, daysLeft: Int) -> Status {
        if daysLeft < 0 { return .expired }
        guard hasRule else { return .unknown }
        if isComplete { return .complete }
        return daysLeft <= dueDays ? .due : .open
    }
}
