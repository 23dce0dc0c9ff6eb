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
        EventConsumer(
            from: "analyzer", kinds: [MessageAnalyzed.kind],
            applyTogether: { envelopes, transaction in
                guard let tenant = envelopes.first?.tenantID else { return }
                try await scores.apply(
                    envelopes.compactMap { try $0.decode(MessageAnalyzed.self) }, tenant,
                    in: transaction)
            })
    }
}
