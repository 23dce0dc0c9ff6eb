import Identifiers

/// What a cached value answers: one question about one tenant's data.
///
/// The tenant is part of the key, so an entry can never answer for another tenant; whether the person
/// who asks may see it is checked before the cache is asked, never by it.
package struct CacheKey: Hashable, Sendable {
    package let tenant: TenantID
    /// All of the question that makes a difference to the answer.
    package let question: String

    package init(_ tenant: TenantID, _ question: String) {
        self.tenant = tenant
        self.question = question
    }
}

/// What a cached value follows from: when it changes, every value that carries the tag is forgotten.
package struct CacheTag: Hashable, Sendable {
    package let text: String

    /// Everything of a tenant.
    package init(_ tenant: TenantID) { text = tenant.rawValue }

    /// One thing of a tenant, such as a conversation.
    package init(_ tenant: TenantID, _ thing: String) { text = "\(tenant.rawValue)\u{1F}\(thing)" }

    /// A tag as another process named it.
    package init(text: String) { self.text = text }
}
