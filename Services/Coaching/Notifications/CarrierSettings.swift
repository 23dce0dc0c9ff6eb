import CoachingDomain
import Foundation
import Identifiers
import Outbound
import Postgres
import RPC
import Runtime

/// The servers that carry notifications out of the house; a channel without one delivers nothing,
/// and what is to go by it waits in the dead-letter list.
///
/// - `SMTP_URL` (`smtp://host:port`, `smtps://…`), `SMTP_FROM`, `SMTP_USER`, `SMTP_PASSWORD`,
///   `SMTP_TLS` (`required` or `none`; `none` only where the server is on this machine)
/// - `SMS_URL`, `SMS_ACCOUNT`, `SMS_TOKEN`, `SMS_FROM`
/// - `PUSH_URL`, `PUSH_PROJECT`, `PUSH_TOKEN`
/// - `GHL_URL`, `GHL_TOKEN`, `GHL_WORKFLOW`
struct CarrierSettings: Sendable {
    var mail: MailServer?
    var mailFrom = ""
    var sms: SMSForm?
    var push: PushForm?
    var crmTask: CRMTaskForm?
    var crmWorkflow: CRMWorkflowForm?

    init() {}

    init(from reader: inout SettingsReader) {
        readMail(from: &reader)
        if let url = Self.url("sms.url", from: &reader) {
            sms = SMSForm(
                url: url, account: reader.text("sms.account"),
                token: reader.optionalText("sms.token", isSecret: true) ?? "",
                sender: reader.text("sms.from"))
        }
        if let url = Self.url("push.url", from: &reader) {
            push = PushForm(
                url: url, project: reader.text("push.project"),
                token: reader.optionalText("push.token", isSecret: true) ?? "")
        }
        if let url = Self.url("ghl.url", from: &reader) {
            let token = reader.optionalText("ghl.token", isSecret: true) ?? ""
            crmTask = CRMTaskForm(url: url, token: token)
            crmWorkflow = reader.optionalText("ghl.workflow").map {
                CRMWorkflowForm(url: url, token: token, workflow: $0)
            }
        }
    }

    private mutating func readMail(from reader: inout SettingsReader) {
        guard let url = reader.optionalText("smtp.url") else { return }
        let tls = reader.optionalText("smtp.tls") ?? "required"
        mailFrom = reader.text("smtp.from")
        if !url.hasPrefix("smtp://") && !url.hasPrefix("smtps://") {
            reader.fail("smtp.url", "must be smtp://host:port or smtps://host:port")
        }
        if !["required", "none"].contains(tls) {
            reader.fail("smtp.tls", "must be required or none, not \"\(tls)\"")
        }
        mail = MailServer(
            url: url, user: reader.optionalText("smtp.user"),
            password: reader.optionalText("smtp.password", isSecret: true),
            needsTLS: tls == "required")
    }

    private static func url(_ key: String, from reader: inout SettingsReader) -> String? {
        guard let url = reader.optionalText(key) else { return nil }
        if !url.hasPrefix("https://") && !url.hasPrefix("http://") || url.hasSuffix("/") {
            reader.fail(key, "must be https://host, without a slash at its end")
        }
        return url
    }

    /// One carrier for each of the seven channels.
    func carriers(
        database: Database, events: EventLog
    ) -> [(NotificationChannel, any Carrier)] {
        let client = HTTPClient()
        func http(_ form: (any HTTPCarrier.Form)?, _ setting: String) -> any Carrier {
            form.map { HTTPCarrier(client: client, form: $0) } ?? NoCarrier(setting: setting)
        }
        let screen = ScreenCarrier(database: database, events: events, now: { .wallClock })
        let mail = mail.map {
            MailCarrier(client: client, server: $0, from: mailFrom) as any Carrier
        }
        return NotificationChannel.allCases.map { channel in
            switch channel {
            case .agentAlert, .inAppMessage: (channel, screen)
            case .email: (channel, mail ?? NoCarrier(setting: "SMTP_URL"))
            case .sms: (channel, http(sms, "SMS_URL"))
            case .pushNotification: (channel, http(push, "PUSH_URL"))
            case .ghlTask: (channel, http(crmTask, "GHL_URL"))
            case .ghlWorkflow: (channel, http(crmWorkflow, "GHL_URL and GHL_WORKFLOW"))
            }
        }
    }
}

/// Stands for a channel that is not set up.
struct NoCarrier: Carrier {
    let setting: String

    func carry(_ letter: Letter) async -> DeliveryOutcome {
        .refused("the channel is not set up: \(setting) is not given")
    }
}

extension CoachingPriority {
    /// How soon the recipient should have acted.
    var allows: Duration {
        switch self {
        case .critical: .seconds(3_600)
        case .high: .seconds(24 * 3_600)
        case .medium: .seconds(7 * 24 * 3_600)
        case .low: .seconds(30 * 24 * 3_600)
        }
    }
}
