import Foundation
import Logging
import NIOSSL
import RPC

/// A service's `ca.pem`, `cert.pem` and `key.pem`, read again when they change.
///
/// Leaf, key and roots rotate together: connections that are made after a change use the new ones,
/// and `MeshServer.renewConnections()` moves those that are open. Files that do not belong together,
/// that have expired or that name nobody are reported, and the last good ones stay in use.
public final class TLSFiles: TLSMaterialProvider {
    private let files: FollowedFiles<TLSMaterial>

    /// Reads the files for the first time; throws when they are not in order.
    public init(
        directory: String, trustDomain: String = SPIFFEName.meshDomain, logger: Logger,
        observer: (any CallObserver)? = nil
    ) throws {
        do {
            files = try FollowedFiles(
                "certificates", ["ca.pem", "cert.pem", "key.pem"].map { "\(directory)/\($0)" },
                logger: logger, observer: observer
            ) { contents in
                let material = try TLSMaterial(
                    certificatePEM: contents[1], keyPEM: contents[2], authoritiesPEM: contents[0],
                    trustDomain: trustDomain)
                try material.check(at: Date())
                return material
            }
        } catch {
            throw TLSMaterialError(
                description: "cannot use ca.pem, cert.pem and key.pem in \(directory): \(error)")
        }
    }

    public var current: (material: TLSMaterial, generation: Int) {
        let (material, generation) = files.current
        return (material, generation)
    }

    /// How often files were found that could not be used.
    public var faultCount: Int { files.faultCount }

    /// Looks once.
    public func look() { files.look() }

    /// Looks every `interval` until the task is cancelled; `changed` is called after each change.
    public func follow(
        every interval: Duration, changed: @escaping @Sendable () -> Void
    ) async {
        await files.follow(every: interval) { _ in changed() }
    }
}

extension TLSMaterial {
    /// Throws when no peer would accept the leaf: it has expired, or names nobody of the domain.
    func check(at now: Date) throws {
        guard let leaf = chain.first else {
            throw TLSMaterialError(description: "there is no certificate")
        }
        let seconds = Int(now.timeIntervalSince1970)
        guard Int(leaf.notValidAfter) > seconds else {
            throw TLSMaterialError(description: "the certificate has expired")
        }
        _ = try SPIFFEName(ofCertificate: leaf.toDERBytes(), in: trustDomain)
        guard roots.contains(where: { Int($0.notValidAfter) > seconds }) else {
            throw TLSMaterialError(description: "no trust root is valid any more")
        }
    }
}
