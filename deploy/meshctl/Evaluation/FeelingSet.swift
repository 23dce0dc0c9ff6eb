/// Messages that feel something plainly and messages that only have the words for it, written and
/// labelled for this product; in the form that `LabelledSet` reads.
enum FeelingSet {
    /// How sure a sentiment is was fitted to these.
    static let tuning = """
        # feelings
        C +: We walked in and I got goosebumps, this is the one.
        C: The inspection is on Tuesday at ten.
        C -: I've called three times and nobody calls me back.
        C: Sounds good, see you Thursday.
        C: Fine, send it over.
        C +: Oh my goodness, the kids are going to flip out over that yard!
        C: It has good bones and a new roof.
        C -: Not happy with how that showing went at all.
        C +: Yay, we got it!
        C: The nice thing about that street is the trees.
        C -: I don't appreciate being talked to like that.
        C: No problem at all.
        C: It's a bad time for us, we're at work until six.
        C -: I'm worried sick about the mortgage.
        C: We were hoping for something closer to the park.
        C +: I could cry, it's so perfect for us.
        C: They accepted the lower offer.
        C +: Thank you so much, you went above and beyond for us.
        C -: What a waste of an afternoon.
        C: The seller is happy to leave the fridge.
        C -: It smelled awful and the photos were a lie.
        C: Perfect, two o'clock then.
        C +: You made a scary thing feel easy, thank you.
        C: Is there a problem with the title?
        C +: Wow, just wow, look at that view!
        C: I guess that would work.
        C -: We feel lied to.
        C: Please hold it for me until Friday.
        C +: It feels like home already.
        C: Sorry, who is this?
        C -: I'm at my wits' end with this lender.
        C: The market is strong right now.
        C -: This is not what we agreed on and you know it.
        C: Thanks for the quick reply.
        C +: We couldn't be happier with how it turned out.
        C: Will you take 1,900?
        C -: You should be ashamed of that listing.
        C: It's a lovely neighborhood with good schools.
        C +: Love, love, love it!
        C: I need to think about it.
        C -: I'm scared we'll never find anything.
        C: Do you have anything cheaper?
        C +: Finally somebody who listens, thank you!
        C: It's free on the fifth.
        C -: Ugh, not again.
        C: My old place was sold in a week.
        C +: Fantastic, that makes my day.
        C: I can bring the check tomorrow.
        C -: I regret ever signing with you.
        C: It is quiet and gets good light.
        C -: This is killing us, two payments every month.
        C: The carpet is ugly but that's easy to change.
        C +: Thank you, thank you, thank you!
        C: I'll let you know.
        C -: Seriously? You raised it overnight?
        C: It's in a flood zone, isn't it?
        C +: We are so proud, it's our first home.
        C: We might be interested in the fall.
        C -: My husband is furious about the delay.
        C: I'm afraid it's gone.
        C +: You're the best!
        C: The bike is in excellent condition.
        C -: You've wasted my entire weekend.
        C: Is it pretty quiet at night?
        C -: Why is it so hard to get a straight answer from you?
        C: It would be a shame to miss the deadline.
        C +: Such a cozy little place, I'm in love.
        C: I don't mind the stairs.
        C -: That was rude.
        C: The kids like the school they go to.
        C +: I'm really looking forward to it!
        C: The yard is a mess right now.
        C -: No. No way. This is unacceptable.
        C: Is Friday good for you?
        C +: Aww, that is so thoughtful of you.
        C: We hate to rush you, but the offer ends tonight.
        C -: You never told us about the leak, and now we're stuck with it.
        C: You can count on me.
        C +: I feel so much better now, thanks to you.
        C: I care about the commute mostly.
        C -: I'm losing sleep over this.
        C: Awesome, what time?
        C +: I'm blown away by how much light it gets.
        C: Good luck with your search.
        """

    /// Only figures are taken from these.
    static let test = """
        # feelings
        C +: You have been an absolute joy to work with.
        C -: I'm so tired of losing out to cash buyers.
        C: Great, thanks.
        C -: This whole thing has been a nightmare from day one.
        C: I'm interested in the two bedroom.
        C +: Can't tell you how relieved I am that it's over.
        C -: Honestly I feel a bit cheated.
        C: What's the best time to come by?
        C +: This kitchen is a dream.
        C -: You people only care about your commission.
        C: I'd love to see it on Saturday.
        C +: Best news I've had all year.
        C: Is the area safe?
        C -: Well that's just wonderful, another fee.
        C: Good morning, this is about the listing on Pine.
        C -: I hate that wallpaper, every inch of it.
        C: I like the first one better than the second.
        C -: My stomach has been in knots since we signed.
        C +: I'm thrilled with the price you got us.
        C: We lost our agent in March, he retired.
        C -: I'm really disappointed, I thought we had an understanding.
        C: My wife loves gardening, so a yard would help.
        C -: Stop sending me these, it's getting ridiculous.
        C: It isn't bad for the price.
        C +: I'm so excited I can hardly sleep.
        C: The dog is friendly, don't worry.
        C -: That offer is a slap in the face.
        C: We have great credit.
        C +: My mother is over the moon with her new place.
        C: I'm sure you understand.
        C -: Nothing about this has been fair to us.
        C: I'd rather not say.
        C -: I'm fed up, take the house off the market.
        C: Congratulations on the new baby!
        C +: I trust you completely, you've been great to us.
        C: That works for me.
        C -: It breaks my heart to leave this garden.
        C: The buyers got cold feet.
        C +: What a beautiful job they did, I'm impressed.
        C: We will pass on this one.
        C -: Don't bother calling again.
        C: How awful was the traffic?
        C +: We're so grateful, truly.
        C: That would be great if you can.
        C -: It's insulting, the place needs a hundred grand of work.
        C: Hope you are well.
        C +: He was so kind and patient with my dad.
        C: We are happy to wait.
        C +: I have a really good feeling about this one.
        C: Not bad, not great.
        C -: I was promised an answer on Monday, and here we are.
        C: Could you send me more pictures?
        C +: Everyone in your office has been so sweet.
        C: The painter did a poor job in the hall.
        C -: I can't believe you would do that behind our back.
        C: Agreed.
        C +: That's amazing, I never thought we'd get it.
        C: I appreciate the offer but it's too low.
        C -: It's depressing, every place is worse than the last.
        C: Nice to meet you.
        C -: I don't feel safe giving you that number.
        C: Let's do it.
        C +: So glad we found you.
        C: There was no damage after the storm.
        C -: We're exhausted and just want this to be done.
        C: Please stop by any time.
        C +: Best decision we ever made.
        C: I can do fifteen hundred.
        C -: It stinks that they picked the other offer over ours.
        C: Only if the price is right.
        C +: It was so nice talking to you, made my evening.
        C: We're good on that, thanks.
        C -: I'm just really overwhelmed right now.
        C: It looks like the photos.
        C +: Hooray, keys tomorrow!
        C: He lives with his best friend.
        C -: That landlord is the worst.
        C: Excellent, I'll write it up.
        C +: This is exactly what we dreamed of.
        C: Any luck with the bank?
        """
}
