/// More ways to close, to press, to prove and to say what a feature does for the client.
enum PersuadingPhrases {
    static let all: [PhraseRule] = [
        PhraseRule(
            .trialClose, by: .agent, negation: .means,
            """
            (would|could|can|do|are|will) you ~1 (feel comfortable|comfortable|be comfortable|be \
            ready|ready|be open to|open to|see yourself|picture yourself|feel good about|feel \
            ready|want me to|want us to|like me to|like us to|be happy) [to|with|about|in|if] \
            (moving|move|making|make|putting|put|writing|write|submitting|submit|signing|sign|\
            going|go|living|waking|draft|drafting|start|starting|prepare|send|offering|buying|\
            listing|list|calling this|here|this|taking|lock|proceed|proceeding|getting|get|apply|\
            applying|commit)
            (if|assuming|suppose|supposing|provided|once) (the|we|i|they|that|it|inspection|\
            sellers|seller|this|those|everything) ~10 (would you|are you|will you|can we|shall we|\
            do we|could you|would that|should we|is this|does that|could we|can i|would it|you be)
            (shall|should|can|could|may|want me to|like me to|ready for me to|okay if i|ok if i|do \
            you want me to) [we|i] [just] (write it up|write (this|that|an offer|the offer|one) \
            [up]|draft (it|the|an)|put (it|this|that|something|an offer|the offer) (in writing|\
            together|on paper|in)|get (the|this|that|it|you) ~1 (paperwork|contract|listed|signed|\
            started|locked|ball rolling|in|under contract)|lock (it|this|that) [in|down]|make it \
            official|move forward|get started|start the paperwork|submit|send (over|you) the \
            (contract|agreement|offer|paperwork|application)|present|reserve|hold it|take it off \
            the market)
            (is|was|does|do|could|would) (this|that|it|the house|the home|one|you) ~2 (the one|\
            feel like home|the right one|check the boxes|check all the boxes|tick|meet your|meet \
            all your|what you had in mind|what you were hoping|somewhere you could|a place you \
            could|see yourself living|something you would|worth making|worth an offer|home you \
            could) ~3 [?]
            (what) (would|will|do|else) ~2 (need to happen|have to happen|need to see|need from me|\
            need to know|stopping you|stop you|stops you|holding you|hold you|keeping you|standing \
            in|stands in|keep you|prevent you|in the way|make this a yes|need to feel|to say yes|\
            get you to) ~3
            (is there|anything) ~2 (else|anything|any reason|reason) ~2 (stopping|holding|keeping|\
            prevent|preventing|standing|in the way|stop us|stop you|hold us|we shouldnt|not to|\
            concern)
            (what|how) ~1 (are you|do you|does everyone|do we) (leaning|think so far|feel about \
            (this|it|that|the|making|moving)|thinking so far|feeling about|feel so far|like it so \
            far|thinking now)
            (can|could) (i|we) count on (you|your)
            (if) (you) (had to|could|were to) (decide|choose|pick|move|sign) ~4 (would|what|which)
            (do|would|are) you (rather|want|prefer|like) [to] (sign|close|start|write|list|move|\
            offer|submit|go) ~4 or ~5 ?
            (which|what) [of] (one|the two|these|option|home|house|of these|date|closing date|\
            plan) ~3 (feels|feel|suits|fit|fits|like best|leaning|appeals|stands|speaks|excites|\
            works)
            """),
        PhraseRule(
            .urgency, by: .agent, negation: .means,
            """
            (already|have|has|got|weve|theres|there are|expecting|expects|received|with|in) ~1 \
            (two|three|four|five|several|multiple|a few|another|other|competing|<number>|more) \
            (offers|showings|other buyers|interested buyers|buyers|tours|applications|bids|offer|\
            people|appointments|groups|backup offers) ~3
            (offer|offers|bids) (deadline|due|deadlines|are due|review|reviewing) ~2
            (wont|will not|not going to|doubt) ~1 (be|last|stay|make it|see|still be|sit) ~2 \
            (available|here|around|long|weekend|week|market|there|past|through|tomorrow|monday|days)
            (rates|prices|the price|interest|inventory) ~2 (jump|jumping|climb|climbing|rise|\
            rising|go up|going up|expected|increase|increasing|creeping|tick up)
            (before) (someone else|somebody else|another buyer|anyone else|its gone|it is gone|it \
            hits the market|rates|the weekend rush|prices)
            (act|move|decide|jump|need to move|have to move) [on|on this|on it] (now|fast|quickly|\
            today|soon|tonight)
            (today|tonight|this weekend|now) or (never|lose|someone|youll|its gone)
            (last|only) (chance|one|unit|lot|few|two) [left|available|at this price|remaining]
            (expires|expire|ends|end|good) (today|tonight|tomorrow|at midnight|friday|sunday|only \
            (today|until)|this week|this weekend|soon)
            (hot|fast moving|competitive|sellers) (market|property|listing)
            (going|gone|sell|sells|sold|snapped up|under contract) ~2 (within days|in days|by \
            (monday|friday|sunday|tonight|tomorrow|the weekend)|this weekend|in hours|within hours|\
            first weekend|quick)
            """),
        PhraseRule(
            .benefit, by: .agent, negation: .means,
            """
            (so|meaning|means|where|which means|that means|letting|lets|let|helps|allowing|allows|\
            gives|giving|saves|saving|keeps|keeping) [that] (you|your|the kids|your family|\
            everyone|your dog|your guests|your knees|your parents|your mom|your kids|your bills|\
            your commute|your weekends|guests) [two|three|both|all|can|will|wont|could|would|never|\
            always|to|each|dont|get|gets|have|has|are|is|stay|stays|a|an|time|money|hours] ~1
            (so) (the|its|it|that|there|theres|no|summers|winters|mornings|bills|heating|dinner|\
            parking|utility) ~3 (never|wont|stays|stay|easy|easier|low|lower|cool|warm|quiet|safe|\
            bright|rest|minutes|cheap|cheaper|away|down|less|breeze|no more|private)
            (youll|you will|youd|you can|you could|you wont|you would|you never|you get to|kids \
            can|guests can|your kids can|family can|dog can|you get) ~2 (never|walk|bike|wake|cook|\
            host|entertain|relax|park|save|work from|enjoy|watch|sleep|have (coffee|dinner|\
            breakfast|room|space|plenty|the)|set up|sit|grow|skip|be able|spend less|spend more|\
            run|play|hear|store|come home|worry|move in|move right in|drop|fit|rent|keep|unwind|\
            afford|love|use|step|see|barbecue|grill|swim|lock|close the door|deal with|shovel|mow|\
            need a|need to)
            (no more|never again|without having|without the|instead of) ~2 (commute|commuting|\
            stairs|shoveling|mowing|traffic|circling|hunting|renting|laundromat|waiting|driving|\
            worrying|hassle|bills|landlord|carrying|paying|scraping|noise|cost|maintenance|fighting)
            (cuts|cut|lowers|lower|reduces|reduce|trims|shaves|drops|brings down|saves|knocks) ~1 \
            (your|the|you|about|roughly|around|off|<price>|hundreds) ~3 (bill|bills|commute|\
            payment|cost|costs|time|taxes|energy|month|year|utility|utilities|heating|cooling|\
            insurance|drive)
            (makes|make|making|keeps) [it|life|your|mornings|the|this|that|for] ~2 (easy|easier|\
            simple|simpler|perfect|great|ideal|convenient|a breeze|effortless|safe|safer|quick|\
            cozy|comfortable|private|bright|quieter|cheaper|affordable)
            (great|perfect|ideal|wonderful|nice|handy|lovely|good) (for|when|if|place to|spot to|\
            spot for|way to) [your|you|the|a|those|having|working|hosting|summer|weekend|family|\
            cooking|morning|relaxing|entertaining]
            (adds|add|builds|build|building|boosts|boost|protects|protect|increases|increase|hold|\
            holds) [to|up] [your|the|its|real|instant] (equity|value|resale|resale value|wealth|\
            privacy|comfort|investment|income)
            (imagine|picture) ~4
            (within|just|only|minutes|steps|a short|five minutes|ten minutes) ~3 (walk|drive|from \
            your|to work|to school|from work|to downtown|to the (park|beach|station|office|train|\
            store))
            """),
        PhraseRule(
            .marketEvidence, by: .agent, negation: .means,
            """
            (homes|houses|condos|units|properties|listings|places|townhouses|comps|one|two|three|\
            four|five|six|<number>|neighbor|models|apartments|rentals|few|several) ~6 (sold|closed|\
            went (under contract|pending|for)|rented|are selling|have sold|are going|listed|leased|\
            pending|sat|sell|averaged|average|received|got) ~4 (<price>|asking|days|weeks|list|\
            over|above|below|percent|<number>|multiple offers|last (week|month|year|quarter|spring|\
            summer|fall|winter)|this (month|year|quarter|spring|summer|fall))
            (average|median|typical|mean) ~2 (price|rent|home|sale|days|time|house|condo|discount|\
            increase|value|listing|payment|rate|commission) ~4
            (days|weeks|months) (on the market|on market|of (inventory|supply))
            (inventory|supply|demand|sales|prices|values|rents|rates|appreciation|the market|\
            listings|mortgage rates|absorption) ~2 (is|are|has|have|was|were|up|down|rose|fell|\
            dropped|climbed|grew|jumped|increased|decreased|averaged|declined|sits|stands|sit|ran) \
            ~3 (percent|<number>|months|year over year|since|last (year|month|quarter|spring|\
            summer)|from|this year|compared|historic|low|lows|high|highs)
            (up|down|rose|fell|climbed|dropped|grew|increased|appreciated|declined|gained|over|\
            above|below|under|of) [by|about|nearly|almost|roughly|around|over] <number> (percent|\
            points|pct)
            (percent) (of|over|above|below) (asking|list|last year|the list|original|the asking)
            (price|cost|dollars) per (square foot|foot|sq ft|sqft|square meter)
            (sale|list|sold) to (list|sale) (ratio|price)
            (mls|county records|tax records|public records|assessors|census|case shiller|nar|\
            freddie mac|fannie mae|market report|quarterly report|appraiser) ~2 (data|shows|show|\
            show that|says|numbers|report|reports|figures|record|records|stats|indicates|puts|put|\
            valued)
            (recent|nearby|comparable|closed|local|latest|neighborhood) (sales|comps|comparables|\
            data|numbers|closings|listings|sale|solds|figures|statistics|trends)
            (last|past|previous) (<number>|six|three|twelve|thirty|sixty|ninety|few|two|five) \
            (months|days|weeks|years|sales|quarters) ~3
            (multiple|five|six|three|four|seven|eight|ten|<number>) offers (in|within|on|the \
            first) ~3
            """),
        PhraseRule(
            .concession, by: .agent, negation: .cancels,
            """
            (i|we|seller|sellers|owner|landlord|builder|they|he|she) [can|could|will|would|are|is|\
            am|has|have|be] [also|even|probably|willing to|happy to|prepared to|agreed to|able to|\
            offered to|open to|glad to|certainly|going to|be willing to|go ahead and] (waive|cover|\
            credit|pay (for|half|part|the|your|some)|contribute|include|throw in|knock|leave|\
            leaving|reduce|reducing|lower|drop|shave|trim|discount|absorb|split|chip in|come down|\
            come off|cut|concede|match|extend|add|offering|offer a|give a|give you a|credit you|\
            fix|repair|replace) ~4 (closing costs|fee|fees|commission|price|asking|rent|deposit|\
            <price>|month|percent|points|warranty|appliances|washer|dryer|refrigerator|fridge|\
            furniture|repairs|repair|inspection|credit|points|difference|rate|roof|carpet|paint|\
            moving|cost|costs|half|some|bit|little|week|days)
            (half|one|two|quarter|full) [a] (percent|point|points|month|months) (off|less|free|\
            lower)
            (meet you|go) (halfway|half way|in the middle|part way)
            (off|discount on|break on|reduction in|reduction on) (my|our|the) (commission|fee|\
            price|rent|rate|asking)
            (seller|sellers|owner|landlord|builder) (credit|concession|concessions|incentive|\
            incentives)
            """),
        PhraseRule(
            .rejection, negation: .means,
            """
            (cant|cannot|wont|couldnt|wouldnt|not able to|unable to|not going to|dont think (i|we) \
            can|wont be able to) ~1 (make (it|that|thursday|friday|saturday|sunday|monday|tuesday|\
            wednesday|this|tomorrow)|accept|agree to|entertain|consider|come|be there|meet then|\
            get there|do (saturday|sunday|monday|tuesday|wednesday|thursday|friday|tomorrow|\
            mornings|evenings|weekends|then))
            (declined|declining|turned down|turning down|rejected|rejecting|passing on|refused|\
            turn down|said no|walked away|pulled out|backing out|withdrawing|withdraw) [it|this|\
            that|the|our|your|to|down|from|of|us|on]
            (thats|that is|its|this is) [a|just|really|still|going to be a|gonna be a|an] (no|hard \
            no|pass|no go|non starter|nonstarter|deal breaker|hard pass|not going to (work|happen)|\
            insulting) [from|for|on|$]
            (im|i am|were|we are|ill be|well be) (away|out of town|traveling|travelling|booked|\
            unavailable|tied up) [on|that|then|this|next|<day>|all|until]
            (not|wont be|isnt|arent) (available|free|possible|doable|an option|going to be \
            possible) [then|on|that|this|for|at|<day>]
            (afraid|sorry|unfortunately) [but|i|we|that|not|thats] [i|we|not] (not|cant|cannot|\
            wont|no|dont|are not|not able)
            (seller|sellers|owner|they|buyer|buyers|landlord) ~1 (wont|will not|cant|refuse|\
            refused|declined|rejected|said no|turned|are not willing|is not willing|isnt willing|\
            arent willing|passed|wouldnt) ~2
            """),
        PhraseRule(
            .commitment, negation: .cancels,
            """
            (lets|let us|id like to|wed like to|i want to|we want to|ready to|happy to|were going \
            to|im going to|ill|well|we will|i will|excited to|we are ready to) [go ahead and|just|\
            definitely|finally] (write (it|the|an|up|this|that)|make (an|the|that|an official) \
            offer|put in (an|the|our) offer|submit (an|the|our) (offer|application)|sign (the|with|\
            it|today|tomorrow|everything|that|up)|move forward|list (it|with|the|our) ~2 (with you|\
            you|now|this)|hire you|go with you|work with you|lock it in|take this one|take the \
            (house|place|apartment|unit|condo|deal|offer)|get it (done|listed|signed)|make it \
            official|put it under contract)
            (send|bring) [me|us|over|it] [over] the (contract|paperwork|agreement|listing \
            agreement|papers|documents) [over|and (ill|well) sign]
            (were|we are|im|i am) (all in|on board|sold|convinced|ready to (sign|buy|list|go|move)|\
            in on)
            (you have|youve got|youve earned|you earned) (our|my) (business|listing)
            (draw|write) (it|up|the papers|that) up
            """),
    ]
}
