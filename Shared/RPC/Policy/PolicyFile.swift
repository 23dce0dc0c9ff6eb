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

    /// Throws for every key that no rule of this version has, wherever it stands.
    static func checkKeys(of data: Data) throws {
        let file = try JSONSerialization.jsonObject(with: data)
        let keys = try check(file, "the policy", ["version", "allow", "deny", "principals"])
        for list in ["allow", "deny"] {
            for rule in keys[list] as? [Any] ?? [] {
                let rule = try check(rule, "a rule of \(list)", ["method", "callers"])
                guard rule["method"] as? String != "" else {
                    throw Policy.Fault(description: "a rule of \(list) names no method")
                }
            }
        }
        if let principals = keys["principals"] {
            _ = try check(principals, "principals", ["originators", "forwarders"])
        }
    }

    private static func check(
        _ value: Any, _ name: String, _ known: Set<String>
    ) throws -> [String: Any] {
        guard let object = value as? [String: Any] else {
            throw Policy.Fault(description: "\(name) is not a JSON object")
        }
        let unknown = Set(object.keys).subtracting(known)
        guard unknown.isEmpty else {
            let names = unknown.sorted().joined(separator: ", ")
            throw Policy.Fault(description: "\(name) has unknown keys: \(names)")
        }
        return object
    }
}
