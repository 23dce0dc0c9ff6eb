/// Writes everything in contracts/ that is made from the Swift types.
public struct ContractEmitter: Sendable {
    /// One file, by its path under contracts/.
    public struct File: Sendable, Equatable {
        public var path: String
        public var text: String
    }

    private let contracts: [Contract]

    public init(_ contracts: [Contract]) { self.contracts = contracts }

    /// `<service>.cddl` and `golden/<service>.jsonl` for each service, and `contracts.lock`.
    ///
    /// Lines that are in the frozen lock only because a person reserved a number stay in it.
    public func files(frozenLock: [String] = []) -> [File] {
        let reserved = frozenLock.filter { $0.hasPrefix("reserved ") }
        let lock = (ContractLock.lines(of: contracts) + reserved).sorted()
        return contracts.flatMap { contract in
            [
                File(path: "\(contract.service).cddl", text: CDDLEmitter(contract).text()),
                File(path: "golden/\(contract.service).jsonl", text: golden(contract)),
            ]
        } + [File(path: "contracts.lock", text: lock.joined(separator: "\n") + "\n")]
    }

    /// One line for each message and fullness: its name, its bytes in hex and the same as JSON.
    private func golden(_ contract: Contract) -> String {
        let lines = contract.messages.flatMap { message in
            ContractSample.Fullness.allCases.map { line(message, $0) }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func line(
        _ message: any WireMessage.Type, _ fullness: ContractSample.Fullness
    ) -> String {
        let schema = message.wireSchema
        let item = ContractSample.item(of: schema, fullness)
        let hex = item.encoded.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        // A sample fits its schema; were it not so, the line would say why.
        let json: JSONValue
        do { json = try ItemToJSON.message(item, schema, at: "") } catch {
            json = .string("\(error)")
        }
        return JSONValue.object([
            JSONValue.Member("message", .string(schema.name)),
            JSONValue.Member("fullness", .string(fullness.rawValue)),
            JSONValue.Member("hex", .string(hex)), JSONValue.Member("json", json),
        ]).text()
    }
}
