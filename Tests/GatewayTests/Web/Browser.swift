import Foundation
import NIOCore
import NIOPosix
import NIOSSL

/// What a browser does, by hand: TLS, requests as text, a cookie, WebSocket frames.
final class Browser {
    typealias Wire = NIOAsyncChannel<ByteBuffer, ByteBuffer>

    struct Reply {
        let status: Int
        let headers: [(name: String, value: String)]
        let body: String

        func header(_ name: String) -> String? {
            headers.first { $0.name.lowercased() == name.lowercased() }?.value
        }

        /// The value at a path of keys in a JSON body.
        func json(_ path: String...) -> Any? {
            let whole = try? JSONSerialization.jsonObject(with: Data(body.utf8))
            return path.reduce(whole) { ($0 as? [String: Any])?[$1] }
        }
    }

    let port: Int
    var cookie: String?

    init(port: Int) { self.port = port }

    /// One request on a connection of its own.
    @discardableResult
    func send(
        _ method: String, _ path: String, json: String? = nil, form: String? = nil,
        headers: [String: String] = [:]
    ) async throws -> Reply {
        var all = headers
        all["connection"] = "close"
        if json != nil { all["content-type"] = "application/json" }
        if form != nil {
            all["content-type"] = "application/x-www-form-urlencoded"
            all["accept"] = "text/html"
        }
        let body = json ?? form ?? ""
        if !body.isEmpty { all["content-length"] = "\(body.utf8.count)" }
        let request = head(method, path, all) + body
        let reply = try await connect().executeThenClose { inbound, outbound in
            try await outbound.write(ByteBuffer(string: request))
            var received = ByteBuffer()
            do {
                for try await var part in inbound { received.writeBuffer(&part) }
            } catch let error as NIOSSLError where "\(error)".contains("uncleanShutdown") {}
            return Self.reply(in: String(buffer: received))
        }
        keepCookie(of: reply)
        return reply
    }

    /// Opens a live socket and gives `body` the frames as they come; nil stands for a refusal.
    func watch<Value>(
        _ path: String = "/api/live", headers: [String: String] = [:],
        _ body: (inout LiveReader) async throws -> Value
    ) async throws -> Value {
        var all = headers
        all["connection"] = "Upgrade"
        all["upgrade"] = "websocket"
        all["sec-websocket-version"] = "13"
        all["sec-websocket-key"] = "dGhlIHNhbXBsZSBub25jZQ=="
        let request = head("GET", path, all)
        return try await connect().executeThenClose { inbound, outbound in
            try await outbound.write(ByteBuffer(string: request))
            var reader = LiveReader(inbound.makeAsyncIterator(), outbound)
            try await reader.readHead()
            return try await body(&reader)
        }
    }

    private func head(_ method: String, _ path: String, _ headers: [String: String]) -> String {
        var all = headers
        if all["host"] == nil { all["host"] = "localhost:\(port)" }
        if let cookie { all["cookie"] = cookie }
        let lines = all.map { "\($0.key): \($0.value)\r\n" }.joined()
        return "\(method) \(path) HTTP/1.1\r\n\(lines)\r\n"
    }

    private func keepCookie(of reply: Reply) {
        guard let set = reply.header("set-cookie")?.split(separator: ";").first else { return }
        cookie = set.hasSuffix("=") ? nil : String(set)
    }

    private func connect() async throws -> Wire {
        var tls = TLSConfiguration.makeClientConfiguration()
        tls.certificateVerification = .none
        let context = try NIOSSLContext(configuration: tls)
        return try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(
                        NIOSSLClientHandler(context: context, serverHostname: "localhost"))
                    return try Wire(wrappingChannelSynchronously: channel)
                }
            }
    }

    private static func reply(in text: String) -> Reply {
        let parts = text.split(
            separator: "\r\n\r\n", maxSplits: 1, omittingEmptySubsequences: false)
        let lines = parts[0].components(separatedBy: "\r\n")
        let status = lines[0].split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        let headers = lines.dropFirst().compactMap { line -> (name: String, value: String)? in
            guard let colon = line.firstIndex(of: ":") else { return nil }
            return (
                String(line[..<colon]),
                line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
            )
        }
        return Reply(
            status: status, headers: headers, body: parts.count > 1 ? String(parts[1]) : "")
    }
}

/// The browser's end of a live socket.
struct LiveReader {
    private var inbound: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator
    private let outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
    private var bytes = ByteBuffer()
    /// Of the answer to the handshake.
    private(set) var status = 0
    private(set) var head = ""

    init(
        _ inbound: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator,
        _ outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
    ) {
        self.inbound = inbound
        self.outbound = outbound
    }

    mutating func readHead() async throws {
        while true {
            let text = String(buffer: bytes)
            if let end = text.range(of: "\r\n\r\n") {
                head = String(text[..<end.lowerBound])
                status = head.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
                bytes.moveReaderIndex(forwardBy: text[..<end.upperBound].utf8.count)
                return
            }
            guard var more = try await inbound.next() else { return }
            bytes.writeBuffer(&more)
        }
    }

    /// The next frame; nil when the connection is closed.
    mutating func next() async throws -> (opcode: UInt8, payload: ByteBuffer)? {
        while true {
            if let frame = Frames.next(in: &bytes) { return frame }
            guard var more = try await inbound.next() else { return nil }
            bytes.writeBuffer(&more)
        }
    }

    /// The next event's fields; how the line stands is none.
    mutating func event() async throws -> [String: Any]? {
        while let (opcode, payload) = try await next() {
            guard opcode == 1 else { continue }
            let event =
                try JSONSerialization.jsonObject(with: Data(payload.readableBytesView))
                as? [String: Any]
            if event?["event_type"] as? String != "STANDING" { return event }
        }
        return nil
    }

    /// Sends bytes as they are.
    func send(_ bytes: [UInt8]) async throws { try await outbound.write(ByteBuffer(bytes: bytes)) }
}
