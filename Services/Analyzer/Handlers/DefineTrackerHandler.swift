import AnalyzerContract
import AnalyzerDomain
import Identifiers
import RPC
import Runtime
import Wire

/// Serves `Analyzer.defineTracker`: the same definition again is the same version.
struct DefineTrackerHandler: Sendable {
    let store: TrackerStore

    func handle(_ request: DefineTracker, _ call: Call) async throws -> Tracker {
        try Access(call, to: request.tenantID).requireManager("trackers")
        try check(request)
        let bytes = request.wireBytes()
        switch try await DefinitionHandlers(store: store).place(
            of: bytes, named: request.name, in: request.tenantID)
        {
        case .taken(let tracker): return tracker
        case .version(let version): return try await add(request, bytes, version, at: call.now)
        }
    }

    private func add(
        _ request: DefineTracker, _ bytes: [UInt8], _ version: Int, at now: Instant
    ) async throws -> Tracker {
        let learned = try learn(request, at: now)
        let tracker = Tracker(
            tenantID: request.tenantID, name: request.name, version: version,
            speaker: request.speaker, phrases: request.phrases,
            figures: learned.map { TrackerFigures($0.figures) }, isRetired: false, definedAt: now)
        let model = try learned.map { try TextModelFile.bytes(of: $0.model) }
        guard try await store.add(tracker, request: bytes, model: model) else {
            throw RPCError.overtaken(request.name)
        }
        return tracker
    }

    private func learn(
        _ request: DefineTracker, at now: Instant
    ) throws(RPCError) -> TrackerLearning? {
        guard !request.examples.isEmpty else { return nil }
        do throws(TrackerLearning.Refusal) {
            return try TrackerLearning(
                request.examples.map { .init($0.text, isMatch: $0.isMatch) }, name: request.name,
                at: now)
        } catch {
            throw refused(error)
        }
    }

    private func refused(_ refusal: TrackerLearning.Refusal) -> RPCError {
        switch refusal {
        case .tooFew(let matches, let others):
            let least = TrackerLearning.exampleCountMin
            return .invalid(
                "examples",
                """
                must hold at least \(least) that match and \(least) that do not, not \(matches) and \
                \(others)
                """)
        case .tooUnsure(let figures):
            return RPCError(
                .failedPrecondition,
                """
                the examples do not teach the tracker: of those kept out it finds \
                \(percent(figures.recall)) of the matches, and \(percent(figures.precision)) of what \
                it finds is one; matches found less others found is surely only \
                \(percent(figures.skillLow)), and must be \(percent(TrackerLearning.skillLowMin)); \
                give more examples, or clearer ones
                """)
        }
    }

    private func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }

    private func check(_ request: DefineTracker) throws(RPCError) {
        try DefinitionLimits.checkName(request.name)
        if let speaker = request.speaker { _ = try known(speaker, "speaker") }
        guard !request.phrases.isEmpty || !request.examples.isEmpty else {
            throw .invalid("phrases", "must not be empty when there are no examples")
        }
        guard request.phrases.count <= DefinitionLimits.phraseCountMax else {
            throw .invalid("phrases", "must be at most \(DefinitionLimits.phraseCountMax)")
        }
        for (index, phrase) in request.phrases.enumerated() {
            guard phrase.contains(where: \.isLetter) || phrase.contains(where: \.isNumber) else {
                throw .invalid("phrases[\(index)]", "must hold a word")
            }
            try checkText(
                phrase, "phrases[\(index)]", byteCountMax: DefinitionLimits.phraseByteCountMax)
        }
        guard request.examples.count <= DefinitionLimits.exampleCountMax else {
            throw .invalid("examples", "must be at most \(DefinitionLimits.exampleCountMax)")
        }
        for (index, example) in request.examples.enumerated() {
            try checkText(
                example.text, "examples[\(index)].text",
                byteCountMax: DefinitionLimits.exampleByteCountMax)
        }
    }
}
