/// A mail on its way to one mailbox.
package struct Mail: Sendable {
    /// Addresses alone, without names and brackets.
    package var from: String
    package var to: String
    /// Headers and body (RFC 5322), lines ended by CR LF.
    package var content: [UInt8]

    package init(from: String, to: String, content: [UInt8]) {
        self.from = from
        self.to = to
        self.content = content
    }

    /// An address must not carry a second command to the server.
    var fault: HTTPFault? {
        let areClean = [from, to].allSatisfy { address in
            !address.isEmpty && address.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7F }
                && !address.contains("<") && !address.contains(">")
        }
        return areClean ? nil : .invalid("an address that is empty or has blanks or brackets")
    }
}

/// The server that mail is handed to.
package struct MailServer: Sendable, Hashable {
    /// `smtp://host:port`, or `smtps://…` where TLS comes first.
    package var url: String
    package var user: String?
    package var password: String?
    /// Without TLS nothing is sent; false is for servers on this machine.
    package var needsTLS: Bool
    /// Roots in a PEM file that the server's certificate must lead to, instead of the machine's.
    package var trustRoots: String?

    package init(
        url: String, user: String? = nil, password: String? = nil, needsTLS: Bool = true,
        trustRoots: String? = nil
    ) {
        self.url = url
        self.user = user
        self.password = password
        self.needsTLS = needsTLS
        self.trustRoots = trustRoots
    }
}

/// A mail and its server, as a transfer takes them.
struct Posting: Sendable {
    let mail: Mail
    let server: MailServer
}

extension HTTPClient {
    /// Hands `mail` to `server`; returns the server's last reply code (RFC 5321 §4.2), also where it
    /// refused the mail.
    package func send(_ mail: Mail, through server: MailServer) async throws(HTTPFault) -> Int {
        if let fault = mail.fault { throw fault }
        var request = HTTPRequest("MAIL", server.url, body: [])
        request.trustRoots = server.trustRoots
        return try await status(of: Exchange(request, posting: Posting(mail: mail, server: server)))
    }
}
