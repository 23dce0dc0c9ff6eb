import Instrumentation
import RPC

/// Where a call carries its trace: W3C's two in the header, what other tracers say in the metadata.
struct TraceHeaders<Carrier: TracedCall>: Injector, Extractor {
    func inject(_ value: String, forKey key: String, into call: inout Carrier) {
        switch key {
        case "traceparent": call.traceparent = value
        case "tracestate": call.tracestate = value
        default: call.metadata[key] = value
        }
    }

    func extract(key: String, from call: Carrier) -> String? {
        switch key {
        case "traceparent": call.traceparent
        case "tracestate": call.tracestate
        default: call.metadata[key]
        }
    }
}

/// A call on either side that says which trace it belongs to.
protocol TracedCall {
    var traceparent: String? { get set }
    var tracestate: String? { get set }
    var metadata: Metadata { get set }
}

extension Call: TracedCall {}

extension OutgoingCall: TracedCall {
    var traceparent: String? {
        get { context?.traceparent }
        set {
            context = context ?? CallContext()
            context?.traceparent = newValue
        }
    }

    var tracestate: String? {
        get { context?.tracestate }
        set { context?.tracestate = newValue }
    }
}
