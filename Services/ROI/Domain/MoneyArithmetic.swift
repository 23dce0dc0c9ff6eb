import Identifiers

/// Sums and products in whole minor units: what does not fit is refused, never wrapped or cut.
extension Money {
    package static func zero(_ currency: String) -> Money {
        Money(minorUnits: 0, currency: currency)
    }

    package func plus(_ other: Money) throws(ROIRefusal) -> Money {
        guard currency == other.currency else {
            throw .currencies([currency, other.currency].sorted())
        }
        let (sum, isOverflow) = minorUnits.addingReportingOverflow(other.minorUnits)
        guard !isOverflow else { throw .amountTooLarge }
        return Money(minorUnits: sum, currency: currency)
    }

    package var negated: Money {
        get throws(ROIRefusal) {
            guard minorUnits != .min else { throw .amountTooLarge }
            return Money(minorUnits: -minorUnits, currency: currency)
        }
    }

    /// The product with factors that are not whole, rounded once, to the nearest minor unit.
    package func times(_ factors: Double...) throws(ROIRefusal) -> Money {
        try .rounding(Double(minorUnits) * factors.reduce(1, *), currency)
    }

    /// What `time` costs when this is the cost of an hour, rounded to the nearest minor unit.
    package func anHour(for time: Duration) throws(ROIRefusal) -> Money {
        let hour: Int128 = 3_600_000_000
        let product = Int128(minorUnits) * Int128(time.microseconds)
        let rounded = (product + (product < 0 ? -hour / 2 : hour / 2)) / hour
        guard let amount = Int64(exactly: rounded) else { throw .amountTooLarge }
        return Money(minorUnits: amount, currency: currency)
    }

    /// Rounds to the nearest minor unit.
    package static func rounding(
        _ minorUnits: Double, _ currency: String
    ) throws(ROIRefusal) -> Money {
        guard let amount = Int64(exactly: minorUnits.rounded()) else { throw .amountTooLarge }
        return Money(minorUnits: amount, currency: currency)
    }
}
