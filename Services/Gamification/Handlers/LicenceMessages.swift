import GamificationContract
import GamificationDomain
import Identifiers
import RPC
import Runtime

extension AgentLicence {
    func checked() throws(RPCError) -> Licence {
        try checkJurisdiction(jurisdiction)
        try checkText(number, "number", byteCountMax: 100)
        try check(renewal, in: 1...50, "renewal")
        return Licence(
            id: licenceID, agentID: agentID, jurisdiction: jurisdiction,
            type: try licenceKind(licenceType), number: number, expiresOn: expiresOn,
            renewal: renewal)
    }

    fileprivate init(_ licence: Licence) {
        self.init(
            licenceID: licence.id, agentID: licence.agentID, jurisdiction: licence.jurisdiction,
            licenceType: licence.type.rawValue, number: licence.number,
            expiresOn: licence.expiresOn, renewal: licence.renewal)
    }
}

extension LicenceCourse {
    func checked() throws(RPCError) -> CompletedCourse {
        try checkText(title, "title", byteCountMax: 300)
        try checkText(provider, "provider", byteCountMax: 300)
        try checkText(evidence, "evidence", byteCountMax: 1_000)
        try checkSubject(subject, "subject")
        try check(minutes, in: 1...6_000, "minutes")
        guard !title.isEmpty else { throw .invalid("title", "must not be empty") }
        return CompletedCourse(
            id: courseID, licenceID: licenceID, title: title, provider: provider,
            subject: subject, minutes: minutes, completedOn: completedOn, evidence: evidence)
    }

    fileprivate init(_ course: CompletedCourse) {
        self.init(
            courseID: course.id, licenceID: course.licenceID, title: course.title,
            provider: course.provider, subject: course.subject, minutes: course.minutes,
            completedOn: course.completedOn, evidence: course.evidence)
    }
}

extension RenewalRequirements {
    func checked() throws(RPCError) -> RenewalRule {
        try checkJurisdiction(jurisdiction)
        try check(fromRenewal, in: 1...50, "from_renewal")
        try check(minutes, in: 0...60_000, "minutes")
        try check(cycleMonths, in: 1...120, "cycle_months")
        try check(subjects.count, in: 0...30, "subjects")
        try checkText(source, "source", byteCountMax: 500)
        guard !source.isEmpty else { throw .invalid("source", "must say where the rule stands") }
        for subject in subjects {
            try checkSubject(subject.subject, "subjects.subject")
            try check(subject.minutes, in: 1...60_000, "subjects.minutes")
        }
        guard Set(subjects.map(\.subject)).count == subjects.count else {
            throw .invalid("subjects", "must name each subject once")
        }
        guard subjects.reduce(0, { $0 + $1.minutes }) <= minutes else {
            throw .invalid("minutes", "must be at least the sum of the subjects' minutes")
        }
        return RenewalRule(
            jurisdiction: jurisdiction, licenceType: try licenceKind(licenceType),
            fromRenewal: fromRenewal, effectiveFrom: effectiveFrom, minutes: minutes,
            cycleMonths: cycleMonths,
            subjects: subjects.map { RenewalRule.Subject($0.subject, minutes: $0.minutes) },
            source: source, checkedOn: checkedOn)
    }

    init(_ rule: RenewalRule, isShipped: Bool) {
        self.init(
            jurisdiction: rule.jurisdiction, licenceType: rule.licenceType.rawValue,
            fromRenewal: rule.fromRenewal, effectiveFrom: rule.effectiveFrom,
            minutes: rule.minutes, cycleMonths: rule.cycleMonths,
            subjects: rule.subjects.map {
                RequiredSubject(subject: $0.name, minutes: $0.minutes)
            }, source: rule.source, checkedOn: rule.checkedOn, isShipped: isShipped)
    }
}

extension LicenceRenewal {
    init(_ renewal: Renewal, _ courses: [CompletedCourse], _ book: RenewalRuleBook) {
        self.init(
            licence: AgentLicence(renewal.licence), status: renewal.status.rawValue,
            daysLeft: renewal.daysLeft,
            parts: renewal.parts.map {
                RenewalPart(
                    subject: $0.subject, requiredMinutes: $0.requiredMinutes,
                    completedMinutes: $0.completedMinutes)
            },
            courses: courses.map { LicenceCourse($0) },
            countedCourseIDs: renewal.counted.map(\.id),
            requirements: renewal.rule.map {
                RenewalRequirements($0, isShipped: !book.own.contains($0))
            })
    }
}

/// ISO 3166-1 and ISO 3166-2: `US`, `US-CA`.
private func checkJurisdiction(_ text: String) throws(RPCError) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    let isCode =
        (1...2).contains(parts.count) && parts[0].count == 2
        && parts.dropFirst().allSatisfy { (1...3).contains($0.count) }
        && parts.allSatisfy { $0.utf8.allSatisfy { isUpperCaseOrDigit($0) } }
    guard isCode else {
        throw .invalid("jurisdiction", "must be a code of ISO 3166-2, such as US-CA")
    }
}

private func isUpperCaseOrDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
}

/// Letters, digits and underscores, so that a subject that is meant is the one that is named.
private func checkSubject(_ text: String, _ field: String) throws(RPCError) {
    let isWord = text.utf8.allSatisfy {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0)
            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || $0 == UInt8(ascii: "_")
    }
    guard isWord, (1...60).contains(text.utf8.count) else {
        throw .invalid(field, "must be in snake_case, such as fair_housing, at most 60 bytes")
    }
}

private func licenceKind(_ text: String) throws(RPCError) -> LicenceType {
    guard let type = LicenceType(rawValue: text) else {
        let words = LicenceType.allCases.map(\.rawValue).joined(separator: ", ")
        throw .invalid("licence_type", "must be one of \(words)")
    }
    return type
}
