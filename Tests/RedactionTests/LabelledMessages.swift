@testable import Redaction

/// Messages written for this product, with what is personal in them in braces: `{name:Maria}`.
///
/// Half of them hold nothing personal but look as if: prices, years, units, listings, measures.
enum LabelledMessages {
    static let personal = [
        "Hi, I'm {name:Maria Lopez}. My number is {phone:512-555-0134}.",
        "This is {name:Priya Raman} from Lakeside Realty, call me at {phone:(415) 555-0199}.",
        "my name is {name:deshawn} and i saw the listing, text me {phone:737.555.0142}",
        "My name's {name:Oleksandra}, reach me on {phone:+44 20 7946 0018}.",
        "Thanks {name:Jennifer}! Send the contract to {email:jen.walsh+home@example.com}.",
        "you can write to {email:dana_k@mail.example.co.uk}, i check it daily",
        "it's {email:tom dot reed at gmail dot com}, all lower case",
        "We could meet at {address:1420 Maple Street}, Austin, around 5.",
        "the house is {address:88 oak ave} right?",
        "Showing at {address:2207 S. Lamar Blvd}. on Friday, then {address:300 42nd St}.",
        "Mail it to {address:P.O. Box 1183}, please.",
        "Our place is {address:17B Old Mill Road}, unit 4.",
        "My card is {card:4242 4242 4242 4242}, exp 04/29.",
        "Put the deposit on {card:378282246310005} please",
        "The agent's DRE #{licence:01234567} is on the sign.",
        "I hold license number {licence:SA703155} in Texas.",
        "NMLS ID {licence:284601}, happy to send a quote.",
        "My social is {identity:219-09-9999}, if the lender asks.",
        "Hello Mr. {name:Okonkwo}, thank you for your time.",
        "My wife {name:Ayesha} would have to agree first.",
        "Best,\n{name:Kevin O'Brien}",
        "Please ask for {name:Anneliese} at the front desk.",
        "{name:Carlos Mendez} told me the roof is new. {name:Carlos} did not say when.",
        "{name:Sarah} and {name:James} saw it on Sunday.",
        "I spoke with {name:Nguyen} - that is my agent, {name:Linh Nguyen}.",
        "call me: {phone:five one two five five five oh one three four}",
        "Cell {phone:1-800-555-0175} or office {phone:6175550188}.",
        "text {phone:555-0134}? no: {phone:303 555 0134}",
        "Dear Ms. {name:Van der Berg}, the inspection is booked.",
        "I'm {name:Grace Kim}, a buyer's agent.",
        "my lender {name:Robert} says {phone:2125550100} works best",
        "This is {name:Tunde} calling about the duplex.",
        "Hey {name:Björn}, any news from the seller?",
        "hi, it's {name:Mei Chen}. Can I tour {address:9 Harbor View Drive} today?",
        "Email {email:frontdesk@homes.example} or {email:j@x.io}.",
        "We're at {address:4500 N Central Expressway Rd}, by the bank.",
        "Her brother {name:Samuel} pays cash.",
        "Fax: {phone:+1 (206) 555-0123}.",
        "I am {name:Rosa}, we met on Tuesday. Regards, {name:Rosa}",
        "the tenant at {address:5 Birch Ln} is {name:Yusuf}",
        "My husband {name:Will} would rather rent.",
        "{name:David} here, {name:Linda}'s brother.",
        "License: {licence:0459871}. Ask anybody.",
        "My number? {phone:602-555-0111}. After six, please.",
        "Write {name:Fatima} at {email:fatima@example.org}; she decides.",
        "wire it, SSN {identity:123456789}",
        "visa {card:4000 0566 5566 5556} for the application fee",
        "Good morning {name:Patricia}, did you read the disclosure?",
        "You want {name:Mr}. Nobody?".replacing("{name:Mr}", with: "Mr"),
        "From: {name:Alejandro Ruiz} <{email:aruiz@example.net}>",
    ]

