/// What clients object to about themselves and the agent: when, whom to believe, who decides, and
/// whether they need it at all.
///
/// The plain wordings are in `ObjectionPhrases`; here are the roundabout ones.
enum PersonalDoubts {
    static let all: [PhraseRule] = [timing, trust, authority, need]

    private static let timing = PhraseRule(
        .timingObjection, by: .client, negation: .means,
        """
        (not|isnt|arent|wasnt|never) [really|quite|exactly|a|the|such] [a|the] (good|right|great|\
        best|ideal) (time|moment|timing|month|year) [to|for|right now|now|yet]
        (timing|time) ~1 (isnt|is not|not|is (bad|off|wrong|tricky|terrible|all wrong|tough|an \
        issue|a problem)|doesnt work|wont work|just isnt|feels (off|wrong|bad))
        (bad|wrong|terrible|awkward|busy|crazy) (time|timing|season|moment) [for|right now|to|at]
        (not|isnt|arent|im not|were not|still not|dont feel|not feeling) [really|quite|all that|\
        yet|that|exactly] ready [yet|to|for|at]
        (wait|waiting|hold off|holding off|hold out|holding out|sit tight|sitting tight|hold|stay \
        put) ~1 (until|till|for|to see|and see|a bit|a while|a few|on|longer|another)
        (rather|prefer to|going to|gonna|want to|think well|think ill|better|might|should|decided \
        to|plan to) (wait|hold off|sit tight|sit this out|hold on|put it off|postpone|pause|delay)
        (after|once|when|until|till|unless) ~3 (holidays|school year|graduation|graduates|baby|\
        wedding|surgery|bonus|rates (drop|come|go|fall)|rates (come|go) down|market (cools|settles|\
        calms|improves|drops)|prices (drop|come|fall)|lease (ends|is up|runs out|expires)|summer|\
        spring|tax season|new year|kids finish|divorce|dust settles|things (settle|calm|slow))
        (next|later this|in the|sometime next|early next|maybe in|until|end of the) [this] (year|\
        spring|summer|fall|winter|month) [is|would be|might|instead|at the earliest|maybe] ~1 \
        (better|more realistic|instead|earliest|maybe|work better|be better|makes more sense)
        (six|three|few|couple of|nine|twelve|eight|four|several|<number>) (months|years|weeks) \
        (out|away|off|from now|at least|down the road|before)
        (year|while|long time|ways) (out|away|off|down the road|from now|or so (out|away|off))
        (call|text|email|check|try|contact|reach out|touch base|circle back|get back|come back|\
        revisit|talk|check back|check in|reconnect) [me|with me|to me|in|back|again|this|us|with \
        us|on this|about this] [again|back|in|to|with] ~1 (in|after|next|around|later|sometime) ~2 \
        (months|spring|summer|fall|winter|year|holidays|few|couple|january|march|later on|\
        september|weeks|when|month|down the road)
        (need|want|have|like|got|let me|let us|lets|ill|well|going to|gonna|must|should|better|\
        time|wed|id) ~2 (think|sleep|mull|chew|pray|sit) ~1 (about|on|over|with) (it|this|that|\
        things|everything|them)
        (think|mull|talk|sleep) (it|this|that) over
        (need|want|take|like|have|some|more|give me|give us|little|bit of|few days) ~2 (time|days|\
        weeks|night|moment|weekend) (to (think|decide|process|consider|digest|figure|sort|get|look|\
        sit|weigh|research|discuss)|before (i|we|deciding|making|signing|committing))
        (dont|do not|not|without|never|wont|hate) [want to|wanna|like to|like|trying to|looking to|\
        going to|being|be|feel|feeling|to be] [feel|be|get] (rush|rushed|rushing|hurry|hurried|\
        pressured|pushed) [into|it|this|on|things|a|anything|in]
        (feels|feel|feeling|is|its|moving|going|all|seems|this is|things are) [all|a|like|a bit|\
        way|just|too|so|a little] [bit|little] (rushed|too fast|too quick|too quickly|too soon|\
        sudden|hasty|early|premature|fast)
        (too|way too|little|bit|still|pretty) (soon|early|rushed|sudden|premature) (to|for|in|yet|$)
        (just|only|barely) (started|starting|begun|beginning|getting started) ~1 (looking|our \
        search|my search|to look|thinking|the process|the search|to think|browsing|searching)
        (just|only|still|mostly) (looking|browsing|window shopping|kicking the tires|exploring|\
        researching|gathering|poking|getting (a feel|ideas))
        (rates|interest rates|mortgage rates|prices|market|election|economy) ~2 (settle|settles|\
        settle down|cool|cools|calm down|calms down|drop|drops|come down|comes down|improve|\
        improves|stabilize|crash|turns around|figure out)
        (too|so|really|super|crazy|very|pretty|incredibly|ridiculously) (much going on|busy|\
        swamped|slammed|hectic|tied up|stressed) [right now|at work|at the moment|with|this|these \
        days]
        (a lot|lot|so much|too much) [going on|on (my|our) plate|happening] (right now|at work|on \
        (my|our) plate|at the moment|with (the|work|our|my)|these days)
        (lease|contract) ~4 (through|until|till|not up|another|more months|months left|isnt up|\
        locked|doesnt end)
        (locked|stuck|tied) [in|into|to] ~2 (lease|contract) (until|till|for|through)
        (locked|stuck|tied) [in|into|to] ~1 lease
        (put|putting|push|pushing|hold|place) ~2 (on hold|on pause|on the back burner|on ice|off \
        for|off until|off till|it off)
        (not|isnt|arent) [really|quite] (planning|looking|hoping|going|thinking|expecting) [to|of|\
        on] [buy|buying|sell|selling|move|moving|list|listing|do|making|make] ~2 (until|till|for \
        (another|at least|a|several)|before|this year|any time|anytime|right away|soon|yet)
        (dont|do not|not going to|wont) ~2 (until|till) ~2 (next|spring|summer|fall|winter|january|\
        year|later|school|month|march|june|after|holidays)
        (revisit|reconsider|look at|think about|talk about|pick up|discuss) (it|this|that) [again] \
        (later|next|in|after|down the road|another time|some other time|when)
        (another|some other) (time|day) (maybe|perhaps|then|would|might)
        (maybe|perhaps) (later|another time|some other time|down the road|next (year|spring|summer|\
        month)|in a (few|couple)|someday|when)
        """)

