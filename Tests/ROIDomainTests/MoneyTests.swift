import Identifiers
import ROIDomain
import ROISamples
import Testing

@Suite struct MoneyTests {
    /// The seeds' worked example, without their slip: $1,500,000, not $150,000.
    @Test func eightLeadsADayAtFifteenPercentAreOneAndAHalfMillion() throws {
        let brought = try usd(500_000).times(8, 0.15, 250)
        #expect(brought == usd(150_000_000))
        #expect(brought.text == "USD 1,500,000.00")
    }

    /// The seeds' other slip: 200 hours at $50 are $10,000 an agent.
    @Test func twoHundredHoursAtFiftyAreTenThousand() throws {
        #expect(try usd(5_000).anHour(for: .seconds(200 * 3_600)) == usd(1_000_000))
    }

    @Test func sumsThatDoNotFitAreRefused() throws {
        #expect(throws: ROIRefusal.amountTooLarge) { try usd(.max).plus(usd(1)) }
        #expect(throws: ROIRefusal.amountTooLarge) { try usd(.min).plus(usd(-1)) }
        #expect(try usd(.max - 1).plus(usd(1)) == usd(.max))
    }

    @Test func productsThatDoNotFitAreRefused() throws {
        #expect(throws: ROIRefusal.amountTooLarge) { try usd(.max).times(1.5) }
        #expect(throws: ROIRefusal.amountTooLarge) { try usd(1).times(.nan) }
        #expect(throws: ROIRefusal.amountTooLarge) { try usd(1).times(.infinity) }
        #expect(throws: ROIRefusal.amountTooLarge) { try usd(.max).anHour(for: .seconds(7_200)) }
        #expect(try usd(.max).anHour(for: .seconds(3_600)) == usd(.max))
    }

    @Test func anHoursCostIsRoundedToTheNearestMinorUnit() throws {
        #expect(try usd(1).anHour(for: .seconds(1_799)) == usd(0))
        #expect(try usd(1).anHour(for: .seconds(1_800)) == usd(1))
        #expect(try usd(-1).anHour(for: .seconds(1_800)) == usd(-1))
    }

    @Test func currenciesAreNotMixed() {
        #expect(throws: ROIRefusal.currencies(["EUR", "USD"])) {
            try usd(1).plus(Money(minorUnits: 1, currency: "EUR"))
        }
    }

    @Test(arguments: [
        (Int64(0), "USD", "USD 0.00"), (5, "USD", "USD 0.05"), (-123_456, "USD", "USD -1,234.56"),
        (1_234_567, "JPY", "JPY 1,234,567"), (1_234, "KWD", "KWD 1.234"),
        (.min, "USD", "USD -92,233,720,368,547,758.08"),
    ])
    func readsWell(minorUnits: Int64, currency: String, text: String) {
        #expect(Money(minorUnits: minorUnits, currency: currency).text == text)
    }

    private func usd(_ cents: Int64) -> Money { Money(minorUnits: cents, currency: "USD") }
}
