import GatewayDomain
import Hummingbird
import Logging
import NIOCore

/// What the handlers know about a request besides itself.
struct GatewayContext: RequestContext {
    /// A message of a conversation is at most 16 KiB; nothing that we take is much larger.
    static let bodyBytesMax = 64 << 10

    var coreContext: CoreRequestContextStorage
    /// Where the connection comes from.
    let address: String
    /// Who asks; nil when nobody is signed in.
    var signIn: SignIn?

    var maxUploadSize: Int { Self.bodyBytesMax }

    init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        address = source.channel.remoteAddress?.ipAddress ?? "unknown"
    }

    /// Who asks, or the problem that nobody is signed in.
    func person() throws(Problem) -> Person {
        guard let signIn else { throw Problem(.unauthorized, "unauthenticated", "Sign in first.") }
        return signIn.person
    }
}