    private static let trust = PhraseRule(
        .trustObjection, by: .client, negation: .means,
        """
        (been|got|gotten|get|was|were) [really|badly|so] (burned|burnt|screwed|screwed over|\
        scammed|ripped off|lied to|misled|let down|cheated|taken advantage of|taken for a ride|\
        ghosted|strung along|duped|conned) ~1 (before|by|last|in|once|on|twice|with|$)
        (dont|do not|cant|hard|difficult|never|tough|struggle|trouble|how (can|do|could|would) (i|\
        we)|not sure (i|we)|why (should|would) (i|we)|hesitant) [to|really|quite|fully|can|time|\
        exactly] [to] (trust|trusting|believe|believing|rely on|take your word)
        (trust|trusting) (issues|problem|problems|agents|realtors|salespeople|lenders|anyone|\
        brokers)
        (agents|realtors|brokers|salespeople|lenders|you guys|you people|people in your|you agents|\
        all agents|most agents|most realtors|every agent|agent|realtor) [are|will|would|just|only|\
        always|all|say|tend to|really|seem to] ~1 (only|just|all|always|say|lie|promise|disappear|\
        care|vanish|overpromise|exaggerate|pressure|never) ~3 (commission|sale|paycheck|same|\
        anything|that|money|close|deal|themselves|pushy|liars|lie|promises|things|sell|listing|\
        sign|call)
        (just|only|really|are you|youre) [trying|want|wants|after|looking|in it|out|here|saying|\
        say] [to|for|that|just|in it|trying to] [make|get|close|earn|push|for] [a|the|your|my|our|\
        this|that|to] [quick|big|fat] (sale|commission|paycheck|deal closed|buck|get the listing|\
        get me to sign|listing|signature)
        (whats|what is|wheres|where is|theres|there is|must be) ~1 (the|a|some) ~1 catch
        (hidden|surprise|extra|secret) (fees|fee|costs|charges|agenda|cost|charge|clause|clauses)
        (fine print|bait and switch|pyramid scheme|sales pitch|high pressure|hard sell|con artist|\
        snake oil|red flag|red flags|horror stories|shady|sketchy|fishy|scam|scammy|rip off)
        (too good|almost too good|bit too good) to be (true|real)
        (how) (do|can|could|would|will) (i|we) [really|actually|even] (know|be (sure|certain)|\
        verify|check|confirm) [that|if|whether|youre|you|this|its|it|the|your|those|were|any]
        (prove|show me proof|any proof|see proof|want proof|proof that|in writing|back that up|\
        backed up|guarantee (that|me)|can you guarantee|what guarantee|guarantees)
        (references|reviews|testimonials|credentials|track record|past clients|former clients) ~4 \
        (can|see|talk|call|check|have|any|do you|could|of|before|bad|terrible|awful|online)
        (can|could|do|would|may|like to|want to|love to) ~4 (references|reviews|testimonials|\
        credentials|track record|talk to (past|former|previous|some of your)|see your license)
        (not|dont feel|isnt|arent|wasnt|hardly|never) [really|very|that|entirely|totally|fully|100 \
        percent|sure im|sure were|sure i feel|super] (comfortable|convinced|confident|sold) [with|\
        signing|giving|sharing|sending|that|about|by|in|working|on|you|yet|handing]
        (dont|do not|barely|hardly|didnt|never) [really|even|actually] (know|met|knew|heard of) \
        (you|anything about you|your (company|firm|agency|brokerage)|who you are|much about you)
        (only|just) met (you|today)
        (last|previous|former|old|first|other) (agent|realtor|broker|lender|one|guy|company|\
        landlord|property manager|agency) ~3 (never|didnt|lied|promised|disappeared|ghosted|\
        screwed|wasted|dropped|said the same|told us the same|let us|was (terrible|awful|useless|\
        horrible|a|so)|messed|cost|left|overpriced|ripped|stopped|burned|pushed|hardly|barely|quit|\
        wouldnt|kept|ignored)
        (heard|hear|said|say|told|tell|promise|promised|promises) ~2 (that|it|this|same thing|\
        same) (before|from every|from other|from my last|from the last|from all)
        (everyone|everybody|they all|you all|all agents|every agent|you guys all) [agents] (says|\
        say|promises|promise|claim|claims|tells|tell)
        (skeptical|suspicious|leery|wary|distrust|mistrust|distrustful|doubtful|cynical|paranoid|\
        gun shy|apprehensive|uneasy)
        how long have you been ~2 (agent|realtor|broker|doing this|licensed|selling homes|selling \
        houses|in real estate|in business|in the business|at this)
        how many (homes|houses|deals|sales|clients|transactions|listings) have you ~1 (sold|done|\
        closed|had)
        (are you|youre|you seem|you look|you sound) [even|actually|kind of|a bit|really|pretty|a|\
        too] (new|licensed|experienced|inexperienced|young|green|legit|legitimate|a real|qualified|\
        certified)
        (do you|have you) (even|actually|really) (know|sold|worked|done|sell|work|live)
        (locked|lock|locking|tied|tie|stuck|trapped) [me|us] (in|into|down|with|to) ~3 (contract|\
        agreement|agent|someone|you|exclusive|six months|listing|anything|one agent|anybody)
        (believe|trust) (it|that|you|this) when i see
        (is|are|was|were) (that|this|those|these|it|you|the) [numbers|figures|photos|price|all|\
        really|even] (true|real|accurate|legit|honest|legitimate|being honest|for real|serious) ?
        (pulling|pull) my leg
        (something|smells|feels|seems|sounds|looks|bit|little) [is|a bit|a little|kind of|like|\
        very|so|really] (off about|fishy|shady|sketchy|suspicious|dodgy|scammy|dishonest|too \
        salesy|salesy|pushy|not right about)
        (youre|you are|youd|you would) [just|only] (say|saying|telling) ~2 (that|anything|what|to)
        (of course|naturally) youd say that
        (whose|which|what) side are you on
        (looking out|look out|work|working|care) [more|only|just] (for|about) (yourself|the seller|\
        your commission|the commission|your wallet|your paycheck|themselves)
        """)

