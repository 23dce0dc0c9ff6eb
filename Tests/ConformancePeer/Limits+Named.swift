import RPC

extension Limits {
    /// The defaults, but for the ones named: the names are those of every language's peer.
    init(_ named: [String: Double]) {
        self.init()
        for (name, value) in named {
            switch name {
            case "frame_bytes": frameBytes = Int(value)
            case "stream_credit": streamCredit = Int(value)
            case "connection_credit": connectionCredit = Int(value)
            case "concurrent_calls": concurrentCalls = Int(value)
            case "connect_seconds": connectionWait = .seconds(value)
            case "hello_seconds": helloTimeout = .seconds(value)
            case "ping_seconds": pingInterval = .seconds(value)
            case "ping_answer_seconds": pingTimeout = .seconds(value)
            case "abnormal_events": abnormalEvents = Int(value)
            default: preconditionFailure("the limit \(name) has no name here")
            }
        }
    }
}
