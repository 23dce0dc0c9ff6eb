import CCurl
import Foundation

/// One exchange on libcurl's side. Lives on the thread of its loop only.
final class Transfer {
    let exchange: Exchange
    let handle: OpaqueHandle
    private var lines: UnsafeMutablePointer<curl_slist>?
    private var status = 0
    private var headers: [(name: String, value: String)] = []
    private var headerByteCount = 0
    private var redirectionsLeft: Int
    private var contentSent = 0
    /// Why a callback ended the exchange.
    private(set) var fault: HTTPFault?

    typealias OpaqueHandle = UnsafeMutableRawPointer

    /// Nil when libcurl has no memory.
    init?(_ exchange: Exchange) {
        guard let handle = curl_easy_init() else { return nil }
        self.exchange = exchange
        self.handle = handle
        redirectionsLeft = exchange.request.redirections
        configure(exchange.request)
    }

    deinit {
        curl_easy_cleanup(handle)
        curl_slist_free_all(lines)
    }

    private func configure(_ request: HTTPRequest) {
        let limits = request.limits
        set(CURLOPT_URL, request.url)
        // The thread is one of many: no signals.
        set(CURLOPT_NOSIGNAL, 1)
        // A proxy's answer to CONNECT is no part of the answer.
        set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
        set(CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2)
        set(CURLOPT_SSL_VERIFYPEER, 1)
        set(CURLOPT_SSL_VERIFYHOST, 2)
        if let roots = request.trustRoots { set(CURLOPT_CAINFO, roots) }
        set(CURLOPT_CONNECTTIMEOUT_MS, limits.connectTimeout.wholeMilliseconds)
        set(CURLOPT_TIMEOUT_MS, limits.timeout?.wholeMilliseconds ?? 0)
        if let silence = limits.silence {
            set(CURLOPT_LOW_SPEED_LIMIT, 1)
            set(CURLOPT_LOW_SPEED_TIME, max(1, silence.wholeMilliseconds / 1_000))
        }
        if let posting = exchange.posting { setMail(posting) } else { setHTTP(request) }
        setCallbacks()
    }

    private func setHTTP(_ request: HTTPRequest) {
        set(CURLOPT_PROTOCOLS_STR, "http,https")
        set(CURLOPT_REDIR_PROTOCOLS_STR, "https")
        set(CURLOPT_CUSTOMREQUEST, request.method)
        set(CURLOPT_NOBODY, request.method == "HEAD" ? 1 : 0)
        set(CURLOPT_FOLLOWLOCATION, request.redirections > 0 ? 1 : 0)
        set(CURLOPT_MAXREDIRS, request.redirections)
        setBody(request)
        // A body goes out without asking first.
        lines = curl_slist_append(lines, "Expect:")
        for (name, value) in request.headers {
            lines = curl_slist_append(lines, value.isEmpty ? "\(name);" : "\(name): \(value)")
        }
        curl_set_pointer(handle, CURLOPT_HTTPHEADER, lines)
    }

    private func setMail(_ posting: Posting) {
        set(CURLOPT_PROTOCOLS_STR, "smtp,smtps")
        set(CURLOPT_USE_SSL, Int(posting.server.needsTLS ? CURLUSESSL_ALL.rawValue : 0))
        if let user = posting.server.user { set(CURLOPT_USERNAME, user) }
        if let password = posting.server.password { set(CURLOPT_PASSWORD, password) }
        set(CURLOPT_MAIL_FROM, "<\(posting.mail.from)>")
        lines = curl_slist_append(lines, "<\(posting.mail.to)>")
        curl_set_pointer(handle, CURLOPT_MAIL_RCPT, lines)
        set(CURLOPT_UPLOAD, 1)
        curl_set_size(
            handle, CURLOPT_INFILESIZE_LARGE, curl_off_t(posting.mail.content.count))
        curl_set_pointer(handle, CURLOPT_READDATA, Unmanaged.passUnretained(self).toOpaque())
        curl_set_callback(handle, CURLOPT_READFUNCTION) { room, size, count, context in
            Transfer.from(context).takeContent(into: room, size * count)
        }
    }

