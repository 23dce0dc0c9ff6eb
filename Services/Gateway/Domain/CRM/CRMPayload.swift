import Identifiers

/// What a webhook of the CRM says, as far as the mesh listens.
///
/// Fields are as they came: the CRM documents some of them wrongly, and `CRMReading` says which one
/// is to be believed.
package struct CRMPayload: Hashable, Sendable {
    package var type = ""
    /// One per delivery; the same when it is delivered again.
    package var webhookID: String?
    /// When it was sent.
    package var timestamp: Instant?
    package var locationID: String?
    package var companyID: String?
    /// Of the thing that the webhook is about, such as the contact of a `ContactCreate`.
    package var id: String?
    package var contactID: String?
    package var conversationID: String?
    package var messageID: String?
    /// The user who wrote or called.
    package var userID: String?
    /// The user who is in charge; `.some("")` when the payload says that nobody is.
    package var assignedTo: String?
    /// `inbound` or `outbound`.
    package var direction: String?
    /// `SMS`, `CALL`, `Email`, `VoiceMail` and others.
    package var messageType: String?
    package var body: String?
    package var isHTML = false
    package var subject: String?
    package var dateAdded: Instant?

    package init() {}

    /// Whose payloads are handled one after the other: what is said of a contact, in its order.
    package var lane: String {
        contact?.rawValue ?? conversationID ?? id ?? webhookID ?? ""
    }

    /// The person whom it is about.
    package var contact: LeadID? {
        let named = contactID ?? (type.hasPrefix("Contact") ? id : nil)
        return named.map { LeadID($0) }
    }
}
