import RPC

/// What Claude is asked for; each task has a model of its own in the configuration.
package enum ClaudeTask: String, Sendable, CaseIterable {
    /// A second look at a conversation, beside the local engine's.
    case analysis
    /// A training plan.
    case plan
    /// A client to practise with.
    case rolePlay = "role_play"
}

/// What is said to Claude.
package struct Prompt: Sendable, Hashable {
    package var task: ClaudeTask
    /// The same for everybody and every time, so that it is read from the cache: no names, no
    /// dates, nothing of a tenant. It should be longer than the shortest prefix that is cached,
    /// some 1,000 to 4,000 tokens by model.
    package var instructions: String
    /// Begins and ends with the user's.
    package var turns: [Turn]
    /// What the answer may take; the API reserves as much of the rate limit.
    package var tokenCountMax: Int

    package init(
        _ task: ClaudeTask, instructions: String, turns: [Turn], tokenCountMax: Int = 2_048
    ) {
        self.task = task
        self.instructions = instructions
        self.turns = turns
        self.tokenCountMax = tokenCountMax
    }
}

/// An answer, and what it took.
package struct Reply<Content: Sendable>: Sendable {
    package var content: Content
    /// The model that made it, as it names itself.
    package var model: String
    /// All attempts of this answer together.
    package var usage: Usage
    package var microdollars: Int
    package var requestID: String?
    package var cache: CacheVerdict
}

/// Whether the prompt's instructions came from the cache.
package typealias CacheVerdict = CacheWatch.Verdict