    static let innocent = [
        "We can do 425,000 and not a dollar more.",
        "The list price is $512,555, down from $530,000.",
        "Built in 1998, roof from 2019-2020.",
        "Unit 204 is bigger than unit 1204.",
        "It has 3 beds, 2.5 baths and 1,850 sqft.",
        "MLS 4512345 shows 14 days on market.",
        "MLS #20245551 and #20245552 are both in Travis County.",
        "The rent would be 1,900-2,200 a month.",
        "rents there are 900-1200 now",
        "Can you come at 4:30 or 5:15 on 11/23/2026?",
        "The HOA is 320 a month, taxes 8,400 a year.",
        "A 20 minute drive to downtown, 5 miles by highway.",
        "We are in zip 78704, near Zilker Park.",
        "Rates went from 6.125 to 5.875 this week.",
        "I would say 15 is fair, maybe 20.",
        "It is 2 blocks from Main Street.",
        "A 30 year loan at 5.5 percent with 10 down.",
        "May I ask what your budget is? Will you need a loan?",
        "Hope that helps! Grace period is 3 days.",
        "Austin is hot, Dallas is hotter, and Houston floods.",
        "I'm Interested in the yard. I'm Sure you are.",
        "This is Great news, thanks Again!",
        "Hello there, thank you for calling.",
        "Thanks, I'll think about it.",
        "Hi! Is it still available?",
        "The seller took 98.5 percent of asking in 2025.",
        "Lots 12 and 14 on Elm Street sold for 310k each.",
        "offers: 401000, 405000, 410500",
        "Order 1234567890123 shipped; tracking is not needed.",
        "Sections 8 and 1031 both matter here.",
        "12 comps in 6 months, median 447,250.",
        "They want 10-12 thousand back for repairs.",
        "A second showing on Friday, the 27th of November at 10.",
        "500 square feet of deck, 2 car garage, 0.25 acre lot.",
        "The kitchen was redone in 2022 for 38000.",
        "Page 3 of the contract, paragraph 7A.",
        "I can go to 1.25 million but not 1.3.",
        "Numbers like 512 5550 134 mean nothing to me.",
        "I licensed my software in 2015 and sold it.",
        "My license plate frame is broken.",
        "Let's call it 300, and I pay the 5 for gas.",
        "425 is way too high for that court.",
        "the 2 story place on a corner lot",
        "Let me check with my manager and call you back in 10.",
        "Route 66, exit 12, then left on Summer Lane.",
        "Escrow closes 30 days after 12/01.",
        "$4,242 is due, then $4,242 again.",
        "The appraisal came at 4111111 by mistake.",
        "Two offers: 350 cash or 362 financed.",
        "One two three, that was easy.",
        "It is at the end of the street, no number yet.",
        "Ask for more, and they say no.",
        "My partner and I want three bedrooms.",
        "Our agent said Sunday works.",
        "Dear buyer, dear seller.",
        "Her mom Really liked it.",
        "Savannah Heights has a pool. Jackson Elementary is rated 8.",
        "1 in 5 homes here sells above 450-475.",
        "Is 1500 per month ok, or 1550 with water?",
        "Call before 5, text after 6.",
    ]

    /// The plain text of a marked message, and what it marks.
    static func read(_ marked: String) -> (text: String, findings: [PersonalFinding]) {
        var text: [UInt8] = []
        var findings: [PersonalFinding] = []
        var rest = marked[...]
        while let open = rest.firstIndex(of: "{"), let close = rest.firstIndex(of: "}") {
            text += rest[..<open].utf8
            let inside = rest[rest.index(after: open)..<close]
            let parts = inside.split(separator: ":", maxSplits: 1)
            let start = text.count
            text += parts[1].utf8
            if let kind = PersonalKind(rawValue: String(parts[0])) {
                findings.append(PersonalFinding(kind: kind, bytes: start..<text.count))
            }
            rest = rest[rest.index(after: close)...]
        }
        return (String(decoding: text + Array(rest.utf8), as: UTF8.self), findings)
    }
}