    private static let kin = """
        wife|husband|spouse|partner|fiance|fiancee|boyfriend|girlfriend|parents|family|roommate|\
        roommates|boss|mom|dad|mother|father|brother|sister|siblings|son|daughter|kids|children|\
        business partner|co owner|co signer|cosigner|lawyer|attorney|accountant|cpa|financial \
        advisor|financial planner|advisor|lender|trustee|ex|ex wife|ex husband|better half|other \
        half|significant other|in laws|father in law|mother in law|uncle|aunt|grandmother|\
        grandparents|folks|investors|investor|board|employer|broker|company|management|supervisor|\
        hubby|brother in law|sister in law
        """

    private static let authority = PhraseRule(
        .authorityObjection, by: .client, negation: .means,
        """
        (talk|speak|check|discuss|consult|confer|chat|huddle|touch base|go over|sit down|meet|\
        connect|clear|review|clarify|debate|talking|checking|speaking) ~4 (with|to|over with|by|\
        past) [my|the|our|his|her] (\(kin))
        (run|running|ran|bounce|pass|take|bring|show|float|send|get) (it|this|that|these|them|the \
        numbers|the offer|things|everything|all this) ~1 (by|past|off|to|back to|over to|in front \
        of) [my|the|our|a] (\(kin))
        (ask|asking|loop in|consult|convince|include|involve|wait for|waiting for|waiting on|wait \
        on|get|need|hear from|bring in|call|check|tell|persuade) [my|the|our|in my] (\(kin)) ~1 \
        [first|to|before|about|on|in|on board|gets|is|back|opinion|input|approval|blessing|okay|ok|\
        and|what|if|whether|involved|permission|sign|$]
        (see|find out|hear|know|figure out|depends on|depend on) [out] [what|if|whether|how] [my|\
        the|our] (\(kin)) [and i] (thinks|think|says|say|wants|want|feels|feel|is|are|agrees|agree|\
        likes|like|would|will|can)
        my (\(kin)) ~1 (makes|make|decides|decide|handles|handle|controls|has the final|have the \
        final|gets the final|has final|calls the|has to|have to|needs to|need to|wants to|would \
        have to|would need to|must|should|isnt|is not|doesnt|is the one|are the ones|really wants|\
        wont|hasnt|has not|and i (decide|make (decisions|the decision|these decisions)|need to \
        (talk|decide|discuss))|has a say|gets a say|get a say|would want|will want|would kill|is \
        handling|is in charge|is still|is the decision|are still|get final)
        without [talking to|asking|checking with|consulting|speaking to|speaking with|running it \
        by] (my|our) (\(kin))
        before [i|we] (talking to|asking|checking with|consulting|speaking to|speaking with|talk \
        to|ask|check with|speak to|speak with|consult) (my|our) (\(kin))
        (its|it is|is|that is|thats|thatll be|that would be|ultimately|really|all|comes down|be) \
        ~2 up to (my|our) (\(kin))
        (its|it is|is|thats|that is|thatll be|that would be|ultimately|really) [really|ultimately|\
        all|entirely] (his|her|their|wifes|husbands|partners|dads|moms|parents|bosses|boards) \
        (call|decision|choice|money)
        (not|isnt|aint|wasnt|never|hardly) [just|only|solely|entirely|really|all|the|up|exactly|\
        totally] [to] (my (call|decision|choice|house|place to|money)|me|the one (who|making|that)|\
        the only (owner|decision maker|one deciding|one who decides)|the (decision maker|owner|\
        final|sole|one deciding)|mine to)
        (cant|cannot|couldnt|wont|wouldnt|dont|shouldnt|not going to|can not) [really|just|\
        possibly] (decide|commit|sign|agree|make|say|do|move|buy|say yes|answer|pull the trigger|\
        make a) ~4 (alone|by myself|on my own|myself|without (him|her|them|my|everyone|us both|the|\
        asking|talking|checking)|until (he|she|they|we both|my|everyone|i talk|ive talked|i speak|\
        i check))
        (we both|we all|both of us|all of us|wed both|wed all|we would both|we would all|two of us|\
        three of us) [would|will|both|all] (have|has|need|needs|want) to (agree|be on board|see it|\
        sign|decide|like it|approve|be on the same page|love it|sign off|weigh in)
        (joint|family|group|shared|couple|household) (decision|decisions|vote|matter)
        (needs|need|have|has|requires|subject to|get|want|waiting for|pending|wait for|waiting on) \
        [to|the|his|her|their|my|be|a|final] [get] (approval|sign off|permission|blessing|go ahead|\
        ok from|okay from|buy in|signoff|green light|thumbs up) [from|by|of]
        (committee|board|trust|estate|bank|hoa|court|probate|heirs|beneficiaries|executor|siblings|\
        co owners|other owners) ~2 (approve|approves|approval|agree|decide|decides|sign|vote|\
        consent|has to|have to|needs to|need to)
        (someone|somebody|anyone) else (decides|makes|has to|signs|approves|needs to|owns|is on)
        (brother|sister|siblings|ex|wife|husband|cousin|mother|father|partner|parents) [also|still|\
        and i|both] (owns|own|co owns) ~1 (half|part|a share|the house|the home|it too|it with me)
        (brother|sister|siblings|ex|wife|husband|cousin|mother|father|partner|parents) [also|still|\
        and i|both] (is|are) [also|still|both] on the (title|deed|loan|mortgage|lease)
        (he|she|they|the bank|the trustee) (gets|get|has|have|wants|want|would want|will want) (a \
        say|final say|to sign off|to approve|to see it|to agree)
        i (just|only) (do|handle|gather|collect|find|help|work|am helping|assist) ~4 (my|boss|for|\
        them|decides|him|her)
        im [just|only] (helping|looking for|asking for|inquiring for|searching for|representing|\
        doing this for) my (\(kin))
        """)

