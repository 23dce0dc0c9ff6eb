/// What clients object to about money: the price, the fee, and what others ask.
///
/// The plain wordings are in `ObjectionPhrases`; here are the roundabout ones.
enum MoneyDoubts {
    static let all: [PhraseRule] = [
        PhraseRule(
            .priceObjection, by: .client,
            """
            (more|higher|bigger|larger) than (i|we|id|wed|what (i|we)) ~2 (spend|pay|afford|go|\
            want|wanted|budgeted|budget|stretch|bargained|comfortable|hoped|planned|expected|borrow)
            (beyond|above|over|past|outside|exceeds|exceed) [of] (what (i|we|my|our)|my|our|the) \
            ~4 (spend|pay|afford|budget|means|approved|preapproved|qualified|comfort zone|price \
            range|limit|reach|max|maximum|approval|preapproval|pre approval|range|budgeted)
            (cant|cannot|couldnt|wont|not able to|unable to|dont want to|not willing to|hard to) \
            ~1 (stretch|go) ~2 (that (far|high|much)|past|beyond|over|to (that|<price>))
            (a|big|bit of a|quite a|huge|real) stretch [for] (us|me|our|my|financially|on)
            [would|will|that|it|is|be|thats|its|really] (stretching|stretches|stretch) (us|me|it|\
            things|our) ~1 (thin|budget|too|a lot|to the limit|budgets)
            (house|mortgage) poor
            sticker shock
            (price|pricing|rent|number|figure|fee|commission|payment|payments|amount) ~2 (makes me \
            nervous|scares (me|us)|worries (me|us)|concerns (me|us)|is crazy|is insane|is inflated|\
            seems inflated|seems off|is ridiculous|is outrageous|is unrealistic|is a problem|is an \
            issue|is our (main|biggest) (concern|worry|issue)|is what worries|is holding (us|me))
            (price|pricing|rent|fee|fees|commission|dues|taxes|payment|payments|deposit|insurance|\
            cost|costs|premium|premiums|assessment) ~1 (is|are|looks|seems|feels|sounds|look|seem|\
            feel) [still|just|way|a|so|pretty|awfully|really|very|quite] (high|steep|a lot|insane|\
            crazy|outrageous|excessive|unreasonable|nuts|hefty|brutal|killing|absurd)
            (asking|wants|charging|charge|want|charges) [way|for|far] (too much|a fortune|an \
            insane|a crazy|more than its worth)
            (costs|cost|costing|pay|paying|paid) [us|me] (a fortune|an arm and a leg|through the \
            nose|that much)
            (a|such a|an awful) (lot|ton|boatload|pile|fortune|chunk) [of] (money|cash|more (than|\
            money)|for (a|this|that|what|one|the|two|three))
            (numbers|math|budget|payment|payments|price) ~1 (dont|doesnt|does not|do not|isnt|not|\
            wont|didnt) [really|quite|just|going to] (work|working|add up|pencil|pencil out|make \
            sense|fit|reach that far)
            (not|isnt|wasnt|nowhere) [in|near|within] (our|my|the) [price] (budget|range|reach)
            (doesnt|does not|wont|didnt|will not) fit [in|within|into|with] (our|my|the) (budget|\
            price range|range)
            (capped|maxed out|max out|topped out|limited) [out] (at|to) [about|around|like] \
            (<price>|that|what)
            (cant|cannot|couldnt|wont|wouldnt|dont want to|would rather not) ~1 (go|spend|pay) \
            (over|past|above|beyond|more than|a penny more|higher than) [than] ~1 (<price>|that|\
            our|my|what)
            (hoping|wanted|trying|need|prefer|hoped|like) to (stay|keep it|be|get it|spend|pay) \
            (under|below|less than|closer to|around|nearer) <price>
            (hoping|looking|thinking) (for|of) something [a bit|a little|more] (closer to|around|\
            under|below|in the|less|cheaper|more affordable|lower)
            (something|anything|one) [a bit|a little|more|less|way] (cheaper|more affordable|less \
            expensive|lower priced|in our (price|budget))
            (room|wiggle room|flexibility|movement|give|play|leeway) (on|in|with) (the|that|your|\
            this) (price|rent|asking|number|fee|commission|rate)
            (would|will|could|can) (the|your|they|the sellers|the seller|the owner|the owners|the \
            landlord) [seller|sellers|owner|landlord] [be] (take|accept|consider|come|go|drop|\
            lower|willing to) ~2 (less|lower|down|offer|offers|below|under|the price)
            (why|how come) (is|are|does|do|so) ~3 (so|that) (much|high|expensive|steep|pricey)
            [seems|its|thats|feels|is] [like] [a lot|so much|too much|awfully high|kind of high] \
            (for what (you|it|i|we) ~1 (get|do|is|are|does|offer|gets)|for that (area|size|street|\
            neighborhood|condition))
            (too|so|bit|little) rich for (my|our) blood
            (money|cash|things) (is|are|will be|would be) [really|pretty|so|a bit|too|very|a \
            little] tight
            (tight|limited|small|fixed) (budget|income|funds)
            (price tag|asking price|list price) ~2 (too|is high|over|ambitious|optimistic|steep)
            (is|are|its|thats|theyre) [way|a bit|a little|just|a tad|far|so] (pricey|overpriced|\
            unaffordable|over priced|out of reach|out of whack|priced too high|ambitious)
            (double|twice|triple) (what|the) (i|we|price|rent|others|they)
            (pay|paying|give|spend|spending) [you|them] (that much|so much|all that|<number> \
            percent|full price|that kind of money|six percent|five percent|three percent)
            (six|five|three|<number>) percent (is|seems|sounds|feels) [like] [a|an|way|pretty|so|\
            awfully] (lot|high|steep|much|too|big|awful)
            (not|isnt|hardly|never) [really|even|quite|nearly] worth (that|it|what|anything|the|\
            <price>|anywhere)
            (wouldnt|wont|dont|not going to|cant) [think|believe] ~2 appraise
            (dont|didnt|doesnt) have (the|enough|that kind of|that much|any) ~2 (down payment|cash|\
            money|funds|budget|savings)
            (payment|payments|mortgage|monthly) ~3 (more than|over|above|higher than) ~2 (pay|rent|\
            now|afford|comfortable|spend|paying)
            (cut|lower|reduce|drop|negotiate|discount|come down on|match|shave) ~1 (your|the|that) \
            (fee|commission|rate|price|rent|percentage)
            (best|only) (i|we) [can] (can do|could do|do|manage|afford|have) is
            """),
        PhraseRule(
            .competitionObjection, by: .client,
            """
            (another|other|different|discount|second|local|big|flat fee|rival|competing|previous|\
            online) (agent|agents|realtor|realtors|broker|brokers|brokerage|company|agency|office|\
            lender|firm|team) ~2 (offered|said|says|charges|charge|told|will|would|can|quoted|\
            wants|promised|do|list|lists|does|thinks|has|could|suggested|is|only|came|gave|takes|\
            believes|priced|valued)
            (talking|speaking|meeting|met|spoke|spoken|talked|interviewing|interviewed|interview|\
            considering|comparing|working|seeing|checking) [to|with|out] [with] [up] ~2 (other|\
            another|several|different|two|three|four|few|multiple|couple of|more) [other|different|\
            more] (agent|agents|realtor|realtors|broker|brokers|brokerages|companies|people|teams)
            my (cousin|brother|sister|friend|uncle|aunt|neighbor|coworker|buddy|mom|dad|nephew|\
            niece|brother in law|sister in law|father in law|mother in law|best friend|friends \
            husband|friends wife|son|daughter|in laws|wifes friend|colleague) ~3 (is|has|just|got|\
            works|sells|who|whos|does|knows|used|gets|became) ~2 (realtor|agent|licensed|license|\
            real estate|broker|homes|agency|houses|licence)
            (have|has|got|know|using|use|hired|found|went with|going with|go with|using|signed|\
            chose|picked|like|love|prefer) [with] [a|an|our|my|another|the|your|some|one of] \
            [friend|family|cousin|other|same|good|great|current] (realtor|agent|broker|redfin|\
            opendoor|offerpad|brokerage|compass|zillow)
            (already|currently|now) ~2 (represented|under contract|committed|agent|realtor|listed|\
            exclusive|signed|broker|on board with)
            (signed|committed|sign) ~2 (exclusive|with another|with someone|with a different|with \
            (redfin|keller|remax|compass|coldwell|my|our))
            (zillow|redfin|opendoor|offerpad|trulia|realtor com|zestimate|the internet|an ibuyer|\
            ibuyer|we buy houses|homelight|investor) ~2 (says|said|shows|offered|estimate|has|have|\
            values|thinks|gave|made|puts|offers|lists|would|will|priced|quoted|came|buy)
            (cash|better|higher|lower|another|competing|second|different|other) (offer|quote|deal|\
            proposal|rate) (from|elsewhere|somewhere|with|already|on the table|at|by)
            (like|liked|love|loved|prefer|preferred|leaning toward|leaning towards|favor) the \
            (other|one|house on|place on|condo on|second|first|new) ~2 (one|house|place|condo|\
            better|on|more|across|building|apartment|unit|listing|home)
            (other|another|one|place|house|condo|unit|apartment|listing|home) ~5 (is|was|were|has|\
            had|for|at|thats|costs|comes|listed|asking) ~2 (cheaper|less money|nicer and|better \
            price|better deal|lower|more affordable|less)
            (new construction|new build|new builds|the builder|a builder|builders) ~4 (cheaper|\
            offering|incentive|incentives|better|less|instead|throwing|brand new|more|credit|\
            closing costs)
            (same|similar|identical|comparable|nicer|bigger|newer|better) [kind of|size|sized|type \
            of] (house|home|place|condo|unit|apartment|floor plan|one|model|homes|houses|units|\
            townhouse) ~6 (less|cheaper|lower|<price>|asking|better price|fewer)
            (someone|somebody) else ~3 (quoted|offered|lower|cheaper|less|better|for <price>|can do)
            (save|do it|list it|sell it) ~3 (discount|flat fee|fsbo|one percent|1 percent|1%|online)
            (shopping|looking|shop|look) around
            (what|why) ~2 (you|your) [offer|do|better|different|should i pick you] ~2 (different|\
            differently|that|than) ~1 (others|other agents|the others|another agent|anyone else|\
            redfin|other|they|they dont)
            (why) (should|would) (i|we) (pick|choose|go with|use|hire) you [over|instead]
            """),
    ]
}
