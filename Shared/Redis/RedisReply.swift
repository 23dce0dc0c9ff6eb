import CHiredis

/// What a Redis answered.
package enum RedisReply: Hashable, Sendable {
    case none
    case bytes([UInt8])
    case number(Int64)
    case list([RedisReply])
    /// It refused: a wrong type, a full memory.
    case refused

    init(_ reply: redisReply) {
        switch reply.type {
        case REDIS_REPLY_STRING, REDIS_REPLY_STATUS:
            let bytes = UnsafeRawBufferPointer(start: reply.str, count: Int(reply.len))
            self = .bytes(Array(bytes))
        case REDIS_REPLY_INTEGER:
            self = .number(reply.integer)
        case REDIS_REPLY_ARRAY:
            self = .list(
                (0..<Int(reply.elements)).map { place in
                    reply.element[place].map { RedisReply($0.pointee) } ?? .none
                })
        case REDIS_REPLY_NIL:
            self = .none
        default:
            self = .refused
        }
    }
}
