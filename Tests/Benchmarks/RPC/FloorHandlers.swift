import NIOCore
import Synchronization

/// Cuts `[u32 length][u32 number][bytes]`; `number` says what the bytes are for.
struct FloorFrames {
    private var bytes = ByteBuffer()

    mutating func append(_ arrived: ByteBuffer) {
        if bytes.readableBytes == 0 {
            bytes = arrived
        } else {
            bytes.discardReadBytes()
            bytes.writeImmutableBuffer(arrived)
        }
    }

    mutating func next() -> (number: UInt32, body: ByteBuffer)? {
        guard let length = bytes.getInteger(at: bytes.readerIndex, as: UInt32.self),
            let number = bytes.getInteger(at: bytes.readerIndex + 4, as: UInt32.self),
            let body = bytes.getSlice(at: bytes.readerIndex + 8, length: Int(length))
        else { return nil }
        bytes.moveReaderIndex(forwardBy: 8 + Int(length))
        return (number, body)
    }

    /// A frame of this number asks for a stream: its body is a count and a size.
    static let streamNumber = UInt32.max
}

extension ByteBuffer {
    mutating func writeFloorFrame(_ number: UInt32, _ body: ByteBuffer) {
        writeMultipleIntegers(UInt32(body.readableBytes), number)
        writeImmutableBuffer(body)
    }
}

/// Sends every frame back, those of one read as one write.
final class FloorServer: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private var frames = FloorFrames()
    private var out = ByteBuffer()
    private var streamed = (left: 0, body: ByteBuffer())
    /// Frames are merged up to this size before they go to TLS.
    private static let mergedByteCountMax = 65_536

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        frames.append(unwrapInboundIn(data))
        while let (number, body) = frames.next() {
            guard number == FloorFrames.streamNumber else {
                out.writeFloorFrame(number, body)
                continue
            }
            var body = body
            guard let (count, byteCount) = body.readMultipleIntegers(as: (UInt32, UInt32).self)
            else { continue }
            streamed = (Int(count), ByteBuffer(repeating: 7, count: Int(byteCount)))
        }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        if out.readableBytes > 0 { send(context) }
        writeStream(context)
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) { writeStream(context) }

    private func writeStream(_ context: ChannelHandlerContext) {
        while streamed.left > 0, context.channel.isWritable {
            while streamed.left > 0, out.readableBytes < Self.mergedByteCountMax {
                streamed.left -= 1
                out.writeFloorFrame(FloorFrames.streamNumber, streamed.body)
            }
            send(context)
        }
    }

    private func send(_ context: ChannelHandlerContext) {
        let sending = out
        out = ByteBuffer()
        context.writeAndFlush(wrapOutboundOut(sending), promise: nil)
    }
}

/// Sends frames for tasks and hands back what returns, or plays an echo by itself.
final class FloorClient: Sendable {
    private typealias Caller = UnsafeContinuation<Void, Never>

    private let posted = Mutex<[(ByteBuffer, UnsafeContinuation<Void, Never>)]>([])
    private let bound = Mutex<NIOLoopBound<Handler>?>(nil)

    func handler(on loop: any EventLoop) -> any ChannelHandler {
        let handler = Handler()
        bound.withLock { $0 = NIOLoopBound(handler, eventLoop: loop) }
        return handler
    }

    func call(_ bytes: ByteBuffer) async {
        await withUnsafeContinuation { caller in
            let isFirst = posted.withLock { posted in
                posted.append((bytes, caller))
                return posted.count == 1
            }
            guard isFirst else { return }
            onLoop { handler in
                let calls = self.posted.withLock { posted in
                    defer { posted = [] }
                    return posted
                }
                handler.call(calls)
            }
        }
    }

    /// `count` frames there and back, `inFlight` at a time.
    func echo(_ bytes: ByteBuffer, count: Int, inFlight: Int) async {
        await withUnsafeContinuation { caller in
            onLoop { $0.echo(bytes, count: count, inFlight: inFlight, caller) }
        }
    }

    func stream(count: Int, byteCount: Int) async {
        await withUnsafeContinuation { caller in
            onLoop { $0.stream(count: count, byteCount: byteCount, caller) }
        }
    }

    private func onLoop(_ work: @escaping @Sendable (Handler) -> Void) {
        guard let bound = bound.withLock({ $0 }) else { return }
        bound.eventLoop.execute { work(bound.value) }
    }

    final class Handler: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer
        typealias Caller = UnsafeContinuation<Void, Never>

        private var context: ChannelHandlerContext?
        private var frames = FloorFrames()
        private var out = ByteBuffer()
        private var callers: [Caller?] = []
        private var free: [Int] = []
        /// Frames that an echo or a stream still brings, and who waits for the last.
        private var awaited = (count: 0, unsent: 0, caller: Caller?.none)

        func handlerAdded(context: ChannelHandlerContext) { self.context = context }
        func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

        func call(_ calls: [(ByteBuffer, Caller)]) {
            for (bytes, caller) in calls {
                let place = free.popLast() ?? callers.count
                if place == callers.count {
                    callers.append(caller)
                } else {
                    callers[place] = caller
                }
                out.writeFloorFrame(UInt32(place), bytes)
            }
            send()
        }

        func echo(_ bytes: ByteBuffer, count: Int, inFlight: Int, _ caller: Caller) {
            let first = min(count, inFlight)
            awaited = (count, count - first, caller)
            for _ in 0..<first { out.writeFloorFrame(FloorFrames.streamNumber - 1, bytes) }
            send()
        }

        func stream(count: Int, byteCount: Int, _ caller: Caller) {
            awaited = (count, 0, caller)
            var body = ByteBuffer()
            body.writeMultipleIntegers(UInt32(count), UInt32(byteCount))
            out.writeFloorFrame(FloorFrames.streamNumber, body)
            send()
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            frames.append(unwrapInboundIn(data))
            while let (number, body) = frames.next() {
                if number >= FloorFrames.streamNumber - 1 {
                    awaitedFrame(body)
                } else {
                    callers[Int(number)]?.resume()
                    callers[Int(number)] = nil
                    free.append(Int(number))
                }
            }
        }

        private func awaitedFrame(_ body: ByteBuffer) {
            awaited.count -= 1
            if awaited.unsent > 0 {
                awaited.unsent -= 1
                out.writeFloorFrame(FloorFrames.streamNumber - 1, body)
            }
            if awaited.count == 0 { awaited.caller?.resume() }
        }

        func channelReadComplete(context: ChannelHandlerContext) { send() }

        private func send() {
            guard let context, out.readableBytes > 0 else { return }
            let sending = out
            out = ByteBuffer()
            context.writeAndFlush(wrapOutboundOut(sending), promise: nil)
        }
    }
}
