import Instrumentation
import RPC
import Tracing

/// Makes a span of every call, on either side, with its stall ledger.
///
///     let channel = client.intercepted(by: TracingInterceptor(tracer))
///     handlers.intercept(by: TracingInterceptor(tracer))
///
/// The trace crosses the wire in the call's header; a handler's own spans and calls belong to the
/// span of the call that it serves. Names follow OpenTelemetry's conventions for RPC.
public struct TracingInterceptor<Traced: Tracer>: ClientInterceptor, ServerInterceptor {
    private let tracer: Traced

    public init(_ tracer: Traced) { self.tracer = tracer }

    public func intercept(_ call: inout OutgoingCall, to peer: String) {
        var parent = ServiceContext.current ?? .topLevel
        if ServiceContext.current == nil {
            tracer.extract(call, into: &parent, using: TraceHeaders<OutgoingCall>())
        }
        let span = tracer.startSpan(call.method.name, context: parent, ofKind: .client)
        call.tracestate = nil
        tracer.inject(span.context, into: &call, using: TraceHeaders<OutgoingCall>())
        guard span.isRecording else { return }
        span.attributes.setCall(call.method)
        span.attributes["server.address"] = peer
        call.observe(by: SpanEnd(span))
    }

    public func intercept(_ call: inout Call, of method: MethodDescriptor) {
        var parent = ServiceContext.topLevel
        tracer.extract(call, into: &parent, using: TraceHeaders<Call>())
        let span = tracer.startSpan(method.name, context: parent, ofKind: .server)
        call.tracestate = nil
        tracer.inject(span.context, into: &call, using: TraceHeaders<Call>())
        call.serviceContext = span.context
        guard span.isRecording else { return }
        span.attributes.setCall(method)
        span.attributes["client.address"] = call.caller.service
        span.attributes["mesh.call_id"] = "\(call.callID)"
        call.observe(by: SpanEnd(span))
    }
}

/// Ends the span of a call with what became of it.
private struct SpanEnd<Traced: Span>: CallObserver {
    private let span: Traced

    init(_ span: Traced) { self.span = span }

    func callRepeated(_ repetition: Repetition) {
        var attributes: SpanAttributes = [
            "mesh.delay_us": .int64(repetition.delay.wholeMicroseconds)
        ]
        if let code = repetition.code { attributes["rpc.response.status_code"] = "\(code)" }
        span.addEvent(SpanEvent(name: repetition.kind.rawValue, attributes: attributes))
    }

    func callEnded(_ outcome: CallOutcome) {
        span.updateAttributes { attributes in
            attributes["rpc.response.status_code"] = "\(outcome.code)"
            attributes["rpc.request.size"] = outcome.requestByteCount
            attributes["rpc.response.size"] = outcome.responseByteCount
            if let tenant = outcome.tenantID { attributes["mesh.tenant"] = "\(tenant)" }
            for (name, microseconds) in outcome.ledger.parts(of: outcome.side) {
                attributes["mesh.stall.\(name)_us"] = Int(microseconds)
            }
            if outcome.isFault { attributes["error.type"] = "\(outcome.code)" }
        }
        if outcome.isFault { span.setStatus(SpanStatus(code: .error)) }
        span.end()
    }
}

extension SpanAttributes {
    fileprivate mutating func setCall(_ method: MethodDescriptor) {
        self["rpc.system.name"] = "mesh"
        self["rpc.method"] = method.name
    }
}

extension CallOutcome {
    /// Whether the span is one of an error: for a caller every bad end is; a server is not at fault
    /// for what it was asked.
    fileprivate var isFault: Bool {
        switch code {
        case .ok: false
        case .unknown, .deadlineExceeded, .unimplemented, .internal, .unavailable, .dataLoss: true
        default: side == .client
        }
    }
}

extension StallLedger {
    /// What `side` can know: a server nothing of connections and its peer.
    fileprivate func parts(
        of side: CallOutcome.Side
    ) -> [(name: String, microseconds: UInt32)] {
        side == .client
            ? parts
            : parts.filter { ["queue", "credit", "handler", "pool"].contains($0.name) }
    }
}

extension Duration {
    fileprivate var wholeMicroseconds: Int64 { Int64(self / .microseconds(1)) }
}
