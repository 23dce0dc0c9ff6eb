import Crypto
import RPC

/// What a contract comes down to: two builds that promise the same have the same digest.
package struct ContractDigest: Sendable, Hashable, CustomStringConvertible {
    /// 16 bytes, as HELLO carries them.
    package let bytes: [UInt8]

    package init(of methods: [MethodDescriptor]) {
        bytes = Array(SHA256.hash(data: Array(methods.contractText.utf8)).prefix(16))
    }

    /// The first eight bytes in hex, as health reports and `meshctl status` tell them.
    package var description: String {
        bytes.prefix(8).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
