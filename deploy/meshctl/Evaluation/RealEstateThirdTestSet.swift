/// A third part of the labelled set, in the manners of chats, calls and mails, written before the
/// model of acts was first trained; nothing may be written or chosen by it.
enum RealEstateThirdTestSet {
    /// In the form that `LabelledSet` reads.
    static let text = """
        # appointment
        C g cq: hiya saw ur sign on Maple, is that one still up for grabs?
        A g th: Hey there! Thx for pinging me. It sure is.
        A nq oq: What drew you to it, and what would a home need to have for you?
        C: a spot for the dogs to run mostly, and my mom needs everything on one floor
        A rf: Got it, so no stairs and outdoor room for the pups come first.
        C: yep thats it
        A fe be: The lot is fenced all round, so you could just open the back door and let them go.
        C +: omg that would be amazing
        A ar cq: Want me to walk you through it tmrw, say 6ish?
        C ac: 6 is good 4 me
        A as: Cool, locked in for tomorrow at 6, I'll be by the front gate.
        C th: ty!!
        # resolved 1
        C ob:price: Look, I ran it past my brother and he nearly choked, nobody pays that kind of \
        money over here.
        A em: Ha, I can imagine, it's a lot to take in.
        A or mk: What the last four buyers on Alder Court paid ran from 610 to 634, and none of \
        those had the new furnace. $610000 $634000
        C: Huh. I figured it was less than that. Alright, fair enough.
        A tc cq: So would you feel good putting something in writing this week?
        C: Maybe, yeah.
        # resolved 0
        C ob:authority: Thing is, it isn't only me deciding. My dad's chipping in and he has the \
        last word.
        A oq aq: Makes sense. How does he like to weigh in on something like this?
        C: He'd want to see it himself.
        A ar cq: Could he join us over video on Thursday at lunch?
        C: I'll check.
        # resolved 0
        C ob:timing: We'll pick this back up once the kids are done with the school year.
        A tq cq: Totally fine. Is that mid June for you?
        C: Around then.
        A ns: Okay, I'll drop you a line the first week of June with whatever is on the market.
        # resolved 0
        C ob:trust: No offense but the last realtor we used vanished the minute we signed.
        A em: Oof, that would leave a bad taste in anyone's mouth.
        A or: Here's what I do so that won't happen: my assistant and I split every file, one of \
        us answers till nine at night, and if we don't you may walk.
        C: Okay. That does help.
        # resolved 0
        C ob:competition: A buddy of mine just got his license and he'll do it for next to nothing.
        A oq: Always nice to have a friend in the trade. What matters more to you, the fee or what \
        ends up in your account?
        C: Well, what ends up with me.
        # resolved 0
        C ob:need: tbh we're comfy in the apartment, not really itching to move
        A em: And there's nothing wrong with that.
        A ns: I'll leave you be then, and shoot you a note only if something rare pops up.
        C th: appreciate that
        # resolved 0
        C ob:property: It backs onto the train tracks and the bedrooms are like closets.
        A un: Well at your price what do you expect, a palace?
        C - rj: Wow, ok. Forget it.
        # resolved 1
        C ob:property: I can't get past the stairs, there are so many of them.
        A or: I had the same thought. A lift company quoted the owner seven grand for a chair rail, \
        and she'd put that toward your closing costs. $7000
        C +: Oh, that's really kind of her. That'd solve it.
        # offers
        C of: Tell em we'll do three ninety five. $395000
        A ns: I'll have that over to their side within the hour.
        A of: Okay they're back, they'd go for 405 if you skip the repairs list. $405000
        C of: Meet in the middle at 400? $400000
        A: Let me see.
        A ac +: Done! They took it, congratulations!
        # offers
        C of: i can swing 1450/mo if u throw in parking $1450
        A rj: Parking's spoken for I'm afraid, and the owner isn't budging on the rent.
        C rj: nah then its not gonna work
        # offers
        A of: What if we listed it at 725 and let the bidding do its job? $725000
        C ac: I'm on board with that.
        A ns: Then I'm booking the photographer for Tuesday and you'll see a draft of the listing \
        Wednesday.
        # none
        A g: Evening, Mr. Osei, Carla from Bright Door Homes here.
        C g: Oh hello Carla.
        A st: Did your daughter's team win on Saturday?
        C st +: They did! Three nil, she was over the moon.
        A st: Ha, fantastic, tell her well done from me.
        A tq oq: So, when are you folks hoping to have the keys in hand?
        C: By Thanksgiving ideally.
        A bq cq: And have you had somebody at a bank look over your numbers?
        C: My credit union did, we're good up to five fifty. $550000
        A aq cq: Is it just the two of you signing?
        C: My wife and me, yes.
        # none
        A nq cq: Do you care more about a short drive to work or about a bigger place?
        C: The drive, definitely. I lose two hours a day.
        A rf em: Two hours every day, that's brutal, no wonder you want out.
        C: Right?
        # none
        A fe: It's got quartz counters, a gas range and a walk-in pantry.
        C: Okay.
        A be: Which means you can feed the whole clan at Christmas without tripping over each other.
        C +: Ha, sold on that alone.
        # none
        A mk: Stuff around there is going under contract inside of nine days, and the typical one \
        fetches a hair over list.
        C: Dang.
        A ur: And this one won't last, I already have three couples coming through on Friday.
        C ob:timing: I don't like being rushed.
        # none
        A ur mk: Rates ticked up an eighth yesterday and most people I talk with at the banks see \
        more to come, so waiting may cost you.
        C: Hmm.
        # none
        A tc oq: On a scale of one to ten, how close is this to what you pictured?
        C: An eight.
        A oq: What would make it a ten?
        C: A bigger shower.
        # none
        A tc cq: If I can get them to fix the deck, are we a go?
        C ac: If they fix it, yes.
        # appointment
        C ar cq: any way we could swing by the duplex this weekend?
        A ar cq: For sure, does Sunday around 2 suit you?
        C ac: Sunday at 2 it is
        A as: See you Sunday at 2 then, 14 Birch, side entrance.
        # none
        C ar: I'd love to have a look at the cottage before Friday.
        A rj: They aren't taking any more visitors till Monday, sorry.
        # none
        C -: Nobody has gotten back to me in a week and I'm honestly fed up.
        A ap em: My bad, I dropped the ball there, and I get why you're upset.
        A ns: I'm phoning the title company this minute and you'll have an answer before five.
        C th: Fine, thanks.
        # none
        C -: Losing that house broke my heart.
        A em: I know, you could already see yourselves in it.
        A oq: What did you love most about it?
        C: The light.
        # none
        A co:fair_housing: Between us, you'd fit right in, it's pretty much all white families here.
        C -: That's gross.
        # none
        A co:fair_housing: The landlord said no Section 8 and nobody in a wheelchair, too much hassle.
        C: Seriously?
        # none
        A co:free_services: Having me on your side won't cost you a dime.
        C: Nice.
        # none
        C: Don't contact me anymore.
        A co:revoked_consent: I get it, but have you seen the price drop on Cedar?
        # none
        A: The wheelchair ramp at the side was put in last spring, and the family room is to the left.
        C cq: Can you send me the floor plan?
        A ns: Sure thing, emailing it over after this call.
        # none
        A: I'd like to help, but I can't answer who lives on the block; the city's website has \
        figures on everything else.
        C: Fair.
        # none
        A ap: Sorry for the radio silence, I was at my sister's wedding.
        C st: Oh fun, hope it didn't rain on you!
        A st: Only during the speeches, luckily.
        C +: Haha, perfect timing.
        # none
        C: How do we even start? We've never done this.
        A em: Everybody feels lost at first, you're in good company.
        A bq oq: Roughly how much a month can you part with without losing sleep?
        C: 1,900 or so. $1900
        A aq oq: Who else will have a say in which home you pick?
        C: Just me and the cat.
        """
}