    /// The next bytes of the mail; 0 at its end.
    private func takeContent(into room: UnsafeMutablePointer<CChar>?, _ count: Int) -> Int {
        guard let room, let content = exchange.posting?.mail.content[contentSent...] else {
            return 0
        }
        let part = content.prefix(count)
        UnsafeMutableRawPointer(room).copyMemory(from: Array(part), byteCount: part.count)
        contentSent += part.count
        return part.count
    }

    /// The last reply of a mail server; nil when it said nothing.
    var reply: Int? {
        var code = 0
        curl_get_long(handle, CURLINFO_RESPONSE_CODE, &code)
        return code == 0 ? nil : code
    }

    private func setBody(_ request: HTTPRequest) {
        guard !request.body.isEmpty else {
            if request.method == "POST" { set(CURLOPT_COPYPOSTFIELDS, "") }
            return
        }
        curl_set_size(handle, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(request.body.count))
        request.body.withUnsafeBytes {
            // libcurl copies it.
            _ = curl_set_pointer(handle, CURLOPT_COPYPOSTFIELDS, $0.baseAddress)
        }
    }

    private func setCallbacks() {
        let own = Unmanaged.passUnretained(self).toOpaque()
        curl_set_pointer(handle, CURLOPT_PRIVATE, own)
        curl_set_pointer(handle, CURLOPT_HEADERDATA, own)
        curl_set_callback(handle, CURLOPT_HEADERFUNCTION) { bytes, size, count, context in
            let transfer = Transfer.from(context)
            let line = UnsafeRawBufferPointer(start: bytes, count: size * count)
            return transfer.headerCame(line) ? line.count : 0
        }
        curl_set_pointer(handle, CURLOPT_WRITEDATA, own)
        curl_set_callback(handle, CURLOPT_WRITEFUNCTION) { bytes, size, count, context in
            let part = UnsafeRawBufferPointer(start: bytes, count: size * count)
            return Transfer.from(context).partCame(part)
        }
    }

    /// The transfer that a callback or a message of libcurl speaks of: the loop holds it.
    static func from(_ context: UnsafeMutableRawPointer?) -> Transfer {
        guard let context else { preconditionFailure("`setCallbacks` has set it") }
        return Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
    }

    // MARK: - What arrives

    /// False ends the exchange.
    private func headerCame(_ bytes: UnsafeRawBufferPointer) -> Bool {
        headerByteCount += bytes.count
        let most = exchange.request.limits.headerBytes
        guard headerByteCount <= most else {
            fault = .tooLarge(limit: "headerBytes", most)
            return false
        }
        guard exchange.posting == nil else { return true }
        let line = String(decoding: bytes, as: UTF8.self).trimmed
        if line.hasPrefix("HTTP/") {
            headers = []
            status = line.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        } else if let colon = line.firstIndex(of: ":") {
            let value = line[line.index(after: colon)...]
            headers.append((line[..<colon].lowercased(), value.trimmed))
        } else if line.isEmpty {
            headEnded()
        }
        return true
    }

    /// 1xx precede the answer; a redirection that is followed is not it either.
    private func headEnded() {
        guard status >= 200 else { return }
        if (300..<400).contains(status), redirectionsLeft > 0,
            headers.contains(where: { $0.name == "location" })
        {
            redirectionsLeft -= 1
            return
        }
        exchange.headCame(ResponseHead(status: status, headers: headers))
    }

    private func partCame(_ part: UnsafeRawBufferPointer) -> Int {
        // libcurl keeps what is refused by a pause, and hands it over again.
        if isPaused {
            isPaused = false
            return Int(CURL_WRITEFUNC_PAUSE)
        }
        isPaused = !exchange.partCame(Array(part))
        return part.count
    }

    /// The next part is refused until the task has made room.
    private var isPaused = false

    func resume() {
        isPaused = false
        curl_easy_pause(handle, 0)
    }

    // MARK: - Options

    private func set(_ option: CURLoption, _ value: Int) { curl_set_long(handle, option, value) }

    private func set(_ option: CURLoption, _ value: String) {
        // libcurl copies text.
        _ = value.withCString { curl_set_pointer(handle, option, $0) }
    }
}

extension Duration {
    fileprivate var wholeMilliseconds: Int { max(1, Int(self / .milliseconds(1))) }
}

extension StringProtocol {
    fileprivate var trimmed: String { trimmingCharacters(in: .whitespacesAndNewlines) }
}
