import AnalyzerContract
import Identifiers
import RPC
import Runtime
import Wire

/// Lists, gives and retires what tenants define under a name.
struct DefinitionHandlers<Store: DefinitionStore>: Sendable {
    typealias Definition = Store.Definition

    /// Where a definition goes among those of its name.
    enum Place {
        /// It is the newest already.
        case taken(Definition)
        case version(Int)
    }

    let store: Store

    func list(_ request: ListDefinitions, _ call: Call) async throws -> [Definition] {
        _ = try Access(call, to: request.tenantID)
        return try await store.definitions(
            of: request.tenantID, includingRetired: request.includesRetired)
    }

    func get(_ request: NameDefinition, _ call: Call) async throws -> Definition {
        _ = try Access(call, to: request.tenantID)
        return try await newest(request)
    }

    func retire(_ request: NameDefinition, _ call: Call) async throws -> Definition {
        try Access(call, to: request.tenantID).requireManager("\(Definition.noun)s")
        _ = try await newest(request)
        try await store.retire(request.name, of: request.tenantID, at: call.now)
        return try await newest(request)
    }

    /// The same request again is the same version.
    ///
    /// - Throws: failed_precondition when the tenant has as many as it may.
    func place(
        of request: [UInt8], named name: String, in tenant: TenantID
    ) async throws -> Place {
        let newest = try await store.newest(name, of: tenant)
        guard let newest, !newest.definition.isRetired else {
            try await checkRoom(in: tenant)
            return .version((newest?.definition.version ?? 0) + 1)
        }
        return newest.request == request
            ? .taken(newest.definition) : .version(newest.definition.version + 1)
    }

    private func newest(_ request: NameDefinition) async throws -> Definition {
        try DefinitionLimits.checkName(request.name)
        guard let stored = try await store.newest(request.name, of: request.tenantID) else {
            throw RPCError.missing(Definition.noun, request.name)
        }
        return stored.definition
    }

    private func checkRoom(in tenant: TenantID) async throws {
        let count = try await store.definitions(of: tenant, includingRetired: false).count
        guard count < Definition.countMax else {
            throw RPCError(
                .failedPrecondition,
                "the tenant has \(count) \(Definition.noun)s, which is the limit; retire one")
        }
    }
}

extension RPCError {
    /// Two definitions of a name came at once.
    static func overtaken(_ name: String) -> RPCError {
        RPCError(.aborted, "another definition of \(name) came first; try again")
    }
}
