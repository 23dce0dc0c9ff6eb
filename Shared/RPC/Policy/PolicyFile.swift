import Foundation

extension Policy {
    /// Why a policy file cannot be used.
    public struct Fault: Error, Sendable, CustomStringConvertible {
        public let description: String
    }

    /// Reads a policy file: `{"version": 1, "allow": […], "deny": […], "principals": {…}}`.
    ///
    /// An unknown version or an unknown key is a fault: a rule that is not understood must not be
    /// passed over.
    public init(json: some Sequence<UInt8>) throws(Fault) {
        let data = Data(json)
        let file: PolicyFile
        do {
            try PolicyFile.checkKeys(of: data)
            file = try JSONDecoder().decode(PolicyFile.self, from: data)
        } catch let fault as Fault {
            throw fault
        } catch {
            throw Fault(description: "the policy is not valid JSON of its shape: \(error)")
        }
        guard file.version == 1 else {
            throw Fault(description: "policy version \(file.version) is unknown; this is version 1")
        }
        self.init(
            allow: file.allow ?? [], deny: file.deny ?? [],
            principals: PrincipalTrust(
                originators: file.principals?.originators ?? ["gateway"],
                forwarders: file.principals?.forwarders ?? []))
    }
}

private struct PolicyFile: Decodable {
    var version: Int
    var allow: [Policy.Rule]?
    var deny: [Policy.Rule]?
    var principals: Trust?

    struct Trust: Decodable {
        var originators: [String]?
        var forwarders: [String]?
    }

    static func checkKeys(of data: Data) throws {
        let known: Set = ["version", "allow", "deny", "principals"]
        guard let object = try JSONSerialization.jsonObject(with: data) as? [String: Any] else {
            throw Policy.Fault(description: "the policy is not a JSON object")
        }
        let unknown = Set(object.keys).subtracting(known)
        guard unknown.isEmpty else {
            let names = unknown.sorted().joined(separator: ", ")
            throw Policy.Fault(description: "the policy has unknown keys: \(names)")
        }
    }
}