    private static let need = PhraseRule(
        .needObjection, by: .client, negation: .means,
        """
        (dont|do not|doesnt|didnt|never|no longer|wont|not sure (i|we)|not sure why (i|we)|why \
        (would|do|should|did) (i|we)|no|what do (i|we)|hardly) [really|even|actually|think|see|\
        that|a|think we|think i|feel|feel like we|feel like i|feel we|feel i|i|we|would|would we|\
        would i] [really|actually|even|any|would] (need|needs|require|needed|want) [for|to use|to \
        hire|to pay for|to have|the help of|help from|your help|to work with|to sign with|to pay|\
        you|all] [a|an|another|your|any|to|the|that|this|one|more|so] [bigger|big|new|real estate|\
        second|buyers|buyer|sellers|listing|own|own buyers|real] (agent|agents|realtor|realtors|\
        broker|representation|help|house|home|move|place|service|services|sell|much|space|bedrooms|\
        change|room|property|hire|for|it|middleman|one)
        (can|could|will|well|ill|going to|gonna|rather|want to|planning to|prefer to|think well|\
        try to|able to|plan to|trying to|try|thinking of|decided to|might) [just|try|try to|\
        probably|easily] (sell|list|do|find|handle|manage|figure|search|look|buy|advertise|rent|\
        show|negotiate|take care of|market|selling|listing|go) ~5 (myself|ourselves|on my own|on \
        our own|by myself|by ourselves|without (an agent|a realtor|you|agents|help|one|realtors|\
        anyone|paying)|fsbo|by owner|online|alone|directly|privately)
        (happy|fine|content|comfortable|satisfied|good|ok|okay|settled|love it|like it|perfectly \
        happy) [right|just|being|living|staying|in|with|at|to stay] [here|in|with] (where (we|i|\
        were|im)|here|our (current|place|house|home|apartment|rental|old)|my (current|place|house|\
        home|apartment|rental)|what we have|what i have|renting|staying|the house we|put|with what \
        (we|i))
        (not|no longer|isnt|arent|wasnt|never|no) [really|even|currently|actually|actively|\
        planning on|that|super|at all|particularly|terribly|too] (looking|interested|in the market|\
        interest|planning|thinking|considering|shopping|searching|intending|keen) [to|in|for|of|on|\
        at|anymore|right now|$|about] [buy|sell|move|buying|selling|moving|this|that|it|any|a|\
        relocate|list|anything|hearing]
        (no) (plans|intention|intentions|reason|need|desire|interest|plan) [to|of|for|in|on] [sell|\
        move|buy|selling|moving|buying|leave|relocate|an|a|list|it|that]
        (decided|deciding|going|want|choosing|chose|rather|prefer|plan|planning|think well|leaning \
        toward|opted|well probably|think ill|thinking of|voted) ~1 [to|on] (stay|staying|remodel|\
        remodeling|renovate|renovating|rent|keep renting|not (buy|sell|move)|stay put|keep (the|\
        our|my) (house|home|place))
        (dont|do not|fail to|not sure (i|we)|cant|cannot|not) [really|quite|even] (see|understand|\
        get|seeing) (the|any|a|why|how|what|much) [real|big] (point|value|need|benefit|reason|\
        advantage|id|wed|i would|we would|i need|we need|an agent|use|upside|you|this)
        (what|whats) [do|would|does|is|are|exactly|can|will] (i|we|an agent|a realtor|you|the) \
        [actually|even|really|point of|use of] (need|do|bring|get out of|get for|using|an|hiring|\
        gain|pay|offer) [you|an agent|a realtor|that] ~2 (for|that i cant|that we cant|anyway|do \
        myself|agent|i couldnt|myself)
        (just|only|merely|mostly) [was|being|plain|a bit|a little] (curious|nosy|dreaming|being \
        curious|daydreaming) [about|what|how|to|whether|$]
        (everything|all) [is|i need is|we need is|that|the listings are] ~2 (online|on zillow|on \
        redfin|myself)
        (already|just) (have|got|own|bought|closed|found|sold|rented|signed) [on] [a|an|the|our] \
        ~1 (place|house|home|lease|condo|apartment|one)
        (its|thats|this is|it is|that is|wasnt|isnt|not) [just|really] [not] [for|something|what|\
        really|quite] [for|what|a|something] (for (us|me)|what (we|i|were|im) ~2 (need|want|\
        looking|after)|a fit|a good fit|(we|i) (need|want)|something (we|i) (need|want))
        (doesnt|does not|wouldnt|dont|didnt|isnt|not) [really|quite] (apply to (us|me)|suit (us|me|\
        our|my)|match (what|our|my)|meet (our|my)|what (we|i) had|fit (our|my) (needs|situation|\
        life|lifestyle))
        (changed|changing|change) (our|my) (mind|minds)
        (waste|wasting) of [my|our|your|everyones] (time|money)
        (well|ill|going to|gonna|have to|think well|think ill|i think ill|i will|we will) (pass|\
        skip|decline|sit this) [on|this|it|out|$]
        """)
}
