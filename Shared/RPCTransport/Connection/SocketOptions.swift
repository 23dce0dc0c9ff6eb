import Glibc
import NIOCore
import RPC

extension ChannelOption where Self == ChannelOptions.Types.SocketOption {
    /// TCP_USER_TIMEOUT (RFC 5482): a peer that acknowledges nothing is given up after the time
    /// that PING allows it, also while data waits in the kernel and no PING can be sent.
    package static var userTimeout: Self {
        .tcpOption(NIOBSDSocket.Option(rawValue: TCP_USER_TIMEOUT))
    }
}

extension Limits {
    /// In the unit of TCP_USER_TIMEOUT.
    package var userTimeoutMilliseconds: Int { Int(userTimeout / .milliseconds(1)) }
}
