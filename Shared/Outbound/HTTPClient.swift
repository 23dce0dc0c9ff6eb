/// Speaks HTTP to servers elsewhere, by libcurl on a thread of its own.
///
/// TLS is verified always; HTTP/2 is used where the server has it; connections are kept and used
/// again. Cancelling the task that waits ends the exchange.
package final class HTTPClient: Sendable {
    /// More at a time is a loop gone wrong, or a service that should queue.
    package static let exchangeCountMax = 256

    private let loop: CurlLoop

    package init() { loop = CurlLoop() }

    deinit { close() }

    /// Sends `request` and reads the whole answer, whatever its status.
    package func send(_ request: HTTPRequest) async throws(HTTPFault) -> HTTPResponse {
        let stream = try await open(request)
        let most = request.limits.responseBytes
        var body: [UInt8] = []
        while let part = try await stream.body.next() {
            body += part
            guard body.count <= most else {
                stream.cancel()
                throw .tooLarge(limit: "responseBytes", most)
            }
        }
        return HTTPResponse(status: stream.status, headers: stream.headers, body: body)
    }

    /// Sends `request`; returns once the head of the answer is there, and its body comes in parts.
    ///
    /// The server is read as fast as the parts are taken. Dropping the stream ends the exchange.
    package func open(_ request: HTTPRequest) async throws(HTTPFault) -> HTTPStream {
        if let fault = request.fault { throw fault }
        let exchange = Exchange(request)
        try loop.start(exchange)
        let head = try await exchange.head { self.loop.cancel(exchange) }
        return HTTPStream(head, exchange, loop)
    }

    /// The status of an exchange whose answer has no body.
    func status(of exchange: Exchange) async throws(HTTPFault) -> Int {
        try loop.start(exchange)
        return try await exchange.head { self.loop.cancel(exchange) }.status
    }

    /// Ends what is under way with `.closed`.
    package func close() { loop.close() }
}

/// An answer whose body is still coming.
package final class HTTPStream: Sendable {
    package let status: Int
    /// Names in lower case, in the order in which they came.
    package let headers: [(name: String, value: String)]
    private let exchange: Exchange
    private let loop: CurlLoop

    init(_ head: ResponseHead, _ exchange: Exchange, _ loop: CurlLoop) {
        status = head.status
        headers = head.headers
        self.exchange = exchange
        self.loop = loop
    }

    deinit { cancel() }

    /// The parts of the body, as they arrive. One task reads at a time.
    package var body: Body { Body(stream: self) }

    package func cancel() { loop.cancel(exchange) }

    /// The parts of a body, read once: a second iterator goes on where the first one stopped.
    package struct Body: AsyncSequence, Sendable {
        package typealias Failure = HTTPFault

        let stream: HTTPStream

        package func next() async throws(HTTPFault) -> [UInt8]? {
            let (exchange, loop) = (stream.exchange, stream.loop)
            return try await exchange.next {
                loop.cancel(exchange)
            } onRoom: {
                loop.resume(exchange)
            }
        }

        package func makeAsyncIterator() -> Iterator { Iterator(body: self) }

        package struct Iterator: AsyncIteratorProtocol {
            let body: Body

            package mutating func next(
                isolation actor: isolated (any Actor)?
            ) async throws(HTTPFault) -> [UInt8]? {
                try await body.next()
            }

            package mutating func next() async throws(HTTPFault) -> [UInt8]? {
                try await body.next()
            }
        }
    }
}
