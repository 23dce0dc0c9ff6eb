import AnalyzerContract
import AnalyzerDomain
import Identifiers
import RPC
import Runtime
import Wire

/// Serves `Analyzer.defineRubric`, `listRubrics`, `getRubric` and `retireRubric`.
struct RubricHandlers: Sendable {
    let store: RubricStore

    /// The same definition again is the same version.
    func define(_ request: DefineRubric, _ call: Call) async throws -> Rubric {
        try Access(call, to: request.tenantID).requireManager("rubrics")
        try check(request)
        let definition = request.wireBytes()
        let newest = try await store.newest(request.name, of: request.tenantID)
        if let newest, newest.definition == definition, !newest.rubric.isRetired {
            return newest.rubric
        }
        if newest == nil || newest?.rubric.isRetired == true { try await checkRoom(request) }
        let rubric = Rubric(
            tenantID: request.tenantID, name: request.name,
            version: (newest?.rubric.version ?? 0) + 1, criteria: request.criteria,
            isRetired: false, definedAt: call.now)
        guard try await store.add(rubric, definition: definition) else {
            throw RPCError(.aborted, "another definition of \(request.name) came first; try again")
        }
        return rubric
    }

    func list(_ request: ListDefinitions, _ call: Call) async throws -> RubricList {
        _ = try Access(call, to: request.tenantID)
        return RubricList(
            rubrics: try await store.rubrics(
                of: request.tenantID, includingRetired: request.includesRetired))
    }

    func get(_ request: NameDefinition, _ call: Call) async throws -> Rubric {
        _ = try Access(call, to: request.tenantID)
        return try await newest(request)
    }

    func retire(_ request: NameDefinition, _ call: Call) async throws -> Rubric {
        try Access(call, to: request.tenantID).requireManager("rubrics")
        _ = try await newest(request)
        try await store.retire(request.name, of: request.tenantID, at: call.now)
        return try await newest(request)
    }

    private func newest(_ request: NameDefinition) async throws -> Rubric {
        try DefinitionLimits.checkName(request.name)
        guard let stored = try await store.newest(request.name, of: request.tenantID) else {
            throw RPCError.missing("rubric", request.name)
        }
        return stored.rubric
    }

    private func checkRoom(_ request: DefineRubric) async throws {
        let count = try await store.rubrics(of: request.tenantID, includingRetired: false).count
        guard count < DefinitionLimits.rubricCountMax else {
            throw RPCError(
                .failedPrecondition,
                "the tenant has \(count) rubrics, which is the limit; retire one")
        }
    }

    private func check(_ request: DefineRubric) throws(RPCError) {
        try DefinitionLimits.checkName(request.name)
        guard (1...DefinitionLimits.criterionCountMax).contains(request.criteria.count) else {
            throw .invalid("criteria", "must be 1 to \(DefinitionLimits.criterionCountMax)")
        }
        for (index, criterion) in request.criteria.enumerated() {
            let field = "criteria[\(index)]"
            try checkText(
                criterion.name, "\(field).name",
                byteCountMax: DefinitionLimits.nameByteCountMax)
            guard criterion.weight > 0, criterion.weight <= DefinitionLimits.weightMax else {
                throw .invalid(
                    "\(field).weight", "must be above 0, at most \(DefinitionLimits.weightMax)")
            }
            guard !criterion.asked.isEmpty else {
                throw .invalid("\(field).asked", "must name a signal")
            }
            for signal in criterion.asked + criterion.answered
            where RubricSignal(signal) == nil
                || signal.utf8.count > 2 * DefinitionLimits.nameByteCountMax
            {
                throw .invalid(field, "has a signal that is neither act:NAME nor tracker:NAME")
            }
            guard
                criterion.asked.count + criterion.answered.count <= DefinitionLimits.signalCountMax
            else {
                throw .invalid(
                    field, "must have at most \(DefinitionLimits.signalCountMax) signals")
            }
        }
    }
}
