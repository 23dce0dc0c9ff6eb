import GamificationContract
import GatewayDomain
import Identifiers

/// An agent's licences: what is missing before each is renewed, and the courses that count.
struct LicencesPage: PageView {
    let person: Person
    let agent: AgentID
    let licences: Panel<LicenceList>

    /// The words of the contract, for the choice on the page.
    private static let types = ["salesperson", "broker", "realtor"]

    var values: [String: Any] {
        var values = PageFrame(
            title: "Licences of \(agent.rawValue)", person: person, place: .training,
            missing: [licences.missing].compactMap { $0 }
        ).values
        let renewals = licences.value?.renewals ?? []
        values["agent"] = agent.rawValue
        values["query"] = "?agent=\(urlEncoded(agent.rawValue))"
        values["licences"] = renewals.map { RenewalView($0).values }
        values["hasLicences"] = !renewals.isEmpty
        values["isEmpty"] = renewals.isEmpty && licences.missing == nil
        values["types"] = Self.types.map { ["id": $0, "name": Words.title($0)] }
        return values
    }
}

/// One licence on the way to its renewal.
private struct RenewalView {
    let renewal: LicenceRenewal

    init(_ renewal: LicenceRenewal) { self.renewal = renewal }

    var values: [String: Any] {
        let licence = renewal.licence
        let subjects =
            (renewal.requirements?.subjects.map(\.subject) ?? []) + ["elective"]
        return [
            "id": licence.licenceID.description, "agent": licence.agentID.rawValue,
            "name": "\(licence.jurisdiction) \(Words.title(licence.licenceType).lowercased())",
            "number": licence.number, "hasNumber": !licence.number.isEmpty,
            "status": Words.title(renewal.status), "statusWord": statusWord,
            "expires": "\(licence.expiresOn)", "left": left,
            "parts": renewal.parts.filter { $0.requiredMinutes > 0 }.map(part),
            "courses": renewal.courses.map(course), "hasCourses": !renewal.courses.isEmpty,
            "subjects": subjects.map { ["id": $0, "name": Words.title($0)] },
            "source": source, "hasRule": renewal.requirements != nil,
        ]
    }

    /// How urgent it looks; the word stands with it.
    private var statusWord: String {
        switch renewal.status {
        case "expired": "critical"
        case "due": "high"
        default: "open"
        }
    }

    private var left: String {
        let days = renewal.daysLeft
        return days < 0
            ? "expired \(Words.plural(-days, "day")) ago" : "\(Words.plural(days, "day")) left"
    }

    private var source: String {
        guard let rule = renewal.requirements else { return "" }
        let origin = rule.isShipped ? "" : ", as your agency has it"
        return "\(rule.source), read on \(rule.checkedOn)\(origin)"
    }

    private func part(_ part: RenewalPart) -> [String: Any] {
        [
            "name": part.subject.map { Words.title($0) } ?? "All together",
            "done": Words.number(Double(part.completedMinutes) / 60),
            "goal": Words.number(Double(part.requiredMinutes) / 60),
            "minutes": min(part.completedMinutes, part.requiredMinutes),
            "required": part.requiredMinutes,
            "isDone": part.completedMinutes >= part.requiredMinutes,
        ]
    }

    private func course(_ course: LicenceCourse) -> [String: Any] {
        [
            "id": course.courseID.description, "title": course.title,
            "licence": course.licenceID.description,
            "provider": course.provider, "subject": Words.title(course.subject),
            "hours": Words.number(Double(course.minutes) / 60), "on": "\(course.completedOn)",
            "evidence": course.evidence.isEmpty ? "–" : course.evidence,
            "counts": renewal.countedCourseIDs.contains(course.courseID) ? "yes" : "no",
        ]
    }
}

/// An agent's licences and courses as a table for a regulator or a spreadsheet (RFC 4180).
struct LicenceExport {
    private static let columns = [
        "agent", "jurisdiction", "licence_type", "number", "renewal", "expires_on", "status",
        "course", "provider", "subject", "hours", "completed_on", "evidence", "counts",
    ]

    let list: LicenceList

    var text: String {
        let rows = list.renewals.flatMap { renewal -> [[String]] in
            let licence = renewal.licence
            let head = [
                licence.agentID.rawValue, licence.jurisdiction, licence.licenceType,
                licence.number, "\(licence.renewal)", "\(licence.expiresOn)", renewal.status,
            ]
            guard !renewal.courses.isEmpty else {
                return [head + Array(repeating: "", count: Self.columns.count - head.count)]
            }
            return renewal.courses.map { course in
                let counts = renewal.countedCourseIDs.contains(course.courseID)
                return head + [
                    course.title, course.provider, course.subject,
                    Words.number(Double(course.minutes) / 60), "\(course.completedOn)",
                    course.evidence, counts ? "yes" : "no",
                ]
            }
        }
        return ([Self.columns] + rows).map {
            $0.map(Self.field).joined(separator: ",") + "\r\n"
        }.joined()
    }

    /// Quoted always; a spreadsheet must not take what somebody wrote for a formula.
    private static func field(_ text: String) -> String {
        let isFormula = text.first.map { "=+-@\t\r".contains($0) } ?? false
        return "\"\(isFormula ? "'" : "")\(text.replacing("\"", with: "\"\""))\""
    }
}
