/// What a text can say of a person that others must not read.
package enum PersonalKind: String, Sendable, CaseIterable {
    case name, phone, email, address, card
    /// Of a driver, an agent, a broker or a lender.
    case licence
    /// A social security or taxpayer number.
    case identity
    /// What looks like a placeholder of ours and is not: it must come back as it was.
    case text

    /// `[PHONE_1]`.
    func placeholder(_ number: Int) -> String { "[\(rawValue.uppercased())_\(number)]" }
}

/// Something personal in a text.
package struct PersonalFinding: Hashable, Sendable {
    package var kind: PersonalKind
    /// UTF-8 offsets.
    package var bytes: Range<Int>
}
