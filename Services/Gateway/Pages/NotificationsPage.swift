import CoachingContract
import GatewayDomain
import Identifiers
import Wire

/// How the reader wants to be told of things, and what they were told.
struct NotificationsPage: PageView {
    let person: Person
    let wishes: Panel<NotificationRecipient>
    let told: Panel<[NotificationRecord]>
    let isSaved: Bool

    var values: [String: Any] {
        var values = PageFrame(
            title: "Notifications", person: person, place: .notifications,
            missing: [wishes.missing, told.missing].compactMap { $0 }
        ).values
        values["isSaved"] = isSaved
        if let wishes = wishes.value { values["wishes"] = self.wishes(wishes) }
        let lines = told.value ?? []
        values["told"] = lines.map(Self.line)
        values["hasTold"] = !lines.isEmpty
        values["isQuiet"] = lines.isEmpty && told.missing == nil
        return values
    }

    private func wishes(_ wishes: NotificationRecipient) -> [String: Any] {
        let muted = Set(wishes.mutedChannels.compactMap(\.known))
        return [
            "timeZone": wishes.timeZone, "email": wishes.email, "phone": wishes.phone,
            "quietFrom": Self.clock(wishes.quietFromMinute),
            "quietUntil": Self.clock(wishes.quietUntilMinute),
            "isToldByPhone": person.role.choosableChannels.contains(.sms),
            "channels": person.role.choosableChannels.map {
                Self.choice($0.rawValue, $0.label, $0.note(for: wishes), isOn: !muted.contains($0))
            },
            "kinds": NotificationSubject.allCases.filter { $0.concerns(person.role) }.map {
                Self.choice(
                    $0.rawValue, $0.label(for: person.role), "",
                    isOn: !wishes.mutedKinds.contains($0.rawValue))
            },
        ]
    }

    private static func choice(
        _ name: String, _ label: String, _ note: String, isOn: Bool
    ) -> [String: Any] {
        ["name": name, "label": label, "note": note, "isOn": isOn]
    }

    /// `22:00`; empty where there is none.
    private static func clock(_ minute: Int?) -> String {
        guard let minute else { return "" }
        let (hours, minutes) = minute.quotientAndRemainder(dividingBy: 60)
        return "\(hours < 10 ? "0" : "")\(hours):\(minutes < 10 ? "0" : "")\(minutes)"
    }

    private static func line(_ record: NotificationRecord) -> [String: Any] {
        [
            "at": record.createdAt.description, "clock": Words.dateAndClock(record.createdAt),
            "title": record.title, "body": record.body,
            "channel": record.channel.known?.label ?? Words.title(record.channel.text),
            "status": record.progress, "isFailed": record.status.known?.isDead ?? false,
        ]
    }
}

extension NotificationSubject {
    fileprivate func label(for role: PersonRole) -> String {
        switch self {
        case .alert: "Prompts in my conversations"
        case .feedback: "Messages from my managers"
        case .escalation: "Escalations of my agents"
        case .weeklySummary: role == .agent ? "My week" : "The week of my teams"
        case .licence: "My licences, before they expire"
        }
    }
}

extension NotificationChannel {
    fileprivate var label: String {
        switch self {
        case .agentAlert: "Prompts on the live page"
        case .inAppMessage: "Messages on the live page"
        case .email: "Email"
        case .sms: "SMS"
        case .pushNotification: "Push notification"
        case .ghlTask: "Task in the CRM"
        case .ghlWorkflow: "Workflow in the CRM"
        }
    }

    /// Why nothing would come by this channel as things stand.
    fileprivate func note(for wishes: NotificationRecipient) -> String {
        switch self {
        case .email where wishes.email.isEmpty: "needs an address"
        case .sms where wishes.phone.isEmpty: "needs a number"
        case .pushNotification where wishes.pushToken.isEmpty: "needs the app on your phone"
        case .ghlTask where wishes.crmContactID.isEmpty,
            .ghlWorkflow where wishes.crmContactID.isEmpty:
            "needs your contact in the CRM, which an admin names"
        default: ""
        }
    }
}

extension DeliveryStatus {
    /// In the dead-letter list.
    fileprivate var isDead: Bool { self == .failed || self == .bounced }
}

extension NotificationRecord {
    /// How far it came, in words.
    fileprivate var progress: String {
        switch status.known {
        case .pending: "waits until \(Words.clock(dueAt)): quiet hours"
        case .queued where tries > 0:
            "tried \(Words.plural(tries, "time")), again at \(Words.clock(dueAt))"
        case .queued, .sending: "on its way"
        case .failed, .bounced: "not delivered: \(fault)"
        case let status?: Words.title(status.rawValue)
        case nil: "–"
        }
    }
}
