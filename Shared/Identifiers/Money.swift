/// An amount of money in whole minor units of one currency.
public struct Money: Hashable, Sendable, Codable {
    /// Cents for USD, yen for JPY.
    public let minorUnits: Int64
    /// ISO 4217, three capital letters.
    public let currency: String

    public init(minorUnits: Int64, currency: String) {
        self.minorUnits = minorUnits
        self.currency = currency
    }
}
