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
    /// `amount` in the currency's own unit, rounded to its minor one; nil when that cannot be
    /// counted in 64 bits.
    public init?(_ amount: Double, currency: String) {
        var scaled = amount
        for _ in 0..<Self.decimals(of: currency) { scaled *= 10 }
        guard let minorUnits = Int64(exactly: scaled.rounded()) else { return nil }
        self.init(minorUnits: minorUnits, currency: currency)
    }

    /// How many decimals amounts in a currency have. Source: ISO 4217, list one, 2024.
    public static func decimals(of currency: String) -> Int { unusualDecimals[currency] ?? 2 }

    private static let unusualDecimals = [
        "BIF": 0, "CLP": 0, "DJF": 0, "GNF": 0, "ISK": 0, "JPY": 0, "KMF": 0, "KRW": 0, "PYG": 0,
        "RWF": 0, "UGX": 0, "VND": 0, "VUV": 0, "XAF": 0, "XOF": 0, "XPF": 0,
        "BHD": 3, "IQD": 3, "JOD": 3, "KWD": 3, "LYD": 3, "OMR": 3, "TND": 3,
    ]
}
