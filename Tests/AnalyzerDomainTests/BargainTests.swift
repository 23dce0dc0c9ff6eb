import AnalyzerDomain
import Identifiers
import Testing

/// What is put on the table in a bargain, in words, by goods and by button.
@Suite struct BargainTests {
    struct Row: CustomTestStringConvertible, Sendable {
        let text: String
        let price: Double?
        var testDescription: String { text }

        init(_ text: String, _ price: Double?) {
            self.text = text
            self.price = price
        }
    }

    @Test(arguments: [
        Row("1,650 and I sign today", 1650), Row("The best I can manage is 1700, sorry.", 1700),
        Row("Make it 1600 and we shake on it.", 1600), Row("So, 1750 then?", 1750),
        Row("Would 1720 be possible?", 1720), Row("I could scrape together 1580...", 1580),
        Row("What about 1550 a month with a 1900 deposit?", 1550),
        Row("How about 1500? If it had a garage I could see 1900.", 1500),
        Row("I paid 1500 at my last place.", nil), Row("Similar units rent for 1600.", nil),
        Row("1800 is more than we can afford.", nil), Row("It has 1700 square feet?", nil),
        Row("The deposit is 1800, right?", nil),
    ])
    func aPriceThatNothingTellsOfOtherwiseIsAnOffer(row: Row) {
        let analysis = analyze("A: We ask 1,800.", "C: \(row.text)", listPrice: 1800)
        #expect(analysis.offers.last { $0.role == .client }?.price == row.price)
    }

    @Test func smallPricesCountWhereLittleIsAsked() {
        let analysis = analyze("A: It's 20, almost new.", "C: How about 14?", listPrice: 20)
        #expect(analysis.offers.last?.price == 14)
        #expect(analyze("C: we have 14 windows", listPrice: 20).offers == [])
    }

    @Test func centsAreAHundredth() {
        #expect(say("I'd give 50 cents", as: .client).message.prices == [0.5])
        #expect(say("just my two cents", as: .client).message.prices == [])
    }

    @Test func whoNamesTheOtherSidesPriceTakesIt() {
        let analysis = analyze(
            "A: I could do 1700.", "C: OK, I can do 1700.", listPrice: 1800)
        #expect(analysis.messages[1].acts.contains(.acceptance))
        #expect(analysis.outcome == .leadAdvanced)
    }

    @Test func whoNamesAnotherPriceAcceptsNothing() {
        let analysis = analyze(
            "A: I could do 1700.", "C: I would like to pay 1500.", listPrice: 1800)
        #expect(!analysis.messages[1].acts.contains(.acceptance))
        #expect(analysis.messages[1].acts.contains(.offer))
    }

    @Test func meetingAtAPriceIsNoMeeting() {
        let analysis = analyze(
            "C: I'd go to 1500.", "A: Let's meet in the middle at 1650.", "C: Deal.",
            listPrice: 1800)
        #expect(!analysis.messages[1].acts.contains(.appointmentRequest))
        #expect(!analysis.appointmentScheduled)
    }

    @Test func goodsAreOfferedWithoutAPrice() {
        let analysis = analyze(
            "A: How about I take two firewood and you get all the water?", "C: Sounds good to me.")
        #expect(analysis.messages[0].acts.contains(.offer))
        #expect(analysis.messages[1].acts.contains(.acceptance))
        #expect(analysis.offers == [])
    }

    @Test func aDealByButtonIsAnOfferAndItsLabelFeelsNothing() {
        var utterances = utterances(["C: Great-Deal", "A: "])
        utterances[0].action = .offer
        utterances[1].action = .accept
        let analysis = analyzer(after: utterances).analysis
        #expect(analysis.messages[0].acts.list == [.offer])
        #expect(analysis.messages[0].sentiment == nil)
    }

    @Test func aYesToTheAskCommits() {
        let analysis = analyze(
            "A: Would you consider donating to the shelter today?", "C: Yes, of course!")
        #expect(analysis.messages[1].acts.contains(.commitment))
        #expect(analysis.outcome == .leadAdvanced)
    }

    @Test func aNoRefusesOnlyWhatWasPutForward() {
        let told = analyze("A: Do you have pets?", "C: No, I don't.")
        #expect(!told.messages[1].acts.contains(.rejection))
        let refused = analyze("A: Would you take it for 1700?", "C: No, sorry.", listPrice: 1800)
        #expect(refused.messages[1].acts.contains(.rejection))
    }
}
