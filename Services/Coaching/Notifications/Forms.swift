import CoachingDomain
import Foundation
import Identifiers
import Outbound

/// A text message through an API of Twilio's shape: a form, and HTTP's own sign-in.
struct SMSForm: HTTPCarrier.Form {
    /// Ten parts of 160 signs; nobody reads more on a phone.
    static let signCountMax = 1_600

    let url: String
    let account: String
    let token: String
    let sender: String

    var missingAddress: String { "no phone number of the recipient is known" }

    func request(for letter: Letter) -> HTTPRequest? {
        guard !letter.reach.phone.isEmpty else { return nil }
        let text = String("\(letter.title)\n\(letter.body)".prefix(Self.signCountMax))
        let form = [("To", letter.reach.phone), ("From", sender), ("Body", text)]
            .map { "\($0.0)=\($0.1.percentEncoded)" }.joined(separator: "&")
        let credentials = Data("\(account):\(token)".utf8).base64EncodedString()
        return HTTPRequest(
            "POST", "\(url)/2010-04-01/Accounts/\(account.percentEncoded)/Messages.json",
            headers: [
                ("content-type", "application/x-www-form-urlencoded"),
                ("authorization", "Basic \(credentials)"),
            ], body: Array(form.utf8))
    }

    func reference(in answer: [String: Any]) -> String? { answer["sid"] as? String }
}

/// A notification on a phone, through an API of Firebase Cloud Messaging's shape.
struct PushForm: HTTPCarrier.Form {
    /// The service takes 4,096 bytes in all.
    static let bodySignCountMax = 800

    let url: String
    let project: String
    let token: String

    var missingAddress: String { "no device of the recipient is known" }

    func request(for letter: Letter) -> HTTPRequest? {
        guard !letter.reach.pushToken.isEmpty else { return nil }
        let isUrgent = letter.priority >= .high
        return .post(
            [
                "message": [
                    "token": letter.reach.pushToken,
                    "notification": [
                        "title": letter.title,
                        "body": String(letter.body.prefix(Self.bodySignCountMax)),
                    ],
                    "data": [
                        "notification_id": "\(letter.id)", "kind": letter.kind.rawValue,
                        "subject": letter.subject,
                    ],
                    "android": ["priority": isUrgent ? "high" : "normal"],
                    "apns": ["headers": ["apns-priority": isUrgent ? "10" : "5"]],
                ]
            ], to: "\(url)/v1/projects/\(project.percentEncoded)/messages:send", bearer: token)
    }

    func reference(in answer: [String: Any]) -> String? { answer["name"] as? String }
}

/// A task in the CRM, for whoever looks after the contact that stands for the recipient.
struct CRMTaskForm: HTTPCarrier.Form {
    let url: String
    let token: String

    var missingAddress: String { "no contact in the CRM stands for the recipient" }

    func request(for letter: Letter) -> HTTPRequest? {
        guard !letter.reach.crmContact.isEmpty else { return nil }
        var task: [String: Any] = [
            "title": letter.title, "body": letter.body, "completed": false,
            "dueDate": "\(letter.createdAt + letter.priority.allows)",
        ]
        if !letter.addressee.agentID.rawValue.isEmpty {
            task["assignedTo"] = letter.addressee.agentID.rawValue
        }
        return .post(
            task, to: "\(url)/contacts/\(letter.reach.crmContact.percentEncoded)/tasks",
            bearer: token, headers: [CRMVersion.header])
    }

    func reference(in answer: [String: Any]) -> String? {
        (answer["task"] as? [String: Any])?["id"] as? String
    }
}

/// A workflow in the CRM, begun for the contact that stands for the recipient.
struct CRMWorkflowForm: HTTPCarrier.Form {
    let url: String
    let token: String
    let workflow: String

    var missingAddress: String { "no contact in the CRM stands for the recipient" }

    func request(for letter: Letter) -> HTTPRequest? {
        guard !letter.reach.crmContact.isEmpty else { return nil }
        let path = "\(letter.reach.crmContact.percentEncoded)/workflow/\(workflow.percentEncoded)"
        return .post(
            ["eventStartTime": "\(letter.createdAt)"], to: "\(url)/contacts/\(path)",
            bearer: token, headers: [CRMVersion.header])
    }

    func reference(in answer: [String: Any]) -> String? { nil }
}

/// The version of the CRM's API that the forms are written for; it wants one with each request.
enum CRMVersion {
    static let header = (name: "Version", value: "2021-07-28")
}
