/// The half of the labelled set that rules may be written by.
enum RealEstateTuningSet {
    /// In the form that `LabelledSet` reads.
    static let text = """
        # appointment
        A g oq nq: Hi Dana, thanks for reaching out! What are you hoping to find in your next place?
        C: A three bedroom with a bit of yard, somewhere quiet.
        A cq tq: Lovely. When do you need to be in by?
        C: Before school starts in August.
        A ar cq: Could you come by Saturday morning to see two that fit?
        C ac: Saturday works, say ten?
        A as: Perfect, I have you down for Saturday at 10.
        # resolved 1
        C ob:price: Honestly, 485 is more than we can stretch to. $485000
        A em: I hear you, that number is a big step up from your rent.
        A or mk: Three homes on the same street closed between 479 and 492 in the last sixty \
        days, so it is in line with what buyers pay.
        C +: Okay, that makes me feel better about it.
        # resolved 0
        C ob:price: That's way over our budget.
        A: Well, that is what the seller wants.
        C rj: Then we'll pass.
        # resolved 0
        C ob:authority: I'd have to run it by my husband first.
        A cq ar: Of course. Could the three of us get on a call Thursday evening?
        C: I'll ask him.
        # resolved 1
        C ob:trust: The last agent we had never called us back, so I'm wary of signing anything.
        A em or: I'm sorry you went through that; I'd be cautious too. You get a written update \
        from me every Friday, and you can cancel with a day's notice.
        C + ac: That sounds fair.
        # none
        A g: Good afternoon, this is Priya with Harbor Realty.
        C g: Hi Priya.
        A st: How was the move back east, did the snow behave?
        C st +: Ha, barely. It was lovely to see family though.
        A cq tq: Glad to hear it. Are you thinking of buying this spring or later in the year?
        C: Later, maybe October.
        # none
        A bq cq: Have you spoken with a lender yet?
        C: Not yet, no.
        A ns: No problem. I'll text you two local lenders this afternoon so you can compare.
        C th: Thanks, appreciate it.
        # none
        A bq oq: What monthly payment would feel comfortable for you?
        C: Around 2,400 all in. $2400
        A aq cq: And will anybody else be on the loan with you?
        C: My sister is co-signing.
        A nq oq: What's not working in the place you're in now?
        C: There's no parking and the stairs are hard on my knees.
        # none
        A fe be: The unit has an elevator and a reserved spot, so your knees get a rest.
        C +: Oh that's great.
        A fe: It also comes with in-unit laundry and a pantry.
        C: Good.
        # none
        A fe: There is a finished basement.
        C: Hmm.
        A be: You could set up the office down there and still have the spare room for guests.
        C +: I love that idea.
        # offers
        C of: We'd like to put in 440. $440000
        A: I'll take it to the seller tonight.
        A of: They came back at four fifty-five. $455000
        C of: Could they do 448 if we close in three weeks? $448000
        A ac: They said yes!
        # offers
        C of: would u take 1600 a month $1600
        A of: I could come down to 1,675 if you sign for eighteen months. $1675
        C ac: deal
        # offers
        C of: Offer them 1.2 million, cash, no contingencies. $1200000
        A ns: I'll write it up and send it over for your signature by noon.
        # offers
        C: Is 380k the lowest they would go? $380000
        A: They told me they are firm at 380. $380000
        C rj: That won't work for us then.
        # appointment
        C ar cq: Can I take a look at the loft tomorrow after work?
        A ac cq: Sure, is 5:30 okay?
        C ac: Yes.
        A as ns: Great, I'll meet you in the lobby tomorrow at 5:30.
        # none
        C ar cq: Any chance of a showing on Sunday?
        A rj: I'm away on Sunday, I'm afraid.
        C: Okay.
        # none
        A ar cq: Would you be open to a quick call on Wednesday to go over the numbers?
        C rj: Not really, email is better.
        A ns: Email it is. I'll send the breakdown by Wednesday noon.
        # resolved 0
        C ob:timing: We're not ready yet, maybe next year.
        A tq oq: What would have to happen before you would feel ready?
        C: We need to sell our boat first.
        # resolved 1
        C ob:competition: A discount broker said he'd list it for one percent.
        A or: I get why that's tempting. My last nine listings sold for 3 percent over what his \
        did, which on your home is about eighteen thousand more in your pocket.
        C: Oh, I hadn't looked at it that way. Okay, that makes sense.
        # resolved 0
        C ob:need: Honestly we're fine where we are.
        A em oq: That's totally understandable. What made you click on the listing?
        C: Just curious.
        # resolved 0
        C ob:property: The kitchen is tiny and it's right on a busy road.
        A un: Beggars can't be choosers.
        C - rj: Wow. We're done here.
        # resolved 0
        C ob:property: I don't like that there's no garage.
        A or: It's a fair point; the driveway fits two cars, and the seller has a quote for a \
        carport at nine thousand. $9000
        C: Hmm, I don't know.
        # none
        A rf: So it sounds like being near your mom matters more than the extra bedroom.
        C: Exactly.
        A rf: You mentioned the commute wears you out.
        C: It really does.
        # none
        A mk: Homes in Eastfield sold in eleven days on average last month, at 101 percent of \
        asking.
        C: That quick?
        A ur: There are two other offers coming in tonight, so I'd decide by five.
        C: We need a moment.
        # none
        A mk: Prices in that zip code are up four percent on last year.
        C: Good to know.
        A mk: A comparable two doors down went for 512 in May. $512000
        C: Okay.
        # none
        A tc cq: If the inspection comes back clean, would you be comfortable moving forward?
        C: I think so.
        A tc cq: Does this feel like the one?
        C +: Yes, we adore it.
        # none
        A tc cq: Shall I get the paperwork started?
        C ac: Yes please.
        A ns: I'll have the agreement in your inbox within the hour.
        # none
        A co:fair_housing: It's a great area for young Christian couples.
        C: I see.
        # none
        A co:fair_housing: You probably wouldn't want to live there, it's mostly immigrants now.
        C -: That's an awful thing to say.
        # none
        A co:fair_housing: The owner would rather not rent to people with kids.
        C -: Isn't that illegal?
        # none
        A fe: The family room opens on the deck and the master bath has double sinks.
        C: Nice.
        A: The church on the corner was built in 1880 and is now a library.
        C: Interesting.
        # none
        A: I can't tell you who lives there or what religion they are; fair housing law rules \
        that out, and rightly.
        C: Understood.
        # none
        A co:free_services: Don't worry about cost, my services are completely free to you.
        C: Oh good.
        # none
        A: My fee is two and a half percent, and it's written in our agreement before we tour \
        anything.
        C: Clear, thanks.
        # none
        A: Feel free to call me any time; parking is free on weekends.
        C th: Thank you.
        # none
        C: Please stop texting me.
        A co:revoked_consent: Just one more thing about the condo on Pine!
        # none
        C: We should stop by the house on our way.
        A ns: Good plan. I'll let the tenant know you're coming.
        # none
        A ap: I'm sorry I missed your call earlier.
        C: No worries.
        A cq: Is now a better time?
        C: Yes.
        # none
        C -: I'm really frustrated, nobody tells us anything.
        A ap em: I'm sorry, that must be stressful with your lease ending.
        C: It is.
        A ns: I'll call the listing agent right now and get back to you by four today.
        # none
        C -: This whole thing has been a nightmare.
        A oq em: That sounds exhausting. What has been the worst part?
        C -: The waiting. I hate it.
        # none
        C +: You've been wonderful, we're so happy with how it went.
        A th: Thank you, it was a pleasure.
        # none
        A un: Are you kidding me? Stop wasting my time.
        C -: How rude.
        # none
        C cq: Does it have central air?
        A fe: Yes, it was put in two summers ago.
        C cq: And the roof?
        A: From 2019, with a transferable warranty.
        # none
        C: We're first-time buyers and a bit lost.
        A em oq: That's normal, it is a lot at once. Where would you like to begin?
        C: With what we can afford.
        A bq cq: Good place. Do you know roughly what you'd like to spend each month?
        C: Two thousand, tops. $2000
        # none
        C ob:timing: Now's a bad time, call me after the holidays.
        A ns: Will do. I'll ring you on January 8.
        C th: Thanks.
        # appointment
        C: Send me the address and I'll come.
        A ar cq: Gladly. Would 4 pm today work?
        C ac: Yep.
        A as: Booked for 4 pm today, see you there.
        """
}
