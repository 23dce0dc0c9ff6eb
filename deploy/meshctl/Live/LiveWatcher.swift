import Foundation
import NIOCore
import NIOPosix
import NIOSSL

/// A browser's end of a live socket: takes frames and says when each came.
final class LiveWatcher: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private enum State { case connecting, refused, open }

    private let request: String
    private let opened: EventLoopPromise<Void>
    private let heard: @Sendable (LiveSighting) -> Void
    private var state = State.connecting
    private var bytes = ByteBuffer()

    private init(
        request: String, opened: EventLoopPromise<Void>,
        heard: @escaping @Sendable (LiveSighting) -> Void
    ) {
        self.request = request
        self.opened = opened
        self.heard = heard
    }

    /// Opens a socket; returns once the gateway has admitted it.
    static func open(
        port: Int, cookie: String, tls: NIOSSLContext,
        heard: @escaping @Sendable (LiveSighting) -> Void
    ) async throws -> any Channel {
        let request = """
            GET /api/live HTTP/1.1\r
            host: localhost:\(port)\r
            cookie: \(cookie)\r
            connection: Upgrade\r
            upgrade: websocket\r
            sec-websocket-version: 13\r
            sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r
            \r

            """
        let group = MultiThreadedEventLoopGroup.singleton
        let loop = group.next()
        let opened = loop.makePromise(of: Void.self)
        do {
            let channel = try await ClientBootstrap(group: loop)
                .channelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try channel.pipeline.syncOperations.addHandlers([
                            NIOSSLClientHandler(context: tls, serverHostname: "localhost"),
                            LiveWatcher(request: request, opened: opened, heard: heard),
                        ])
                    }
                }.connect(host: "127.0.0.1", port: port).get()
            try await opened.futureResult.get()
            return channel
        } catch {
            opened.fail(error)
            throw error
        }
    }

    func channelActive(context: ChannelHandlerContext) {
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: request)), promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
        opened.fail(ChannelError.eof)
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        opened.fail(error)
        context.close(promise: nil)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let now = ContinuousClock.now
        var more = unwrapInboundIn(data)
        bytes.writeBuffer(&more)
        if case .connecting = state { readHead(context) }
        guard case .open = state else { return }
        while let (opcode, payload) = Self.frame(in: &bytes) {
            switch opcode {
            case 1: if let sighting = LiveSighting(payload, at: now) { heard(sighting) }
            // Masked with zeros, which changes nothing (RFC 6455 §5.3).
            case 9: write([0x8A, 0x80, 0, 0, 0, 0], context)
            case 8: context.close(promise: nil)
            default: break
            }
        }
        bytes.discardReadBytes()
    }

    private func readHead(_ context: ChannelHandlerContext) {
        let text = String(buffer: bytes)
        guard let end = text.range(of: "\r\n\r\n") else { return }
        guard text.hasPrefix("HTTP/1.1 101") else {
            state = .refused
            opened.fail(LiveSocketRefused(head: String(text.prefix { $0 != "\r\n" })))
            return context.close(promise: nil)
        }
        bytes.moveReaderIndex(forwardBy: text[..<end.upperBound].utf8.count)
        state = .open
        opened.succeed()
    }

    private func write(_ frame: [UInt8], _ context: ChannelHandlerContext) {
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: frame)), promise: nil)
    }

    /// The next whole frame of a server (RFC 6455 §5.2), which masks none.
    private static func frame(in bytes: inout ByteBuffer) -> (opcode: UInt8, ByteBuffer)? {
        let start = bytes.readerIndex
        guard let first = bytes.getInteger(at: start, as: UInt8.self),
            let second = bytes.getInteger(at: start + 1, as: UInt8.self)
        else { return nil }
        var (head, length) = (2, Int(second & 0x7F))
        if length == 126 {
            guard let long = bytes.getInteger(at: start + 2, as: UInt16.self) else { return nil }
            (head, length) = (4, Int(long))
        } else if length == 127 {
            guard let long = bytes.getInteger(at: start + 2, as: UInt64.self) else { return nil }
            (head, length) = (10, Int(long))
        }
        guard bytes.readableBytes >= head + length else { return nil }
        bytes.moveReaderIndex(forwardBy: head)
        return bytes.readSlice(length: length).map { (first & 0x0F, $0) }
    }
}

/// What a frame told of a message, and when.
struct LiveSighting: Sendable {
    enum Kind: Sendable { case message, alert }

    let kind: Kind
    let messageID: String
    let at: ContinuousClock.Instant

    /// Nil for a frame of something else. It looks for two fields and does not read the rest: the
    /// reader must not be what is slow.
    init?(_ frame: ByteBuffer, at now: ContinuousClock.Instant) {
        switch Self.text(after: "\"event_type\":\"", in: frame) {
        case "CONVERSATION_MESSAGE": kind = .message
        case "BEHAVIORAL_INSIGHT": kind = .alert
        default: return nil
        }
        guard let id = Self.text(after: "\"message_id\":\"", in: frame) else { return nil }
        messageID = id
        at = now
    }

    private static func text(after label: StaticString, in frame: ByteBuffer) -> String? {
        frame.withUnsafeReadableBytes { bytes in
            let label = UnsafeRawBufferPointer(
                start: label.utf8Start, count: label.utf8CodeUnitCount)
            guard let start = end(of: label, in: bytes),
                let end = bytes[start...].firstIndex(of: UInt8(ascii: "\""))
            else { return nil }
            return String(decoding: bytes[start..<end], as: UTF8.self)
        }
    }

    private static func end(
        of label: UnsafeRawBufferPointer, in bytes: UnsafeRawBufferPointer
    ) -> Int? {
        guard let base = bytes.baseAddress, let wanted = label.baseAddress else { return nil }
        for start in stride(from: 0, through: bytes.count - label.count, by: 1)
        where bytes[start] == label[0] && memcmp(base + start, wanted, label.count) == 0 {
            return start + label.count
        }
        return nil
    }
}

/// The gateway did not admit a socket.
struct LiveSocketRefused: Error, CustomStringConvertible {
    let head: String
    var description: String { "the gateway refused a live socket: \(head)" }
}
