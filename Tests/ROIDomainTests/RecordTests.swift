import Identifiers
import ROIDomain
import ROISamples
import Testing

@Suite struct RecordTests {
    @Test func aBaselineSaysWhatIsWrongWithIt() {
        let high = fault { try baseline(conversionRate: 1.5) }
        #expect(high == "conversion_rate must be between 0.0 and 1.0")
        #expect(fault { try baseline(conversionRate: .nan) }?.contains("conversion_rate") == true)
        #expect(fault { try baseline(conversationsPerHour: -1) }?.contains("_per_hour") == true)
        let euros = Money(minorUnits: 1, currency: "EUR")
        #expect(fault { try baseline(hourlyCost: euros) }?.contains("one currency") == true)
        let dollars = Money(minorUnits: 1, currency: "dollars")
        #expect(fault { try baseline(hourlyCost: dollars) }?.contains("ISO 4217") == true)
        // Three capital letters are no currency yet, and nobody is paid in gold.
        for code in ["XXQ", "XAU", "XXX", "usd", "US"] {
            let money = Money(minorUnits: 1, currency: code)
            #expect(fault { try baseline(hourlyCost: money) }?.contains("ISO 4217") == true)
        }
        #expect(fault { try baseline(hourlyCost: usd(-1)) }?.contains("negative") == true)
    }

    @Test func aPeriodHasALength() {
        let backwards = fault { try Period(start: march.end, end: march.start) }
        #expect(backwards?.contains("before") == true)
        let ever = Instant(microseconds: .min)
        #expect(fault { try Period(start: ever, end: march.end) }?.contains("ten years") == true)
    }

    @Test func aCostHasWhatItsCategoryNeeds() throws {
        #expect(fault { try cost("a", .software) }?.contains("amount") == true)
        let tokens = fault { try cost("a", .tokens, amount: usd(1), hours: 1) }
        #expect(tokens?.contains("hours") == true)
        #expect(fault { try cost("a", .people) }?.contains("people") == true)
        #expect(fault { try cost("a", .trainingHours, amount: usd(1)) }?.contains("hours") == true)
        #expect(fault { try cost("", .software, amount: usd(1)) }?.contains("entry_id") == true)
        #expect(try cost("a", .trainingHours, hours: 0).hours == 0)
    }

    @Test func everyRefusalSaysWhatIsMissing() {
        #expect(ROIRefusal.noBaseline.description.contains("roi.recordBaseline"))
        #expect(ROIRefusal.currencies(["EUR", "USD"]).description.contains("EUR and USD"))
        #expect(ROIRefusal.noCoachedAgents.description.contains("coaching session"))
        #expect(ROIRefusal.noConversations.description.contains("conversation"))
    }

    private func fault<Value>(_ body: () throws -> Value) -> String? {
        do {
            _ = try body()
            return nil
        } catch {
            return (error as? RecordFault)?.description
        }
    }
}
