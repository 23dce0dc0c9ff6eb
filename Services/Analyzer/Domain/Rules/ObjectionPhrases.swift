/// What clients object to, by kind.
enum ObjectionPhrases {
    static let all: [PhraseRule] = [
        PhraseRule(
            .priceObjection, by: .client,
            """
            too (high|expensive|steep|pricey|costly|rich|much money)
            [thats|its|is|seems|way|bit|just] too much [for me|for us|money|to pay|for that|for \
            this|for the]
            <very> (expensive|steep|pricey|costly|overpriced)
            (bit|little|kind of|kinda|pretty|rather|really|very|still) high
            (bit|little) much
            (seems|looks|sounds|feels|is|thats|its|price is|rent is|youre) [a bit|a little|kind of|\
            kinda|pretty|quite|really|very|somewhat|way] (high|steep|expensive|pricey|overpriced|\
            over priced|over)
            overpriced
            (over|above|outside|out|beyond|exceeds) [of] [my|our|the|what] [price] (budget|range|\
            price range|limit|means)
            (over|more than) what (i|we|im) ~2 (pay|spend|afford|budgeted|planned|had in mind|\
            wanted)
            (cant|cannot|can not|couldnt|wont be able to|not able to|unable to|dont think (i|we) \
            can|not sure (i|we) can|never) [really|quite|even|possibly] (afford|pay that|pay so|\
            spend that|swing|do that price|go that high|go that much|go higher|go above|go over|\
            justify)
            (on|have|got|with) [a|an] [very|really|pretty|kindof|kind of|bit of a] (tight|limited|\
            small|strict|fixed) (budget|income)
            (cheaper|lower|better) (price|rate|deal|rent|somewhere|elsewhere)
            (cheaper|less expensive) [?]
            more than (i|we) [can|could|want|wanted|expected|planned|hoped|was|were] [to|hoping|\
            planning|looking] [pay|spend|afford]
            (can|could|would|will|any chance|able|willing|possible) ~3 (come|go|drop|bring|lower|\
            reduce|knock|budge|negotiate|flexible) ~3 (down|lower|price|off|asking|rent|cost|less|\
            bit|more|any|it|?)
            (is|are) ~3 (negotiable|flexible|firm) [on] [the] [price] ?
            (lower|reduce|drop|bring down|cut|negotiate|discount) [on] (the|your|that|this|its|\
            some|it) [asking|listing] (price|rent|rate|cost|on the price|on that price|on price)
            willing to (negotiate|lower|come down|drop|reduce|budge|compromise|work with)
            (any|a) [bit of a|kind of|small] (discount|wiggle room|room to negotiate|flexibility)
            (best|lowest) (price|you can do|you can go|you will|youll|offer|you would|youd) [?]
            (dont|do not) have (that kind of money|that much|enough money|the money|a lot of money|\
            much money|any money|money)
            not [really|quite] worth (it|that|<price>|the)
            (commission|commissions|fee|fees|rate|closing costs|hoa) ~2 (too high|high|a lot|so \
            much|too much|steep|negotiable)
            (money|budget|funds|finances|cash) (is|are|s) [a little|a bit|really|pretty|very|kind \
            of|so|too] (tight|low|limited|an issue|a problem|a concern)
            (interest rates|rates|payment|payments|monthly) (are|is) [way|just|still|so|really] \
            (too high|high|crazy)
            (highest|most|max|maximum) (i|we) (can|could|would) (do|go|pay|offer|spend|afford)
            (a|such a|way) rip off
            <price> is [a bit|a little|way|just|still|really|kind of|pretty] (too|high|steep|a lot|\
            more than|over|out of)
            """),
        PhraseRule(
            .timingObjection, by: .client,
            """
            (need|want|like|would like|have) [some|a little|a bit of|more|a few|to take] [more] \
            (time|days|weeks) [to] [think|decide|consider|before]
            (need|want|have|like|got) to (think|sleep) [about|on|it over] [it|this|that]
            [let me|ill|i will|well|can i|going to|gonna] (think|sleep) (about|on) (it|this|that)
            think it over
            (not|isnt|arent) [quite|really|yet] (ready|a good time|the right time) [to|yet|for|\
            right now]
            (too|bit|little) (soon|early|fast|rushed|quick) [for]
            (now|this|it) (is|isnt) [really|just] [not] [a|the] (bad|good|right|great|best) time
            bad time
            (wait|waiting|hold off|holding off) (until|till|for|on) ~3 (rates|prices|market|spring|\
            summer|fall|winter|year|lease|month|later|baby|school|season|election)
            (going to|gonna|rather|want to|prefer to|well|ill|we will|i will) (wait|hold off) [a \
            bit|a while|for now|and see|until]
            (maybe|perhaps) (next|later|another|in) (year|month|time|spring|summer|fall|few|this)
            (lease|contract) (isnt|is not|doesnt|does not|not) ~1 (up|over|end|expire) [until|till]
            just (looking|browsing|started looking|starting to look)
            (not|no) [really] (right now|at the moment|at this time|this time|anytime soon|for now)
            (im|i am|were|we are) [too|really|very|so|pretty] (busy|swamped|slammed)
            """),
        PhraseRule(
            .trustObjection, by: .client,
            """
            (dont|do not|cant|hard to|how (do|can) i|why should i|not sure (i|we) [can]) (trust|\
            believe) [you|this|that|it|agents|realtors|the]
            (how do i know|how can i be sure|how can i know|how would i know) [that|this|its|you|\
            if|the|my]
            (is|are|sounds|seems|looks) [this|it|you|like] [a|legit|too] (scam|scammer|legit|\
            legitimate|for real|good to be true|fishy|sketchy|shady|suspicious)
            (bad|horrible|terrible) (experience|experiences) (with|in)
            (worked with|had) ~3 (agent|agents|realtor|realtors) (before|who) ~3 (didnt|never|lied|\
            bad|screwed|wasted|disappointed)
            (burned|screwed|scammed|ripped off|lied to) (before|by|last|in the past)
            (dont|do not|never) (know|heard of) (you|your company|your agency|this charity|them|it|\
            of it) [well|enough]
            (skeptical|suspicious|leery|wary)
            (how long have you been|are you new|are you licensed|are you even)
            what makes you different
            where does [all] [the|my] money (go|actually)
            (reviews|references|credentials|track record) ?
            too good to be true
            """),
        PhraseRule(
            .authorityObjection, by: .client,
            """
            (need|have|got|want|like) to (talk|speak|check|discuss|consult|ask|run|show|clear|\
            confirm) ~2 (with|to|by|past|it|this) ~1 my <family>
            (talk|speak|check|discuss|consult) (to|with|it with|it over with) my (<family>|lawyer|\
            attorney|accountant|lender|agent|financial advisor|advisor)
            [need|have] to (ask|consult) my (<family>|lawyer|attorney|accountant|lender|agent|\
            financial advisor|advisor)
            my <family> (has|have|needs|need|wants|want|makes|decides|doesnt|isnt|would have|will \
            have|would need|has to) ~2 (decide|say|see|agree|approve|like|sure|decision|final|want|\
            convinced|on board|think|look)
            (its|is) not [just|only] (my|up to me) [decision|call|choice]
            (not|isnt) (just|only|solely) my (decision|call|choice)
            (not|isnt) up to me
            (im|i am) not the [only] (one who decides|decision maker|only one)
            run (it|this|that|the numbers) (by|past) my
            """),
        PhraseRule(
            .needObjection, by: .client, negation: .means,
            """
            (dont|do not|doesnt) [really|even|actually] need (an agent|a realtor|it|this|that|one|\
            a|any|your|to (buy|sell|move))
            (not|no longer|isnt|arent|never) [really|that|even|actually|all that|too] (interested|\
            looking|in the market)
            (not|isnt|arent) [really|quite|exactly] (what|something) (i|we|im|were|i am|we are) ~2 \
            (looking|want|need|interested|had in mind|after|wanted)
            (dont|do not) (think|see) (i|we|why i|why we|the) [really] (need|want|should|point|\
            value)
            (can|could|will|going to|rather|want to|thinking of|think ill) (sell|list|do) (it|this|\
            that|my (house|home|place)) (myself|ourselves|on my own|on our own)
            for sale by owner
            (happy|fine|okay|good) where (i am|we are|im at)
            (already|just) (bought|purchased|have a (house|home|place|car|bike)|own)
            (we are|im|i am|were) all (set|good)
            (we are|im|i am|were) good for now
            no thanks
            no thank you
            (pass|ill pass) on (this|it|that)
            ill pass
            """),
        PhraseRule(
            .competitionObjection, by: .client,
            """
            (already|currently) ~2 (working with|have|signed with|using|talking to|represented by|\
            signed up with) ~2 (agent|realtor|broker|agency|someone|company|lender)
            (another|other|different|our own|my own) (agent|realtor|broker|brokerage|agency|\
            company) ~3 (offered|said|charges|charge|told|will|would|can|quoted|is|has)
            (have|working with|work with|use|got) (an|another|my own|our own|a different) (agent|\
            realtor|broker|agency)
            (interviewing|talking to|speaking with|comparing|looking at|meeting with|considering) \
            ~1 (other|several|a few|multiple|another|different) (agents|agent|realtors|realtor|\
            brokers|places|apartments|homes|houses|options|offers|listings|sellers|units|cars)
            (saw|seen|found|find|looked at|looking at|got|have) ~3 (similar|another|other|same|one|\
            comparable|ones) ~4 (cheaper|less|lower|better|for <price>)
            (similar|comparable|other) (ones|places|homes|houses|apartments|units|listings|\
            properties|cars|bikes|models) ~4 (cheaper|less|lower|better|<price>)
            (there are|theres|i have|i got|got) [some|many|several|plenty of|a lot of|lots of] \
            other (apartments|places|homes|houses|options|offers|listings|units|ones|cars|sellers)
            (zillow|redfin|opendoor|offerpad) (says|said|shows|offered|estimate|estimates|\
            zestimate|has it|values)
            zestimate
            (cheaper|better|lower|less) (elsewhere|somewhere else|at another|on (zillow|craigslist|\
            ebay|amazon)|online|down the street)
            (discount|flat fee|1 percent|one percent) (broker|brokerage|agent|listing|realtor)
            (get|buy|find|rent) ~2 (new|one|it|another|same|similar) ~3 (cheaper|for less|for only|\
            for about) [that]
            """),
        PhraseRule(
            .propertyObjection, by: .client,
            """
            (too|bit|little|kind of|pretty|very|really|so|rather) (small|big|old|far|noisy|loud|\
            dark|dated|outdated|cramped|close to|busy|run down|ugly|tiny|damaged|worn|dirty|crowded)
            (dont|do not|didnt|doesnt|not) [really|quite] (like|love|care for|crazy about|a fan of|\
            thrilled (with|about)|happy with) (the|that|how|this|it|its|living)
            not a [big|huge] fan
            (is|are|its|theyre) (tiny|cramped|dated|outdated)
            right on a busy (road|street)
            (needs|need|requires|require) [a lot of|so much|too much|some|lots of|a ton of|too \
            many] (work|repairs|updating|fixing|renovation|renovations|tlc|updates)
            (old|bad|leaky|leaking|broken|cracked|outdated|ugly|dirty|damaged) (roof|foundation|\
            kitchen|carpet|carpets|bathroom|windows|plumbing|furnace|hvac|appliances|floors|wiring|\
            heater)
            (worried|concerned|worry|nervous|concern) ~2 (about|with|is|over) ~1 (the|its|that) ~1 \
            (roof|foundation|neighborhood|location|noise|traffic|parking|size|condition|commute|\
            area|flood|mold|termites|age|mileage|yard|school|schools|safety|damage|scratches)
            (no|doesnt have [a|any]|does not have [a|any]|lacks|lack of|without [a|any]|isnt [a|\
            any]|there isnt|not enough) (parking|garage|yard|backyard|storage|laundry|closet|\
            closets|natural light|washer|dryer|dishwasher|air conditioning|ac|view|pool|space|\
            light|bedrooms|privacy|elevator)
            (school|schools) ~2 (bad|poor|rated|low|not good|terrible)
            (commute|drive) ~2 (long|far|bad|terrible|much)
            (main|busy) (road|street|highway) ~2 (noise|noisy|concern|worry|problem)
            (wish|wishing|hoping|wanted|was hoping) (it|for|there) ~1 (had|was|were|something|a) \
            ~1 (bigger|larger|newer|more|garage|yard|pool|closer|quieter|parking)
            (looking for|wanted|need|want) something (bigger|larger|newer|closer|smaller|quieter|\
            different|else|nicer)
            (smells|smell|mold|termites|bed bugs|roaches|water damage|pest|pests) (is|are|problem|\
            issue|concern|in)
            (wrong|bad|rough|sketchy) (area|neighborhood|location|side of town)
            """),
    ]
}
