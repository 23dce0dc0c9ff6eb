import Synchronization

/// The conversations that were heard last, the oldest given up for a new one.
///
/// Only a head start: whoever goes on from one proves by its message count that it is current.
final class LiveConversations: Sendable {
    private struct Entry {
        var conversation: LiveConversation
        var usedAt: UInt64
    }

    private struct State {
        var entries: [ConversationKey: Entry] = [:]
        /// Keys in the order of use; a key used again since stands there once more, further back.
        var order: [(key: ConversationKey, usedAt: UInt64)] = []
        var first = 0
        var clock: UInt64 = 0
    }

    private let countMax: Int
    private let state = Mutex(State())

    init(countMax: Int) { self.countMax = countMax }

    var count: Int { state.withLock { $0.entries.count } }

    /// Takes the conversation out: until it is put back, others read it from the database.
    func take(_ key: ConversationKey) -> LiveConversation? {
        state.withLock { $0.entries.removeValue(forKey: key)?.conversation }
    }

    /// The conversation, left in place.
    func look(_ key: ConversationKey) -> LiveConversation? {
        state.withLock { $0.entries[key]?.conversation }
    }

    /// Keeps the conversation, unless a newer state of it is there already.
    func put(_ conversation: LiveConversation, for key: ConversationKey) {
        state.withLock { state in
            if let known = state.entries[key],
                known.conversation.messageCount > conversation.messageCount
            {
                return
            }
            state.clock += 1
            state.entries[key] = Entry(conversation: conversation, usedAt: state.clock)
            state.order.append((key, state.clock))
            Self.giveUpOldest(&state, beyond: countMax)
        }
    }

    private static func giveUpOldest(_ state: inout State, beyond countMax: Int) {
        while state.entries.count > countMax || state.order.count - state.first > 4 * countMax + 64
        {
            let oldest = state.order[state.first]
            state.first += 1
            if state.entries[oldest.key]?.usedAt == oldest.usedAt {
                if state.entries.count > countMax {
                    state.entries[oldest.key] = nil
                } else {
                    state.order.append(oldest)
                }
            }
        }
        if state.first > 1_024, state.first * 2 > state.order.count {
            state.order.removeFirst(state.first)
            state.first = 0
        }
    }
}
