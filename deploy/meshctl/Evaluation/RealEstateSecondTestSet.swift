/// A second half that nobody looks at while rules are written: made after the rules of version 1.2,
/// and measured once.
enum RealEstateSecondTestSet {
    /// In the form that `LabelledSet` reads.
    static let text = """
        # resolved 1
        C ob:price: We ran the numbers again and the mortgage would eat half our paycheck, it's \
        just more than we can carry.
        A em: That's a real worry, and I'm glad you said it.
        A or mk: The last four sales on Linden averaged 398, and this one is listed at 389, so \
        you'd be buying under the going rate. $398000 $389000
        C ac: Alright, that helps. Let's keep it on the list.
        # resolved 0
        C ob:authority: My grandmother is paying for most of it, so nothing happens until she's \
        walked through.
        A ns: Understood. I'll send her the video tour tonight.
        C th: Thank you.
        # appointment
        A g oq nq: Hello Marcus, what's drawing you to the lake side of town?
        C: The schools and the quiet, mostly.
        A ar cq: Could you and your wife join me there on Sunday afternoon?
        C ac: Sunday is good. One o'clock?
        A as: Done, one o'clock on Sunday, I'll meet you by the front gate.
        # none
        C ob:trust: I've read too many stories about agents who push you into the first thing \
        they see.
        A em or: I hear that a lot, and you're right to be careful. You can walk away from any \
        house at any point, and I'll tell you when I would.
        C +: I appreciate the honesty.
        # none
        C ob:competition: There's a fellow at another brokerage who'd do it for two and a half.
        A cq: What would he include for that?
        C: Photos and the listing, I think.
        # resolved 0
        C ob:need: To be honest we could just put a sign in the yard and see who calls.
        A: You could, sure.
        C: So we'll probably do that.
        # none
        C ob:timing: Not before the baby arrives, we have our hands full.
        A em ns: Of course, congratulations! I'll check in with you in April.
        C +: Perfect, thanks so much.
        # none
        C ob:property: The bedrooms upstairs have sloped ceilings and I keep bumping my head.
        A cq: Would the downstairs room work as the main bedroom?
        C: It might.
        # none
        A bq cq: Do you have a figure in mind that you don't want to go past?
        C: About three hundred and ten. $310000
        A aq cq: And is it only you signing, or is somebody joining you?
        C: Only me.
        A tq cq: By what month would you like the keys?
        C: September at the latest.
        # none
        A fe be: There's a mudroom off the garage, so the boots and the dog never make it to the \
        carpet.
        C +: Oh, I like that a lot.
        A fe: The roof was replaced in 2021 and the furnace in 2022.
        C: Good to know.
        # none
        A st cq: Did your daughter's team win on Saturday?
        C st +: They did! She scored twice.
        A rf: So what I'm taking away is that the yard has to be big enough for a goal.
        C: Exactly.
        # offers
        C of: We'd go to 275 if they leave the washer and dryer. $275000
        A ns: I'll put that to them this evening.
        A of: They'd meet you at 282 and leave both. $282000
        C ac: Okay, we'll do it.
        # offers
        A of: The owner would let it go for 1,950 a month on a two-year lease. $1950
        C rj: That doesn't work for me, sorry.
        A oq: What would work?
        C of: Eighteen hundred. $1800
        # none
        A mk: Inventory in this zip code is down to three weeks, and the median sale went up four \
        percent since spring.
        C: I had no idea it was so tight.
        A ur: Another family is writing an offer tomorrow morning.
        C -: That makes me anxious.
        # none
        A tc cq: If they throw in the home warranty, are you comfortable going ahead today?
        C: I think so.
        A ns: Then I'll have the paperwork in your inbox by six.
        C th: Wonderful, thank you.
        # none
        A co:fair_housing: You'd love it, hardly any kids in the building and they like it that way.
        C: Hm.
        # none
        A co:fair_housing: Honestly that side of town is getting pretty Hispanic, you might prefer \
        the north end.
        C -: I don't like where this is going.
        A ap: I apologise, that was out of line.
        # none
        A co:free_services: You never pay me a thing, buyers get my help for nothing.
        C cq: Really?
        # none
        A fe: The family room opens to a fenced yard.
        C +: It's charming.
        A: Fair housing law keeps me from describing the neighbors, but I can send you the census \
        page.
        C: That's fine.
        # none
        C: UNSUBSCRIBE
        A co:revoked_consent: Before you go, have you seen the price cut on Birch Lane?
        # none
        A un: If you can't make up your mind then quit bothering me.
        C -: Wow, that's rude.
        # none
        A em: I'd be worn out too after losing three bids in a row.
        A oq: What's been the hardest part of it for you?
        C -: Getting our hopes up every time, it's been awful.
        # appointment
        C ar: I'd like to walk through the brick one if that's possible.
        A ac cq: Absolutely. Is Wednesday at five thirty good?
        C ac: Yes, see you Wednesday.
        # none
        C cq: Does the price include the shed?
        A: It does, and the mower inside it.
        C cq: And how old is the water heater?
        A: Four years.
        # none
        A nq oq: Walk me through a typical week; where do you all spend your time at home?
        C: Mostly in the kitchen, and my husband works from the spare room.
        A rf: It sounds like a separate office would take a load off.
        C: It would.
        # resolved 1
        C ob:property: I'm not sure about living under the flight path.
        A or be: The windows were redone with triple glass, so with them shut you won't hear a \
        thing indoors.
        C ac +: Good, that puts my mind at ease.
        # none
        C ob:price: What they want for it is daydreaming.
        A mk or: The house next door went for 12 thousand more in June. $12000
        C: Still.
        # none
        C: My loan officer says we're good up to 340. $340000
        A cq nq: Great. Is a garage a must for you?
        C: Yes, for two cars.
        A cq nq: And how do you feel about stairs?
        C: Fewer is better.
        # none
        A g: Good evening Ms. Okafor, this is Lena from Cedar Point Homes.
        C g: Hello Lena.
        A oq: How can I help you today?
        C: I'm thinking about selling my mother's place.
        A tq oq: How soon would you like to have it on the market?
        C ob:authority: I'd have to square it with my brother, he's the executor.
        """
}
