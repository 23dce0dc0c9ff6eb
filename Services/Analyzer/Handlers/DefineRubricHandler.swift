import AnalyzerContract
import AnalyzerDomain
import Identifiers
import RPC
import Runtime
import Wire

/// Serves `Analyzer.defineRubric`: the same definition again is the same version.
struct DefineRubricHandler: Sendable {
    let store: RubricStore

    func handle(_ request: DefineRubric, _ call: Call) async throws -> Rubric {
        try Access(call, to: request.tenantID).requireManager("rubrics")
        try check(request)
        let bytes = request.wireBytes()
        switch try await DefinitionHandlers(store: store).place(
            of: bytes, named: request.name, in: request.tenantID)
        {
        case .taken(let rubric): return rubric
        case .version(let version):
            let rubric = Rubric(
                tenantID: request.tenantID, name: request.name, version: version,
                criteria: request.criteria, isRetired: false, definedAt: call.now)
            guard try await store.add(rubric, request: bytes) else {
                throw RPCError.overtaken(request.name)
            }
            return rubric
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
