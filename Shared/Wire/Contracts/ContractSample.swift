/// Makes an example of any message from its schema alone: golden bytes that no release may change.
public enum ContractSample {
    public enum Fullness: String, CaseIterable, Sendable {
        /// Only what must be there.
        case minimal
        /// Every field, every array with two elements.
        case full
    }

    /// The example; the same for the same schema, always.
    public static func item(of schema: WireSchema, _ fullness: Fullness) -> CBORValue {
        item(schema, fullness, depth: 0)
    }

    /// A message that holds itself goes this deep.
    private static let depthMax = 6

    private static func item(_ schema: WireSchema, _ fullness: Fullness, depth: Int) -> CBORValue {
        let fields = schema.fields.filter { field in
            field.presence == .required || (fullness == .full && depth < depthMax)
        }
        return .map(
            fields.map { field in
                CBORValue.Pair(
                    .unsigned(UInt64(field.key)),
                    item(field.type, fullness, depth: depth + 1, seed: UInt64(field.key) + 1))
            })
    }

    private static func item(
        _ type: WireType, _ fullness: Fullness, depth: Int, seed: UInt64
    ) -> CBORValue {
        switch type {
        case .boolean: .boolean(true)
        case .signed: .integer(-Int64(seed))
        case .unsigned: .unsigned(seed)
        case .float: .float(Double(seed) + 0.1)
        case .text: .text("text \(seed)")
        case .bytes: .bytes([0x00, UInt8(truncatingIfNeeded: seed), 0xFF])
        case .uuid: .bytes((0..<16).map { UInt8($0 * 16 + 7) })
        case .instant: .unsigned(1_767_603_600_000_000 + seed)
        case .duration: .unsigned(seed * 1_000_001)
        case .date: .text("2026-01-05")
        case .vocabulary(_, let words): .unsigned(seed % UInt64(max(1, words.count)))
        case .array(let element):
            .array(
                (0..<(fullness == .full && depth < depthMax ? 2 : 0)).map {
                    item(element, fullness, depth: depth + 1, seed: seed + $0)
                })
        case .dictionary(let element):
            .map([
                CBORValue.Pair(
                    .text("key"), item(element, fullness, depth: depth + 1, seed: seed))
            ])
        case .message(let message): item(message.wireSchema, fullness, depth: depth)
        }
    }
}
