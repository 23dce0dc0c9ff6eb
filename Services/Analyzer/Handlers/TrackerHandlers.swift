import AnalyzerContract
import AnalyzerDomain
import Identifiers
import RPC
import Runtime
import Wire

/// What a definition may hold.
enum DefinitionLimits {
    static let nameByteCountMax = 64
    /// Each is matched against every message of the history.
    static let trackerCountMax = 50
    static let phraseCountMax = 100
    static let phraseByteCountMax = 200
    /// Learning takes time in proportion; a thousand of each kind take about a second.
    static let exampleCountMax = 2_000
    static let exampleByteCountMax = 2 * 1_024
    static let rubricCountMax = 20
    static let criterionCountMax = 40
    static let signalCountMax = 20
    static let weightMax = 100.0

    static func checkName(_ name: String) throws(RPCError) {
        guard !name.isEmpty, !name.contains(":") else {
            throw .invalid("name", "must not be empty and must not have a colon")
        }
        try checkText(name, "name", byteCountMax: nameByteCountMax)
    }
}

/// Serves `Analyzer.defineTracker`: the same definition again is the same version.
struct DefineTrackerHandler: Sendable {
    let store: TrackerStore

    func handle(_ request: DefineTracker, _ call: Call) async throws -> Tracker {
        try Access(call, to: request.tenantID).requireManager("trackers")
        try check(request)
        let definition = request.wireBytes()
        let newest = try await store.newest(request.name, of: request.tenantID)
        if let newest, newest.definition == definition, !newest.tracker.isRetired {
            return newest.tracker
        }
        if newest == nil || newest?.tracker.isRetired == true { try await checkRoom(request) }
        let learned = try learn(request, at: call.now)
        let tracker = Tracker(
            tenantID: request.tenantID, name: request.name,
            version: (newest?.tracker.version ?? 0) + 1, speaker: request.speaker,
            phrases: request.phrases, figures: learned.map { TrackerFigures($0.figures) },
            isRetired: false, definedAt: call.now)
        let model = try learned.map { try TextModelFile.bytes(of: $0.model) }
        guard try await store.add(tracker, definition: definition, model: model) else {
            throw RPCError(.aborted, "another definition of \(request.name) came first; try again")
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

    private func checkRoom(_ request: DefineTracker) async throws {
        let count = try await store.trackers(of: request.tenantID, includingRetired: false).count
        guard count < DefinitionLimits.trackerCountMax else {
            throw RPCError(
                .failedPrecondition,
                "the tenant has \(count) trackers, which is the limit; retire one")
        }
    }

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

/// Serves `Analyzer.listTrackers`, `getTracker` and `retireTracker`.
struct TrackerHandlers: Sendable {
    let store: TrackerStore

    func list(_ request: ListDefinitions, _ call: Call) async throws -> TrackerList {
        _ = try Access(call, to: request.tenantID)
        return TrackerList(
            trackers: try await store.trackers(
                of: request.tenantID, includingRetired: request.includesRetired))
    }

    func get(_ request: NameDefinition, _ call: Call) async throws -> Tracker {
        _ = try Access(call, to: request.tenantID)
        return try await newest(request)
    }

    func retire(_ request: NameDefinition, _ call: Call) async throws -> Tracker {
        try Access(call, to: request.tenantID).requireManager("trackers")
        _ = try await newest(request)
        try await store.retire(request.name, of: request.tenantID, at: call.now)
        return try await newest(request)
    }

    private func newest(_ request: NameDefinition) async throws -> Tracker {
        try DefinitionLimits.checkName(request.name)
        guard let stored = try await store.newest(request.name, of: request.tenantID) else {
            throw RPCError.missing("tracker", request.name)
        }
        return stored.tracker
    }
}
