import RPC

extension ServerCore {
    /// What the caller of a refused call is told.
    func error(for refusal: ServerStreams.Refusal, to caller: CallerIdentity) -> RPCError {
        switch refusal {
        case .unknownMethod(let index):
            RPCError(.unimplemented, "\(service) serves no method with index \(index)")
        case .notAllowed(let method):
            policy.refusal(of: handlers[method].descriptor.name, to: caller)
                ?? RPCError(.permissionDenied, "\(caller) may not call this method")
        case .tooManyCalls:
            .notStarted(
                "concurrentCalls", limits.concurrentCalls,
                "\(service) already serves that many calls of this connection")
        case .deadlinePassed(let method):
            .deadlineExceeded(handlers[method].descriptor.name)
        case .messageTooLong(let method, let byteCount):
            handlers[method].requestTooLong(byteCount)
        case .assemblingTooMuch:
            .notStarted(
                "assemblingBytes", limits.assemblingBytes,
                "\(service) is putting together as many bytes of this connection as it may")
        case .serverAssemblesTooMuch:
            .notStarted(
                "serverAssemblingBytes", limits.serverAssemblingBytes,
                "\(service) is putting together as many bytes of all connections as it may")
        case .wrongShape(let method):
            .wrongShape(handlers[method].descriptor)
        }
    }
}

extension RPCError {
    fileprivate static func wrongShape(_ method: MethodDescriptor) -> RPCError {
        let rule =
            method.kind.streamsRequests
            ? "takes its messages in DATA: REQUEST has neither MORE nor a message, END never MORE"
            : "takes one message: END or MORE must be set"
        return RPCError(.invalidArgument, "\(method.name) \(rule)")
    }
}
