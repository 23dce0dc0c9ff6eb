import NIOSSL
import Synchronization

/// Makes TLS contexts once per generation of the material, since making one is slow.
final class TLSContexts: Sendable {
    enum Role: Sendable { case server, client }

    private let provider: any TLSMaterialProvider
    private let role: Role
    private let cached = Mutex<(generation: Int, context: NIOSSLContext)?>(nil)

    init(_ provider: any TLSMaterialProvider, role: Role) {
        self.provider = provider
        self.role = role
    }

    var trustDomain: String { provider.current.material.trustDomain }

    func context() throws -> NIOSSLContext {
        let (material, generation) = provider.current
        return try cached.withLock { cached in
            if let cached, cached.generation == generation { return cached.context }
            let context = try role == .server ? material.serverContext() : material.clientContext()
            cached = (generation, context)
            return context
        }
    }
}
