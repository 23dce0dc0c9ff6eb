import NIOSSL

/// A service's certificate, its key and the authorities it trusts.
public struct TLSMaterial: Sendable {
    let chain: [NIOSSLCertificate]
    let key: NIOSSLPrivateKey
    let roots: [NIOSSLCertificate]
    let trustDomain: String
    /// What ALPN calls this protocol.
    static let protocolName = "mesh/1"

    /// Reads `ca.pem`, `cert.pem` and `key.pem` of a folder.
    public init(directory: String, trustDomain: String = SPIFFEName.meshDomain) throws {
        do {
            try self.init(
                chain: NIOSSLCertificate.fromPEMFile("\(directory)/cert.pem"),
                key: NIOSSLPrivateKey(file: "\(directory)/key.pem", format: .pem),
                roots: NIOSSLCertificate.fromPEMFile("\(directory)/ca.pem"),
                trustDomain: trustDomain)
        } catch {
            throw TLSMaterialError(
                description: "cannot read ca.pem, cert.pem and key.pem in \(directory): \(error)")
        }
    }

    /// The same from PEM text.
    public init(
        certificatePEM: String, keyPEM: String, authoritiesPEM: String,
        trustDomain: String = SPIFFEName.meshDomain
    ) throws {
        try self.init(
            certificatePEM: Array(certificatePEM.utf8), keyPEM: Array(keyPEM.utf8),
            authoritiesPEM: Array(authoritiesPEM.utf8), trustDomain: trustDomain)
    }

    init(
        certificatePEM: [UInt8], keyPEM: [UInt8], authoritiesPEM: [UInt8], trustDomain: String
    ) throws {
        try self.init(
            chain: NIOSSLCertificate.fromPEMBytes(certificatePEM),
            key: NIOSSLPrivateKey(bytes: keyPEM, format: .pem),
            roots: NIOSSLCertificate.fromPEMBytes(authoritiesPEM), trustDomain: trustDomain)
    }

    private init(
        chain: [NIOSSLCertificate], key: NIOSSLPrivateKey, roots: [NIOSSLCertificate],
        trustDomain: String
    ) throws {
        self.chain = chain
        self.key = key
        self.roots = roots
        self.trustDomain = trustDomain
        _ = try serverContext()
    }

    func serverContext() throws -> NIOSSLContext {
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
        restrict(&configuration)
        configuration.sendCANameList = false
        return try NIOSSLContext(configuration: configuration)
    }

    func clientContext() throws -> NIOSSLContext {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.certificateChain = chain.map { .certificate($0) }
        configuration.privateKey = .privateKey(key)
        restrict(&configuration)
        return try NIOSSLContext(configuration: configuration)
    }

    /// TLS 1.3 only, the peer's chain verified; its name is checked as a SPIFFE name afterwards.
    private func restrict(_ configuration: inout TLSConfiguration) {
        configuration.minimumTLSVersion = .tlsv13
        configuration.trustRoots = .certificates(roots)
        configuration.certificateVerification = .noHostnameVerification
        configuration.applicationProtocols = [Self.protocolName]
    }
}

/// Why certificates cannot be used.
public struct TLSMaterialError: Error, Sendable, CustomStringConvertible {
    public let description: String
}

/// Where a server and a client get their certificates from, anew for every connection.
public protocol TLSMaterialProvider: Sendable {
    /// The material of now, and a number that changes with it.
    var current: (material: TLSMaterial, generation: Int) { get }
}

extension TLSMaterial: TLSMaterialProvider {
    /// Material that never changes.
    public var current: (material: TLSMaterial, generation: Int) { (self, 0) }
}
