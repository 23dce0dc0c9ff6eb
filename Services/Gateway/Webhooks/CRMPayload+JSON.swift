import GatewayDomain
import Identifiers
import Wire

extension CRMPayload {
    /// Reads a payload as leniently as it can be understood; nil for what is no object.
    ///
    /// A field of another type than documented counts as missing: `to` is a list where the schema
    /// says text, and ids come as numbers from some systems.
    init?(_ json: JSONValue) {
        guard case .object = json else { return nil }
        self.init()
        type = json.text("type") ?? ""
        webhookID = json.text("webhookId") ?? json.text("webhook_id")
        timestamp = json.instant("timestamp")
        locationID = json.text("locationId")
        companyID = json.text("companyId")
        id = json.text("id")
        contactID = json.text("contactId") ?? json["appointment"]?.text("contactId")
        conversationID = json.text("conversationId")
        messageID = json.text("messageId") ?? json.text("emailMessageId")
        userID = json.text("userId")
        assignedTo = json["assignedTo"].map { _ in json.text("assignedTo") ?? "" }
        direction = json.text("direction")?.lowercased()
        messageType = json.text("messageType")
        let html = json.text("html")
        body = json.text("body") ?? json.text("message") ?? html
        isHTML = html != nil && body == html || json.text("contentType") == "text/html"
        subject = json.text("subject")
        dateAdded = json.instant("dateAdded")
    }

    /// The time that the body says and that is none: not to be taken for one without a time.
    static func hasUnreadableTime(_ json: JSONValue) -> Bool {
        guard let value = json["timestamp"], value != .null else { return false }
        return json.instant("timestamp") == nil
    }
}

extension JSONValue {
    /// Nil for an empty text, too.
    fileprivate func text(_ name: String) -> String? {
        switch self[name] {
        case .string(let text)? where !text.isEmpty: text
        case .number(let digits)?: digits
        default: nil
        }
    }

    /// RFC 3339, also without an offset (then UTC), or seconds or milliseconds since 1970.
    fileprivate func instant(_ name: String) -> Instant? {
        switch self[name] {
        case .string(let text)?: Instant(text) ?? Instant(text + "Z") ?? Self.sinceEpoch(text)
        case .number(let digits)?: Self.sinceEpoch(digits)
        default: nil
        }
    }

    /// Seconds until the year 5138, milliseconds from 1973 on.
    private static func sinceEpoch(_ digits: String) -> Instant? {
        guard let number = Double(digits), number > 0, number < 1e14 else { return nil }
        let seconds = number < 1e11 ? number : number / 1_000
        return Instant(microseconds: Int64(seconds * 1_000_000))
    }
}
