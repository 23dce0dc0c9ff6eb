/// How what a peer promises stands to what this build does.
public enum ContractSkew: String, Sendable, CaseIterable {
    /// Nothing that crosses the wire differs.
    case same
    /// The peer lacks what this build has; what it has means the same here.
    case older
    /// The peer has what this build lacks; what this build has means the same there.
    case newer
    /// Something means one thing here and another there, or each has what the other lacks.
    case incompatible
}

extension ContractSnapshot {
    /// How `peer` stands to this one, by what would break on the wire if either took the other's
    /// place. O(lines).
    public func skew(of peer: ContractSnapshot) -> ContractSkew {
        let mayFollow = breaks(against: peer, .wire).isEmpty
        let mayPrecede = peer.breaks(against: self, .wire).isEmpty
        return switch (mayFollow, mayPrecede) {
        case (true, true):
            isLarger(than: peer) ? .older : peer.isLarger(than: self) ? .newer : .same
        case (true, false): .older
        case (false, true): .newer
        case (false, false): .incompatible
        }
    }

    /// Whether it has methods, fields or words beyond those of `other`: some may be added without a
    /// break in either direction.
    private func isLarger(than other: ContractSnapshot) -> Bool { size > other.size }

    private var size: Int {
        methods.count + messages.values.reduce(0) { $0 + $1.count }
            + vocabularies.values.reduce(0) { $0 + $1.count }
    }
}
