import AnalyzerContract
import Identifiers
import Wire

/// What a tenant defines under a name, version by version: a tracker or a rubric.
protocol TenantDefinition: WireMessage, Sendable {
    /// As callers read it.
    static var noun: String { get }
    /// How many a tenant may have that are not retired.
    static var countMax: Int { get }
    var version: Int { get }
    var isRetired: Bool { get set }
}

extension TenantDefinition {
    /// What a row holds: the definition as it was made, and whether it was retired since.
    init(wireBytes: [UInt8], isRetired: Bool) throws {
        try self.init(wireBytes: wireBytes)
        self.isRetired = isRetired
    }
}

extension Tracker: TenantDefinition {
    static var noun: String { "tracker" }
    static var countMax: Int { DefinitionLimits.trackerCountMax }
}

extension Rubric: TenantDefinition {
    static var noun: String { "rubric" }
    static var countMax: Int { DefinitionLimits.rubricCountMax }
}

/// A definition in its newest version.
struct StoredDefinition<Definition: TenantDefinition>: Sendable {
    var definition: Definition
    /// The request that made it.
    var request: [UInt8]
}

/// Keeps definitions of one kind, version by version.
protocol DefinitionStore: Sendable {
    associatedtype Definition: TenantDefinition

    /// By name; retired ones only when asked for.
    func definitions(of tenant: TenantID, includingRetired: Bool) async throws -> [Definition]

    /// The newest version; nil when the tenant has none of the name.
    func newest(
        _ name: String, of tenant: TenantID
    ) async throws -> StoredDefinition<Definition>?

    /// Retires the newest version; one that is retired stays as it is.
    func retire(_ name: String, of tenant: TenantID, at now: Instant) async throws
}
