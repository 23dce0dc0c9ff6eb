import AnalyzerContract
import Identifiers
import MeshContract
import Postgres
import Runtime
import Wire

/// Applies the Analyzer's events to the scores that performance is read from.
struct MessageAnalyzedConsumer: Sendable {
    let scores: ScoreStore

    var consumer: EventConsumer {
        EventConsumer(from: "analyzer", kinds: [MessageAnalyzed.kind]) { envelope, transaction in
            guard let event = try envelope.decode(MessageAnalyzed.self) else { return }
            // An outcome that only a newer Analyzer knows is none that we can count yet.
            try await scores.apply(
                event, outcome: event.outcome.known ?? .inProgress, envelope.tenantID,
                in: transaction)
        }
    }
}
