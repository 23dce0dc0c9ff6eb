import Foundation
import NIOCore
import NIOPosix
import Synchronization

/// An HTTP server on the loopback interface that answers with the bytes of a script.
final class ScriptedServer: Sendable {
    /// What the server does once a request, head and body, has come.
    enum Step: Sendable {
        case send(String)
        case sendBytes(count: Int)
        /// Until `go()`.
        case wait
        case close
    }

    private let listener: any Channel
    private let kept = Mutex<[String]>([])
    private let gate: Mutex<[EventLoopPromise<Void>]> = Mutex([])

    /// The requests that came, head and body.
    var requests: [String] { kept.withLock { $0 } }
    var port: Int { listener.localAddress?.port ?? 0 }

    private init(_ listener: any Channel) { self.listener = listener }

    /// Serves while `body` runs; `script` says what follows a request of a path.
    static func running(
        _ script: [String: [Step]], _ body: (ScriptedServer, String) async throws -> Void
    ) async throws {
        let box = Mutex<ScriptedServer?>(nil)
        let listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let server = box.withLock { $0 }
                    try channel.pipeline.syncOperations.addHandler(
                        Handler(script: script) { request in
                            server?.kept.withLock { $0.append(request) }
                        } wait: { promise in
                            server?.gate.withLock { $0.append(promise) }
                        })
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let server = ScriptedServer(listener)
        box.withLock { $0 = server }
        do {
            try await body(server, "http://127.0.0.1:\(server.port)")
        } catch {
            server.release()
            try? await listener.close()
            throw error
        }
        server.release()
        try await listener.close()
    }

    /// Lets answers go on, once as many wait.
    func go(_ count: Int = 1) async throws {
        while gate.withLock({ $0.count }) < count { try await Task.sleep(for: .milliseconds(1)) }
        release()
    }

    private func release() {
        for promise in gate.withLock({ waiting in
            defer { waiting = [] }
            return waiting
        }) { promise.succeed() }
    }

    private final class Handler: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer

        private let script: [String: [Step]]
        private let keep: (String) -> Void
        private let wait: (EventLoopPromise<Void>) -> Void
        private var received = ""

        init(
            script: [String: [Step]], keep: @escaping (String) -> Void,
            wait: @escaping (EventLoopPromise<Void>) -> Void
        ) {
            self.script = script
            self.keep = keep
            self.wait = wait
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            received += String(buffer: unwrapInboundIn(data))
            guard let end = received.range(of: "\r\n\r\n") else { return }
            let head = received[..<end.lowerBound]
            let length =
                head.split(separator: "\r\n").compactMap { line -> Int? in
                    let parts = line.lowercased().split(separator: ":")
                    guard parts.first == "content-length", let value = parts.last else {
                        return nil
                    }
                    return Int(value.filter(\.isNumber))
                }.first ?? 0
            guard received[end.upperBound...].utf8.count >= length else { return }
            let path = head.split(separator: " ").dropFirst().first.map(String.init) ?? ""
            keep(received)
            received = ""
            perform(script[path, default: [.close]][...], context)
        }

        private func perform(_ steps: ArraySlice<Step>, _ context: ChannelHandlerContext) {
            guard let step = steps.first else { return }
            let rest = steps.dropFirst()
            switch step {
            case .send(let text):
                context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: text)), promise: nil)
                perform(rest, context)
            case .sendBytes(let count):
                let bytes = ByteBuffer(repeating: UInt8(ascii: "x"), count: count)
                context.writeAndFlush(wrapOutboundOut(bytes), promise: nil)
                perform(rest, context)
            case .wait:
                let promise = context.eventLoop.makePromise(of: Void.self)
                let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
                promise.futureResult.whenSuccess {
                    let (handler, context) = bound.value
                    handler.perform(rest, context)
                }
                wait(promise)
            case .close:
                context.close(promise: nil)
            }
        }
    }
}
