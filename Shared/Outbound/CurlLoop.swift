import CCurl
import Foundation
import Synchronization

/// The thread on which libcurl works for one client.
///
/// Tasks leave commands and wake it; everything of libcurl happens on it, hence the unchecked
/// `Sendable`: `multi` is used elsewhere only to wake it, which libcurl allows from any thread.
final class CurlLoop: @unchecked Sendable {
    private enum Command { case start(Exchange), cancel(Exchange), resume(Exchange) }

    private struct Inbox {
        var commands: [Command] = []
        var exchangeCount = 0
        var isClosed = false
    }

    /// Nothing is due by itself so late: libcurl's own timers shorten it.
    private static let pollMilliseconds: Int32 = 60_000
    private static let connectionCountMax = 64

    private let multi: UnsafeMutableRawPointer
    private let inbox = Mutex(Inbox())

    init() {
        // Once a process, before the first thread that uses it.
        _ = Self.isInitialized
        guard let multi = curl_multi_init() else {
            preconditionFailure("there is no memory for libcurl")
        }
        self.multi = multi
        curl_multi_set_long(multi, CURLMOPT_MAX_TOTAL_CONNECTIONS, Self.connectionCountMax)
        let thread = Thread { [self] in run() }
        thread.name = "outbound"
        thread.start()
    }

    private static let isInitialized = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

    func start(_ exchange: Exchange) throws(HTTPFault) {
        let fault = inbox.withLock { inbox -> HTTPFault? in
            if inbox.isClosed { return .closed }
            guard inbox.exchangeCount < HTTPClient.exchangeCountMax else {
                return .busy(limit: "exchangeCountMax", HTTPClient.exchangeCountMax)
            }
            inbox.exchangeCount += 1
            inbox.commands.append(.start(exchange))
            curl_multi_wakeup(multi)
            return nil
        }
        if let fault { throw fault }
    }

    func cancel(_ exchange: Exchange) { post(.cancel(exchange)) }
    func resume(_ exchange: Exchange) { post(.resume(exchange)) }

    func close() {
        inbox.withLock { inbox in
            guard !inbox.isClosed else { return }
            inbox.isClosed = true
            curl_multi_wakeup(multi)
        }
    }

    /// Under the lock: `multi` is there as long as the loop is not closed.
    private func post(_ command: Command) {
        inbox.withLock { inbox in
            guard !inbox.isClosed else { return }
            inbox.commands.append(command)
            curl_multi_wakeup(multi)
        }
    }

    // MARK: - The thread

    private func run() {
        var transfers: [ObjectIdentifier: Transfer] = [:]
        while true {
            let (commands, isClosed) = inbox.withLock { inbox in
                defer { inbox.commands = [] }
                return (inbox.commands, inbox.isClosed)
            }
            for command in commands { perform(command, &transfers) }
            if isClosed { break }
            var runningCount: Int32 = 0
            curl_multi_perform(multi, &runningCount)
            endThoseThatAreDone(&transfers)
            curl_multi_poll(multi, nil, 0, Self.pollMilliseconds, nil)
        }
        for transfer in transfers.values { end(transfer, .failure(.closed), &transfers) }
        curl_multi_cleanup(multi)
    }

    private func perform(_ command: Command, _ transfers: inout [ObjectIdentifier: Transfer]) {
        switch command {
        case .start(let exchange):
            guard let transfer = Transfer(exchange),
                curl_multi_add_handle(multi, transfer.handle) == CURLM_OK
            else { return over(exchange, .failure(.unreachable("libcurl has no memory"))) }
            transfers[ObjectIdentifier(exchange)] = transfer
        case .cancel(let exchange):
            guard let transfer = transfers[ObjectIdentifier(exchange)] else { return }
            end(transfer, .failure(.cancelled), &transfers)
        case .resume(let exchange):
            transfers[ObjectIdentifier(exchange)]?.resume()
        }
    }

    private func endThoseThatAreDone(_ transfers: inout [ObjectIdentifier: Transfer]) {
        var leftCount: Int32 = 0
        while let message = curl_multi_info_read(multi, &leftCount) {
            guard message.pointee.msg == CURLMSG_DONE, let handle = message.pointee.easy_handle
            else { continue }
            let code = curl_message_result(message)
            var context: UnsafeMutableRawPointer?
            curl_get_pointer(handle, CURLINFO_PRIVATE, &context)
            let transfer = Transfer.from(context)
            var fault = transfer.fault ?? HTTPFault(code)
            if transfer.exchange.posting != nil, let reply = transfer.reply,
                fault == nil || reply >= 400
            {
                // A refusal is an answer.
                transfer.exchange.headCame(ResponseHead(status: reply, headers: []))
                fault = nil
            }
            end(transfer, fault.map { .failure($0) } ?? .success(()), &transfers)
        }
    }

    private func end(
        _ transfer: Transfer, _ result: Result<Void, HTTPFault>,
        _ transfers: inout [ObjectIdentifier: Transfer]
    ) {
        curl_multi_remove_handle(multi, transfer.handle)
        transfers.removeValue(forKey: ObjectIdentifier(transfer.exchange))
        over(transfer.exchange, result)
    }

    private func over(_ exchange: Exchange, _ result: Result<Void, HTTPFault>) {
        inbox.withLock { $0.exchangeCount -= 1 }
        exchange.ended(result)
    }
}

extension HTTPFault {
    /// Nil for a good end.
    fileprivate init?(_ code: CURLcode) {
        let words = String(cString: curl_easy_strerror(code))
        switch code {
        case CURLE_OK: return nil
        case CURLE_OPERATION_TIMEDOUT: self = .timeout
        case CURLE_URL_MALFORMAT: self = .invalid(words)
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY, CURLE_COULDNT_CONNECT:
            self = .unreachable(words)
        case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM,
            CURLE_SSL_CIPHER, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR,
            CURLE_SSL_PINNEDPUBKEYNOTMATCH, CURLE_SSL_INVALIDCERTSTATUS:
            self = .untrusted(words)
        default: self = .broken(words)
        }
    }
}
