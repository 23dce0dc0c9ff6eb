import AnalyzerContract
import AnalyzerDomain
import Identifiers
import Synchronization
import Wire

/// What each tenant listens for, read anew for each request; compiled trackers are kept, since a
/// version never changes.
final class TenantEars: Sendable {
    private struct Key: Hashable {
        let tenant: TenantID
        let name: String
        let version: Int
    }

    /// Compiled trackers kept, of a few kilobytes each; then all are given up, and compiled again
    /// as they are asked for.
    private static let keptCountMax = 2_000

    private let trackers: TrackerStore
    private let rubrics: RubricStore
    private let kept = Mutex<[Key: TrackerDefinition]>([:])

    init(trackers: TrackerStore, rubrics: RubricStore) {
        self.trackers = trackers
        self.rubrics = rubrics
    }

    func ear(of tenant: TenantID) async throws -> TenantEar {
        var definitions: [TrackerDefinition] = []
        for tracker in try await trackers.definitions(of: tenant, includingRetired: false) {
            definitions.append(try await definition(tracker))
        }
        let rubrics = try await rubrics.definitions(of: tenant, includingRetired: false)
        return TenantEar(trackers: definitions, rubrics: rubrics.map(RubricDefinition.init))
    }

    private func definition(_ tracker: Tracker) async throws -> TrackerDefinition {
        let key = Key(tenant: tracker.tenantID, name: tracker.name, version: tracker.version)
        if let known = kept.withLock({ $0[key] }) { return known }
        var model: TextClassifier?
        if tracker.figures != nil,
            let bytes = try await trackers.model(
                tracker.name, version: tracker.version, of: tracker.tenantID)
        {
            model = try TextModelFile.model(from: bytes)
        }
        let definition = TrackerDefinition(
            name: tracker.name, version: tracker.version, speaker: tracker.speaker?.known,
            phrases: tracker.phrases, model: model)
        kept.withLock { kept in
            if kept.count >= Self.keptCountMax { kept.removeAll() }
            kept[key] = definition
        }
        return definition
    }
}
