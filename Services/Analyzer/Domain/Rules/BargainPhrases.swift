/// Offers, answers to them, and ways out.
enum BargainPhrases {
    static let all: [PhraseRule] = [
        PhraseRule(
            .offer, negation: .cancels,
            """
            (how about|what about|hows|how is|how does|how would|would you (take|consider|accept|\
            do|go|be willing to (take|accept|do))|will you (take|accept|do|consider)|can you (do|\
            take|accept|go|come down to|lower it to)|could you (do|take|accept|go|come down to|\
            maybe do)|can we (do|say|agree on|meet at)|could we (do|say)|could i (get|do|offer|pay|\
            buy)|can i (get|do|offer|pay|buy)|lets (do|say|go with|meet at|call it)|what if (i|we) \
            (paid|pay|offer|offered|did|do|gave|said)|i (can|could|would|will|might|may) [only|\
            maybe|probably|actually|still] (do|offer|pay|take|accept|go|give|go as low as|go down \
            to|come down to|go to|go up to|go as high as|come up to|let it go for|sell|buy|spend)|\
            ill (do|offer|pay|take|accept|give|go|sell|buy)|we (can|could) (do|offer|pay|take|go)|\
            id (do|offer|pay|take|accept|go|be willing to|like)|i would [like|be willing|be able] \
            to (do|pay|offer|accept|take|sell)|willing to (pay|offer|take|accept|do|go|sell|come \
            down to|drop|go as low as|go down to|let it go for|part with)|able to (do|pay|offer|\
            accept)|offer [of|you|for|is|would be|at]|offering [you]|my (offer|price|counter|final \
            offer|best offer|bottom line|lowest|best|counter offer) (is|would be)|counter (at|with|\
            of|offer of)|asking [for|price is|price of]|im (asking|at|thinking|offering|willing to \
            do)|was (thinking|hoping|asking)|thinking [about|of|around|more like|maybe]|(meet|\
            settle|split) [me] [at|on|in the middle at|for]|come (down|up) to|go (down|up) to|drop \
            [it|the price|to] to|lower [it|the price|to] to|let it go for|sell (it|this) for|buy \
            (it|this) for|lowest (i can|i could|ill|id|i would|i will) [go|do|take|accept|go is|do \
            is|be|is]|lowest [price] (is|would be)|highest (i can|i could|ill|id) [go|do|pay|go is|\
            do is]|best (i can|i could|ill|id|i would|we can) [go|do|offer|go is|do is|offer is]|\
            most (i can|i could|ill|id) [do|pay|spend|offer|go|do is|pay is|give] [is]) [it|\
            you|this|that|for|at|like|around|about|maybe|say|to|as|even|just] <price>
            <price> (and|then) (its|it is|thats|you|youve|we|ill|i|its yours|you have|well) [can|\
            will|have|got|a|is|take|throw|pick] [a|it] [deal|yours|today|sold|now|cash]
            <price> (cash|firm|obo|or best offer|final|final offer|is my (lowest|final|best|bottom|\
            max|offer|highest)|is the (lowest|best|least|most|highest)|is (fair|reasonable|good)|\
            would be (fair|good|great|reasonable|ok|better)|works for me|sounds (good|fair|great)|\
            today|right now|even|flat)
            ^ [ok|okay|well|so|then|maybe|and|what about|how about] <price> $
            (ill|i will|can|could|would|id|like to|willing to|going to|gonna|want to|happy to|able \
            to|glad to|decided to|i do) ~1 (donate|donating|give|contribute|pledge|chip in|spare) \
            ~2 <price>
            (accepting|taking|consider|considering|selling [it|this] for|letting it go for|i (have|\
            got)|(scrape|get|pull|come up) [together|with]|towards|toward) [only|just|about|the] \
            <price>
            (would|will|could|is) <price> [be] (work|do|ok|okay|fine|acceptable|fair|enough|\
            reasonable|possible|good|seal|sound|agreeable)
            (put in|come in|came in|come back|came back|go in|write it|write it up|submit|open|\
            counter|countered|countering|offered|bid|bidding|start|present|raise it|raise our \
            offer) [an|with|it|a|our] [offer|bid|counter] [of|at|with|for|to] [around|about] <price>
            """),
        // A share of goods instead of a price: `I could give you 2 food for all the water`.
        PhraseRule(
            .goodsOffer, negation: .cancels,
            """
            <deals> [just|also|maybe|both|each|then|still|simply|at least|instead] (take|get|have|\
            keep|give|gave|got|took|trade|offer|split|share|receive|swap|let you have|go with|do|\
            take the|want) [you|me|up|away|the|like|only|all|with] <count> ~3 <goods>
            (you|me|i) (get|take|keep|have|getting|taking) <count> ~3 (you|me|i) (get|take|keep|\
            have|getting|taking) <count>
            <count> [of|of the|extra] [packages of|package of|packs of|units of|bottles of] \
            <goods> (for|in exchange for|and you|and i|if you|to me|for me|for you|to you)
            """),
        // Words that offer only where nothing tells of another price.
        PhraseRule(
            .offerHint, negation: .cancels,
            """
            (take|do|for|at|pay|give you|give|say|just|only|about|around|with) [it|you|this|that|\
            for|at|like|around|about|maybe|to] <price>
            <price> ?
            """),
        PhraseRule(
            .concession, by: .agent, negation: .cancels,
            """
            (i|we|i can|we can|could|can|willing to|able to|ill|id|would) [be willing to|probably|\
            maybe|perhaps|still|only|also|even|go ahead and|definitely] (come down|go down|drop|\
            lower|reduce|knock|take off|throw in|include|waive|give you (a|the) (discount|deal|\
            break)|work with you|meet you|split|cut|deduct|cover|pay for|deliver|discount)
            (meet|split) [you|me|it|the difference] (in the middle|half way|halfway|the difference)
            (split the difference|knock off|knocked off|take <price> off|<price> off|throw in|ill \
            throw|free month|first month free|waive the|take off <price>|come down [a bit|some|a \
            little]|lower the price|reduce the price|special price|discount)
            """),
        PhraseRule(
            .condition, by: .agent, negation: .means,
            """
            if you (can|could|will|would|sign|pick|pay|take|move|come|put|commit|agree|are|do|pay \
            cash|buy|throw|let|go|increase|raise|offer|close|have|accept|bring|give|rent|lease)
            (as long as|provided|on the condition|in exchange|in return|only if|assuming|\
            contingent on) [that] [you]
            (for|with) (cash|a (longer|two year|one year|12 month) lease|a quick close|a larger \
            deposit|same day|a longer)
            """),
        PhraseRule(
            .counterQuestion, by: .agent, negation: .means,
            """
            what (did|do|were|would|price|number|is|are|kind|amount|offer|can) ~3 (have in mind|\
            thinking|in mind|comfortable|suggest|propose|like to (pay|offer)|willing|offer|counter|\
            do)
            whats your (best|highest|offer|counter|max|number|top|final)
            (what is|whats) [the] (most|highest|best) you
            (can|could|would) you (go|come|do|meet|raise|increase) ~3 (higher|up|more|middle|half|\
            better|closer)
            make me an offer
            (what|how) (if|about) (we|you|i) ~3 (meet|split|throw|included|include|did|say)
            how (far|close|much) ~3 (apart|off|lower|higher)
            """),
        PhraseRule(
            .holdFirm, by: .agent, negation: .means,
            """
            (price|i|im|i am|were|we are) [is|am|pretty|staying|holding|quite|very|really|a bit] \
            firm
            (cant|cannot|can not|wont|not able to|unable to|couldnt|wouldnt|not willing to|dont \
            think i can) [really|possibly|just|actually|go any|do|go] (go [any] (lower|that low|\
            below|under|less|down)|lower|do (that|less|any less|<price>)|accept [that|less|\
            <price>]|take [that|less|<price>]|that low|below <price>|come down|drop|negotiate|sell \
            it for|budge|let it go)
            (thats|that is|its|it is|<price> is) [way|a bit|a little|still|just|far|the|my|as] \
            (too low|low|lowest|below|under|lowest i can go|final|final offer|bottom line)
            (lowest|least|best|minimum) (i|we) (can|could|will|would|am)
            [way|a little|a bit|much|far] too low
            bottom (line|dollar)
            """),
        PhraseRule(
            .acceptance, negation: .cancels,
            """
            (sounds|sound|looks|that sounds|seems|it sounds) [really|very|pretty|like a|all|so] \
            (good|great|fair|perfect|reasonable|awesome|wonderful|excellent|amazing|fine|plan|\
            fantastic|lovely|deal)
            (that|this|it|<price>|<day>|<clock>|which|everything) [will|would|should|can|could|\
            definitely|totally|actually|all|does|time] (works|work|be (fine|great|good|perfect|ok|\
            okay|wonderful|awesome|acceptable)|do|is (fine|great|good|perfect|ok|okay|acceptable|\
            fair|reasonable))
            (thats|that is) [totally|perfectly|completely|all|just|very|a] (fine|great|perfect|\
            fair|good|ok|okay|acceptable|reasonable|good deal|great deal|awesome|good price|good \
            idea) $
            (works|work) for (me|us)
            (i|we) [can|could|will|would|totally|completely|do] (agree|accept|do that|do this|go \
            for that|live with|work with that|handle that|manage that)
            (ill|well|i will|we will) [gladly|happily|definitely|just|go ahead and] (take (it|that|\
            the deal|the offer|this)|do (it|that)|accept|go for it)
            (fair enough|good deal|you got it|you got a deal|you have a deal|youve got a deal|its \
            a deal|we have a deal|lets do it|done deal|im in|sure thing|sounds like a (plan|deal))
            (ok|okay|yes|great|alright|sure|fine) (deal|ill take|i will take|i can do that|that \
            works|lets do|sounds good|perfect|i accept|i agree|agreed)
            (makes|made) [perfect|total|a lot of|more|complete] sense
            (convinced|sold) [me]
            happy (with that|to accept|to agree|to do)
            ^ [ok|okay|yes|great] (agreed|accepted|sold|perfect|deal)
            """),
        PhraseRule(
            .assent, negation: .cancels,
            """
            ^ (yes|yeah|yep|yup|sure|ok|okay|k|alright|fine|absolutely|definitely|certainly|of \
            course|great|awesome|cool|perfect|good|wonderful|yea|ya|fantastic|excellent|right|\
            exactly|correct|true|i see|got it|understood|deal)
            ^ (oh|ah|well|um) (yes|yeah|ok|okay|sure|great|cool|i see)
            """),
        PhraseRule(
            .rejection, negation: .means,
            """
            (cant|cannot|can not|couldnt|wont|will not|wouldnt|not going to|not able to|unable to|\
            dont want to|not willing to) [really|possibly|even|be able to] (accept|do (that|it|\
            this|<price>)|agree|take (that|it|this|<price>)|go that|pay that|make it work|work \
            with that)
            (that|this|it|<price>) (wont|doesnt|does not|will not|isnt going to|is not going to|\
            cant) [really] (work|do|happen|fly)
            ^ [well|um|sorry|oh|hmm|ok] (no way|no thanks|no thank you|absolutely not)
            (no deal|i decline|have to decline|must decline|i refuse|i reject|have to pass|going \
            to pass|gonna pass|ill pass|i must say no|have to say no|not acceptable|unacceptable|\
            out of the question)
            [way|far|much|a bit|a little] too low
            (then|so) (well|we will|ill|i will) pass
            (well|we will|ill|i will) pass $
            (were|we are|im|i am) done here
            """),
        PhraseRule(
            .denial, negation: .means,
            """
            ^ [well|um|sorry|oh|hmm|ok] (nope|nah|not really|never)
            ^ [well|um|sorry|oh|hmm|ok] no (i|im|sorry|thats|that|we|not|but|thank|thanks|sir|$)
            """),
        PhraseRule(
            .notInterested, by: .client, negation: .means,
            """
            (not|no longer|isnt|arent|wasnt|never) [really|that|at all|actually] interested
            (no thanks|no thank you|ill pass|i will pass|going to pass|gonna pass|have to pass|\
            think ill pass)
            (going with|went with|chose|decided on|decided to go with|signed with|found|bought|\
            hired) ~2 (someone else|another|different|a different|other) ~2
            (not going to|isnt going to|wont|will not|wont be able to|cant) (work out|make a deal|\
            work for (me|us)|happen|donate|be able to donate|reach (a|an) (deal|agreement))
            (look|looking|search|searching|go|find|keep looking) (elsewhere|somewhere else|\
            someplace else)
            (good|best of) luck (selling|with (your|the|it)|finding)
            (changed|change) my mind
            (no deal|deal is off|forget it|never mind|nevermind)
            (found|bought) (a|another) (place|house|home|one|apartment) (already|elsewhere|else)
            (dont|do not) (want|wish|think i want) to (donate|buy|continue|proceed|move forward|go \
            forward)
            """),
        PhraseRule(
            .stall, by: .client, negation: .means,
            """
            (think|sleep) (about|on) (it|this|that)
            (need|want|like|have) [some|a little|a bit|more|to take] [more] time
            (get|getting|call|come|circle|reach) back (to|with) you
            (let you know|be in touch|think it over|consider it|mull it over|talk it over|do (some|\
            more|my) research)
            (ill|i will|will|let me) (contact|call|text|email|message|reach out to) you
            (not sure|undecided|on the fence|hesitant|havent decided|not ready|still deciding|dont \
            know yet|keep (it|that|you) in mind)
            (have to|got to|gotta|need to|should) (go|run|get going|head out|leave) [now|soon|?]
            (maybe|some other|another) (later|time|day)
            (gotta run|brb|in a meeting|at work right now)
            """),
    ]
}
