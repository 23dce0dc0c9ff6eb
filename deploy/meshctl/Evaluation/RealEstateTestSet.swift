/// The half of the labelled set that nobody looks at while rules are written.
enum RealEstateTestSet {
    /// In the form that `LabelledSet` reads.
    static let text = """
        # appointment
        A g oq: Hello Marcus, what got you thinking about a move?
        C: We've a baby on the way and this flat is bursting.
        A em +: Congratulations! I can imagine it feels cramped already.
        C: It does.
        A tq cq: When is the baby due, and do you want to be settled before then?
        C: March, and yes.
        A ar cq: How about I show you two places on Thursday at 6?
        C ac: Thursday at six is good.
        A as: You're confirmed for Thursday at 6 pm.
        # resolved 1
        C ob:price: It's a bit steep for what it is.
        A em: I understand why it feels that way.
        A or mk: The two that sold nearby this quarter went for 30 thousand more with older \
        roofs. $30000
        C: Fair enough, I see the value now.
        # resolved 0
        C ob:price: I can't afford 2,900 a month. $2900
        A: Okay.
        C rj: So I'll keep looking.
        # resolved 0
        C ob:authority: My dad is lending us the deposit so he gets a say.
        A ar cq: Makes sense. Would he like to join us for the second viewing?
        C: I'll find out.
        # resolved 1
        C ob:trust: How do I know you won't just push the pricey ones?
        A or em: That's a valid question. You'll see every listing the moment I do, and my fee is \
        the same flat amount whichever you buy.
        C + ac: Alright, I like that.
        # none
        A g: Good morning, Ellen from Northgate Homes here.
        C g: Morning Ellen.
        A st: How's the new puppy settling in?
        C st +: He is adorable and a menace.
        A cq nq: Ha! Would a fenced yard be a must, then?
        C: Definitely.
        # none
        A bq cq: Are you pre-qualified, and for roughly how much?
        C: Yes, up to 350. $350000
        A ns: Great, I'll email you four listings under that tonight.
        C th: Thank you so much.
        # none
        A bq oq: What's the price range you'd want to stay inside?
        C: Three to three fifty.
        A aq cq: Is anyone else helping you decide?
        C: Just me.
        A nq oq: Which things would you not give up?
        C: Light, and a bathtub.
        # none
        A fe be: It faces south with tall windows, which means sun in the living room all afternoon.
        C +: That's wonderful.
        A fe: There's a clawfoot tub and a gas range.
        C: Okay.
        # none
        A fe: It comes with a detached studio.
        C: Oh?
        A be: That way you can paint at home instead of renting a space across town.
        C +: I'm excited already.
        # offers
        C of: Tell them we can do 610. $610000
        A ns: I'll call their agent within the hour.
        A of: Their counter is six twenty-five. $625000
        C of: Meet us at 618 and we waive the survey. $618000
        A ac: Accepted.
        # offers
        C of: i can pay 1450 no more $1450
        A of: The best the owner can do is 1,500 with water included. $1500
        C ac: ok ill take it
        # offers
        C of: Let's go in at nine hundred thousand with a quick close. $900000
        A ns: I'll draft it and you'll have it to sign by 3 pm.
        # offers
        C: Would they budge from 720? $720000
        A: They dropped it from 745 last week, so I doubt it. $745000
        C rj: Not for us then, thanks.
        # appointment
        C ar cq: Could we view the bungalow on Friday?
        A ac cq: Absolutely, would noon suit you?
        C ac: Noon is perfect.
        A as ns: Done. I'll be at the gate on Friday at noon.
        # none
        C ar cq: Do you have anything free this evening to show us round?
        A rj: Sadly no, the tenants need a day's notice.
        C: Fine.
        # none
        A ar cq: Do you have fifteen minutes on Tuesday for a video call about the survey?
        C rj: I'd rather you just wrote it down.
        A ns: Sure thing, you'll get my notes on Monday morning.
        # resolved 0
        C ob:timing: It's too soon for us, our lease runs until June.
        A tq oq: When would you like to start looking in earnest?
        C: April or so.
        # resolved 1
        C ob:competition: We're also talking to another agent who promised a higher list price.
        A or: A high list price is easy to promise. Of the last twelve homes listed above the \
        comps here, nine were cut and sold for less; let me show you.
        C: Huh, okay, I'm convinced.
        # resolved 0
        C ob:need: We don't really need a bigger place.
        A em oq: Makes total sense. What prompted the search?
        C: My wife was bored.
        # resolved 0
        C ob:property: The bedrooms are too small and the bathroom smells of damp.
        A un: Good luck finding better at your price.
        C - rj: Forget it, we're leaving.
        # resolved 0
        C ob:property: I'm worried about the age of the wiring.
        A or: That is a reasonable concern. An electrician rewired the kitchen in 2021, and we \
        can make the offer subject to an inspection.
        C: I'll think about it.
        # none
        A rf: What I'm hearing is that the garden matters more to you than the size.
        C: Right.
        A rf: You said the noise keeps you up at night.
        C: Every night.
        # none
        A mk: The median here is 540 and rose six percent since last summer. $540000
        C: That's a lot.
        A ur: This one won't last the weekend; three parties have asked for the disclosures.
        C: We need to sleep on it.
        # none
        A mk: Inventory is down to five weeks in that neighborhood.
        C: Is that low?
        A mk: Yes, a balanced market has about six months; that's why most sell over asking.
        C: I see.
        # none
        A tc cq: If they fix the boiler, are you happy to sign?
        C: Yes I think we are.
        A tc cq: Can you picture yourselves living here?
        C +: Totally, it's perfect.
        # none
        A tc cq: Are you ready to make it official?
        C ac: Let's do it.
        A ns: I'll send the documents over tonight.
        # none
        A co:fair_housing: This building is perfect for single people, no children running about.
        C: Okay.
        # none
        A co:fair_housing: Folks of your background usually prefer the other side of town.
        C -: That is offensive.
        # none
        A co:fair_housing: The landlord doesn't want wheelchairs scratching the floors.
        C -: Unbelievable.
        # none
        A fe: There's a walk-in closet, and the nursery across the hall gets the morning sun.
        C: Cute.
        A: The old mosque tiles in the entry were brought over by an architect.
        C: Pretty.
        # none
        A: I'm not able to say whether it's a safe or a family area; the police and school sites \
        have the figures.
        C: Okay, I'll look.
        # none
        A co:free_services: It costs you nothing to work with me, buyers never pay a cent for my \
        service.
        C: Great.
        # none
        A: Before I can show you anything we both sign a buyer agreement that states what I'm paid.
        C: Okay, send it.
        # none
        A: The association covers a free shuttle to the station.
        C: Handy.
        # none
        C: Unsubscribe.
        A co:revoked_consent: Did you see the price drop on Oak Street?
        # none
        C: Does the bus stop near the house?
        A fe: Yes, there's a stop across the street.
        # none
        A ap: Apologies for the late reply.
        C: That's alright.
        A cq: Do you still want to see the duplex?
        C: I do.
        # none
        C -: I'm so stressed, the lender lost our file again.
        A em ap: Oh no, I'm sorry, that has to be maddening this close to the date.
        C: It is.
        A ns: I'll ring the branch manager at nine tomorrow and text you what she says.
        # none
        C -: Your office has been terrible at answering.
        A ap oq: You're right and I apologise. What have you been waiting for the longest?
        C -: The contract! It's ridiculous.
        # none
        C +: We absolutely love the house, thank you for everything.
        A th: Thank you for trusting me with it.
        # none
        A un: You people never know what you want, do you?
        C -: Excuse me? That's insulting.
        # none
        C cq: Are pets allowed?
        A: Cats and small dogs are, with a deposit of 300. $300
        C cq: How old is the furnace?
        A: It was replaced four years ago.
        # none
        C: We sold our old house and now we rent with my brother.
        A em oq: That can't be easy with two families under one roof. What would help the most?
        C: Two bathrooms!
        A bq cq: Ha, of course. Is there a number you don't want to go above?
        C: 425. $425000
        # none
        C ob:timing: Can we talk in the new year? It's hectic right now.
        A ns: Of course, I'll reach out on the 6th of January.
        C th: Appreciate it.
        # appointment
        C: I'd like to walk through it once more.
        A ar cq: Happy to. Is tomorrow at 9 any good?
        C ac: That works.
        A as: See you tomorrow at 9 then.
        """
}
