import AnalyzerDomain
import Identifiers
import Testing

/// Prices in the words people use, and numbers that are none.
@Suite struct PriceTests {
    struct Row: CustomTestStringConvertible, Sendable {
        let text: String
        let prices: [Double]
        var testDescription: String { text }

        init(_ text: String, _ prices: Double...) {
            self.text = text
            self.prices = prices
        }
    }

    @Test(arguments: [
        Row("The asking price is $1,200.", 1200), Row("I could do $1.2k", 1200),
        Row("Would you take 1.2k?", 1200), Row("It rents for 1200 a month.", 1200),
        Row("1,850/mo plus utilities", 1850), Row("It's 1850 per month", 1850),
        Row("twelve hundred is what I can pay", 1200), Row("We paid half a million", 500_000),
        Row("How about fifteen hundred?", 1500), Row("$450,000", 450_000), Row("$450k", 450_000),
        Row("450K firm", 450_000), Row("It's listed at 1.5 million", 1_500_000),
        Row("Listed at $1.25M", 1_250_000), Row("I'd go 385 thousand", 385_000),
        Row("a hundred thousand dollars", 100_000),
        Row("three hundred fifty thousand dollars", 350_000),
        Row("two thousand five hundred", 2500), Row("I can give you 800 bucks", 800),
        Row("80 dollars", 80), Row("I could give $.50 more", 0.5), Row("$0.75", 0.75),
        Row("How about 2000?", 2000), Row("2000", 2000),
        Row("Can you do 1900?", 1900), Row("I'd say 700", 700), Row("My lowest is 1,995", 1995),
        Row("Would 2100 work for you?", 2100), Row("I can only afford 950", 950),
        Row("between 400 and 450k", 400_000, 450_000), Row("$450-500k", 450_000, 500_000),
        Row("€300,000 would be the limit", 300_000), Row("£950 a month", 950),
        Row("I'll meet you at $1,748.50", 1748.50), Row("one and a half million", 1_500_000),
        Row("a quarter million", 250_000), Row("Take 50 off and it's 1750", 50, 1750),
        Row("I will do 15", 15), Row("Deal at 875 then", 875),
        Row("I'm thinking around 330k", 330_000),
        Row("our budget is 600", 600), Row("max 2,300", 2300), Row("$ 900 cash today", 900),
        Row("900$ is too much", 900), Row("1800 is my final offer", 1800),
    ])
    func isRead(row: Row) {
        #expect(say(row.text, as: .client).message.prices == row.prices)
    }

    @Test(arguments: [
        "It has 2 bedrooms and 3 baths.", "It's a 2br 1ba", "1,850 sqft of living space",
        "1850 square feet", "It was built in 1998.", "Remodeled in 2015", "the 2006 Toyota",
        "Call me at 555-123-4567", "(555) 123-4567 is my cell", "555.123.4567", "5551234567",
        "Can we meet on 12/25?", "Let's say June 15", "on the 15th", "It's at 123 Main Street",
        "4500 Oak Ridge Dr", "Unit 204 is free", "Apt 12 on the left", "Take highway 101 north",
        "It's 30 minutes away", "about 25 miles from downtown", "106k original miles",
        "open 24/7", "a 50/50 split", "It grew 6 percent", "up 12% this year", "at 3 pm",
        "at 10:30", "10:30 am works", "See you at 5", "zip 94110", "a 12 month lease",
        "within 90 days", "We saw 25 listings", "a 30 year mortgage", "my 401k", "MLS 81234567",
        "a 1031 exchange", "We are 4 adults and 2 kids", "It's the #1 school", "the iPhone 12",
        "It's 5 blocks from the train", "two hundred square feet", "I have 3 offers",
        "a hundred percent", "half of the yard", "one of the two", "room 1204", "a 3 car garage",
        "I've sold 40 homes here",
    ])
    func isNoPrice(text: String) {
        #expect(say(text, as: .agent).message.prices == [])
    }

    @Test func aPriceNearTheAskingPriceNeedsNoCue() {
        #expect(say("hmm 2150 sounds right to us", as: .client).message.prices == [2150])
        #expect(say("hmm, 2150", as: .client, listPrice: 2250).message.prices == [2150])
    }

    @Test func whoPutsAPriceOnTheTableMakesAnOffer() {
        let analysis = analyze(
            "A: I'm asking $2,250.", "C: Would you take 1900?", "A: Similar units go for $2,300.",
            "C: $2,000 is my best offer", "A: Deal at 2,000!", listPrice: 2250)
        #expect(analysis.offers.map(\.price) == [2250, 1900, 2000, 2000])
        #expect(analysis.offers.map(\.role) == [.agent, .client, .client, .agent])
    }

    @Test func anOfferByButtonCountsWithItsPrice() {
        var utterances = utterances(["A: ", "C: "])
        utterances[0].action = .offer
        utterances[0].price = 1400
        utterances[1].action = .accept
        let analysis = analyzer(after: utterances).analysis
        #expect(analysis.offers.map(\.price) == [1400])
        #expect(analysis.messages[0].acts.contains(.offer))
        #expect(analysis.messages[1].acts.contains(.acceptance))
        #expect(analysis.outcome == .leadAdvanced)
    }
}
