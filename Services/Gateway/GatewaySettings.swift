import Foundation
import NIOSSL
import Runtime

/// What the gateway reads of its own from its configuration.
package struct GatewaySettings: ServiceSettings {
    /// `WEB_LISTEN`: where browsers come in.
    let listen: HostAndPort
    /// `WEB_CERTIFICATE` and `WEB_PRIVATE_KEY`: PEM files that browsers are shown.
    let certificateFile: String
    let privateKeyFile: String
    /// `TOKEN_KEY_FILE`: at least 32 random bytes that sign the tokens; every replica has the same.
    let tokenKey: [UInt8]
    /// `WEB_ORIGINS`: `https://coach.example,…`; empty means the address that was asked.
    let origins: Set<String>
    /// `WEB_HSTS_SECONDS`: how long browsers insist on HTTPS; 0 says nothing, for trying out.
    let strictTransportSeconds: Int

    /// Which webhooks of the CRM are taken, and for whom.
    let webhooks: WebhookSettings

    package init(from reader: inout SettingsReader) {
        webhooks = WebhookSettings(from: &reader)
        listen = reader.address("web.listen", default: "127.0.0.1:8443")
        certificateFile = reader.text("web.certificate")
        privateKeyFile = reader.text("web.private.key")
        strictTransportSeconds = reader.integer("web.hsts.seconds", default: 0, in: 0...63_072_000)
        origins = Set(
            (reader.optionalText("web.origins") ?? "").split(separator: ",").map(String.init))
        tokenKey = Self.tokenKey(from: &reader)
        for origin in origins where !origin.hasPrefix("https://") || origin.hasSuffix("/") {
            reader.fail("web.origins", "must be https://host:port, not \"\(origin)\"")
        }
    }

    /// There is no default: a gateway whose key everybody knows signs everybody in.
    private static func tokenKey(from reader: inout SettingsReader) -> [UInt8] {
        let file = reader.text("token.key.file")
        guard !file.isEmpty else { return [] }
        guard let bytes = FileManager.default.contents(atPath: file) else {
            reader.fail("token.key.file", "cannot be read: \(file)")
            return []
        }
        if bytes.count < Tokens.keyBytesMin {
            reader.fail(
                "token.key.file",
                "must hold \(Tokens.keyBytesMin) bytes or more, not \(bytes.count)")
        }
        return Array(bytes)
    }

    /// What browsers are shown; TLS 1.2 and up, HTTP/1.1.
    func tls() throws -> TLSConfiguration {
        var tls = TLSConfiguration.makeServerConfiguration(
            certificateChain: try NIOSSLCertificate.fromPEMFile(certificateFile)
                .map { .certificate($0) },
            privateKey: .privateKey(try NIOSSLPrivateKey(file: privateKeyFile, format: .pem)))
        tls.minimumTLSVersion = .tlsv12
        tls.applicationProtocols = ["http/1.1"]
        return tls
    }
}
