import GatewayDomain

extension Panel {
    /// Fills a part of a template, or says in its place why it is not there.
    func put(
        _ name: String, in values: inout [String: Any], _ view: (Value) -> [String: Any]
    ) {
        switch self {
        case .shown(let value): values[name] = view(value)
        case .notYet(let reason):
            values["\(name)Gap"] = reason.prefix(1).uppercased() + reason.dropFirst()
        case .missing(let part): values["\(name)Gap"] = "Not available: \(part)."
        }
    }
}
