import AnalyzerContract
import AnalyzerDomain
import Claude
import Identifiers
import Synchronization
import Telemetry

/// Asks Claude for its view of a conversation, once for each state of it, and lays it over the
/// local engine's; whatever goes wrong, the local analysis stands and says why.
final class ConversationAnalyst: Sendable {
    /// A state of a conversation.
    struct Key: Hashable, Sendable {
        let tenant: TenantID
        let conversation: ConversationID
        let utterances: [Utterance]
    }

    /// A conversation whose view is wanted, though nobody waits for it.
    struct Wish: Sendable {
        let key: Key
        let listPrice: Double?
    }

    /// Views are a few kilobytes; then all are given up, and made again when asked for.
    private static let keptCountMax = 500
    /// More wait than are read in a minute: the oldest are asked for again by whoever looks again.
    private static let wishCountMax = 200

    private struct State {
        var kept: [Int: Refinement] = [:]
        var wished: Set<Int> = []
        /// Why the last try for a conversation came to nothing.
        var failed: [Int: String] = [:]
        var tally = FallbackTally()
    }

    private let claude: ClaudeClient
    private let patience: Duration
    private let state = Mutex(State())
    private let wishes: AsyncStream<Wish>
    private let wish: AsyncStream<Wish>.Continuation

    /// `patience` is what a caller who waits gives it.
    init(_ claude: ClaudeClient, patience: Duration) {
        self.claude = claude
        self.patience = patience
        (wishes, wish) = AsyncStream.makeStream(
            bufferingPolicy: .bufferingNewest(Self.wishCountMax))
    }

    /// Whether there is anybody to ask.
    var isAsked: Bool { claude.isConfigured }

    /// How asking Claude goes, in words for an operator; empty while all is well.
    var standing: String { state.withLock { $0.tally.words } }

    /// The analysis with Claude's view where that came in time; never later than `patience` or the
    /// time that the caller has.
    func refined(
        _ local: ConversationAnalysis, _ wish: Wish, left: Duration
    ) async -> ConversationAnalysis {
        guard claude.isConfigured else { return local }
        // Half of what is left is for the way back.
        do throws(ClaudeFault) {
            return try await look(wish, within: min(patience, left / 2)).applied(to: local)
        } catch {
            return fallback(local, error.reason)
        }
    }

    /// The analysis with the view that is there; where none is, it is wished for and comes with a
    /// later answer.
    func refinedAtOnce(_ local: ConversationAnalysis, _ wish: Wish) -> ConversationAnalysis {
        guard claude.isConfigured else { return local }
        let number = wish.key.hashValue
        let (kept, failed, isNew) = state.withLock { state in
            let kept = state.kept[number]
            let isNew = kept == nil && state.wished.insert(number).inserted
            return (kept, state.failed[number], isNew)
        }
        if let kept { return kept.applied(to: local) }
        if isNew, case .dropped(let oldest) = self.wish.yield(wish) {
            state.withLock { _ = $0.wished.remove(oldest.key.hashValue) }
        }
        return local.without(claude: failed ?? "pending")
    }

    /// Makes the views that were wished for, one after the other, until the task is cancelled.
    func run() async {
        for await wish in wishes {
            let number = wish.key.hashValue
            do throws(ClaudeFault) {
                _ = try await look(wish, within: claude.settings.patience)
                state.withLock { _ = $0.wished.remove(number) }
            } catch {
                count(error.reason)
                state.withLock { state in
                    state.wished.remove(number)
                    if state.failed.count >= Self.keptCountMax { state.failed.removeAll() }
                    state.failed[number] = error.reason
                }
            }
        }
    }

    private func look(_ wish: Wish, within limit: Duration) async throws(ClaudeFault) -> Refinement
    {
        let number = wish.key.hashValue
        if let kept = state.withLock({ $0.kept[number] }) { return kept }
        let asked = AnalysisPrompt(wish.key.utterances, listPrice: wish.listPrice)
        let reply = try await claude.answer(
            asked.prompt, as: ConversationView.self, for: wish.key.tenant, within: limit)
        let refinement = Refinement(
            reply.content, model: reply.model, restoring: asked.redactor)
        state.withLock { state in
            if state.kept.count >= Self.keptCountMax { state.kept.removeAll() }
            state.kept[number] = refinement
            state.tally.viewMade()
        }
        return refinement
    }

    private func fallback(
        _ local: ConversationAnalysis, _ reason: String
    ) -> ConversationAnalysis {
        count(reason)
        return local.without(claude: reason)
    }

    private func count(_ reason: String) {
        Metric.claudeFallbacks.add(1, ClaudeTask.analysis.rawValue, reason)
        state.withLock { $0.tally.fellBack(reason) }
    }
}

extension ConversationAnalysis {
    /// The local engine's alone, and why: its version says so.
    fileprivate func without(claude reason: String) -> ConversationAnalysis {
        var local = self
        local.engineVersion += " without claude: \(reason)"
        return local
    }
}
