import Identifiers

/// Whose rows a statement may see: row-level security holds each statement to it.
package enum Scope: Hashable, Sendable {
    case tenant(TenantID)
    /// For what serves every tenant at once, such as reading the event log.
    case allTenants

    /// What `app.tenant` is set to; `*` opens all tenants, so no tenant may be called that.
    var setting: String {
        switch self {
        case .tenant(let tenant) where tenant.rawValue == "*": ""
        case .tenant(let tenant): tenant.rawValue
        case .allTenants: "*"
        }
    }

    /// Sets the scope for the rest of the transaction.
    var inTransaction: SQL { "SELECT set_config('app.tenant', \(setting), true)" }

    /// Sets the scope of the connection, until another is set.
    var onConnection: SQL { "SELECT set_config('app.tenant', \(setting), false)" }
}
