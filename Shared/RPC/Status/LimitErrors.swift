extension RPCError {
    /// RESOURCE_EXHAUSTED that names the limit and its value.
    package static func limitMet(_ name: String, _ value: Int, _ problem: String) -> RPCError {
        RPCError(
            .resourceExhausted, "\(problem): the limit \(name) is \(value)",
            details: [.limit(name, value: value)])
    }

    /// The same of a call that no handler has seen: it may be tried again, whatever its method.
    package static func notStarted(_ name: String, _ value: Int, _ problem: String) -> RPCError {
        var error = limitMet(name, value, problem)
        error.details.append(.reason("not_started"))
        return error
    }
}
