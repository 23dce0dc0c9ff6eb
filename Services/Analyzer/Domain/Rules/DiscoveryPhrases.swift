/// Budget, authority, need and timeline: asked by agents and told by clients.
enum DiscoveryPhrases {
    static let all: [PhraseRule] = [
        PhraseRule(
            .budgetQuestion, by: .agent, negation: .means,
            """
            (whats|what is|what was|what were|do you have|did you have|is there|have you set|tell \
            me|share) ~2 (budget|price range|price point|max|maximum|limit|price in mind|number in \
            mind|amount in mind|figure in mind)
            what (price|amount|number|figure) ~5 (mind|comfortable|thinking|afford|pay|spend|range)
            how much ~2 you ~3 (spend|pay|afford|spending|paying|put down|offer|offering|donate|\
            give|comfortable|approved|willing|mind|have)
            how much (can|could|would|will|are|were) you
            (what|how much) (are|were|would|could|can) you (able|willing|looking|hoping|prepared|\
            comfortable|thinking|planning|wanting|like) ~2 (spend|pay|spending|paying|offer|\
            offering|donate)
            (are|were|have) you [been|already|yet] (pre approved|preapproved|pre qualified|\
            prequalified|approved|paying cash|financing)
            (whats|what is) [the] (most|highest|least) you (can|could|would|will|are)
            (spoken|talked|working|met|checked) (to|with) a lender
            (cash or|financing or|cash or financ)
            what would you (like|want|be willing) to (pay|spend|offer)
            what (can|could|would) you (afford|pay|spend|offer|do|give)
            (monthly|down) payment ~4 (comfortable|mind|target)
            what (did|do) you have in mind
            """),
        PhraseRule(
            .authorityQuestion, by: .agent, negation: .means,
            """
            (who|anyone|anybody|someone) ~2 else ~4 (decision|deciding|involved|decide|weigh|see|\
            consult|looking|needs|talk)
            (anyone|anybody|someone|somebody) else ~3 (loan|mortgage|title|lease)
            (who|whos) [will|would|is|else|be|all] ~2 (making|involved|deciding|decide|make|on the \
            (loan|title|lease|mortgage))
            (is|are|will|would|does|do) [there] ~3 (spouse|wife|husband|partner|co signer|cosigner|\
            anyone else) ~5 [?]
            (are you|will you be) ~2 (sole|only) (decision|owner|buyer|one|borrower)
            (are|do) you [the|currently] (own|owner|homeowner|the owner) ~4 ?
            (buying|moving|living|purchasing|renting|looking|deciding) (alone|by yourself|with \
            (someone|anyone|a)|together|on your own)
            (just|for) (you|yourself) or
            how many (people|of you|occupants|tenants|will be living)
            (who) will (be living|live|be using|be driving)
            """),
        PhraseRule(
            .needQuestion, by: .agent, negation: .means,
            """
            what (are|were|kind|type|sort|style|size|features|area|areas|neighborhood|\
            neighborhoods|part of|location|else|exactly|brings|brought|matters|made|would|do|is it|\
            is most|made you|attracted|questions|in particular|specifically) ~3 (looking|need|want|\
            wanting|have to have|must|important|like|prefer|interested|mind|hoping|bring|brings|\
            you here|to you|home|house|move|property|live|sell|about it|for)
            (what|whats) [is|are|your] ~2 (must have|must haves|non negotiables|deal breaker|deal \
            breakers|wish list|priorities|motivation|reason|goal|goals|ideal|dream home|needs)
            (why|whats making|what made|what has|whats) [are|do|did|is|would|you] ~2 (moving|\
            selling|sell|buying|relocating|move|looking|buy|relocate|decide|decided|interested|\
            changing)
            (tell me|share|describe) [me|a little|more|a bit|some] ~2 (about|what) ~3 (home|house|\
            looking|need|want|family|situation|ideal|yourself|place|goals|you|what|plans)
            how many (bedrooms|beds|bathrooms|baths|rooms|people|square|cars|pets)
            (do|would|will|are|is|did|have) you [be|also|really|currently|prefer] (need|want|\
            prefer|require|like|looking for|interested in|considering|planning|have (pets|any pets|\
            a preference|a pet|any preferences|any must))
            (are you|were you|you) [currently|still|just] (looking (for|to)|interested|hoping|\
            relocating|buying|selling|renting|in the market|a first time|thinking of|wanting to|\
            searching)
            where ~3 (looking|want to live|like to live|located|hoping|moving|commuting|work|\
            working|be using|live|from)
            what (will|would) you (use|be using|do with|need) ~2
            is (there|location|it) ~2 (important|anything|something) ~3
            (first|is this your first) (home|house|time|purchase) [buyer|buying|or] [?]
            any (must haves|preferences|concerns|special|particular)
            """),
        PhraseRule(
            .timelineQuestion, by: .agent, negation: .means,
            """
            (whats|what is|tell me|do you have|is there|what was|what does) ~2 (timeline|timeframe|\
            time frame|time line|move in date|target date|deadline|closing date|schedule look)
            how (soon|quickly|fast|long|urgent) ~6 (move|buy|sell|close|looking|ready|need|\
            purchase|start|moving|search|market|stay|be|lease|want|like)
            how soon
            (buying|selling|moving) (this|next) (spring|summer|fall|autumn|winter|year|month) or
            when ~5 (move|moving|buy|buying|sell|selling|close|ready|need|lease|available|start|\
            purchase|relocate|like to be|hoping|planning|want|able|pick|looking)
            (are|do) you [in a|need|have|on a] ~2 (rush|hurry|deadline|time crunch|asap|right away|\
            immediately|soon)
            by (when|what date)
            what (month|date|day|time of year) ~5 (move|buy|sell|close|looking|start|close|be in)
            is your (lease|current lease) ~3
            when (does|is|will) your (lease|current) ~3
            """),
        PhraseRule(
            .budgetAnswer, by: .client, negation: .means,
            """
            (my|our) [max|maximum|total|price] (budget|price range|limit|max|maximum) [is|was|of|\
            tops|would be]
            (i|we|i can|we can|can|could|im able to|i could|able to) (spend|afford|pay|go up to|go \
            as high as) ~3 <price>
            (up to|no more than|max|maximum|around|about|under|below|between|range|tops) [of|is] \
            <price>
            <price> (max|maximum|tops|is my (max|limit|budget)|is the (most|max))
            (pre approved|preapproved|pre qualified|prequalified|approved) [for|up to|at]
            paying cash
            cash buyer
            """),
        PhraseRule(
            .authorityAnswer, by: .client, negation: .means,
            """
            my <family> (and i|and me)
            (me|myself|i) and my <family>
            (just|only) (me|myself)
            (im|i am) the (only|sole|decision)
            """),
        PhraseRule(
            .needAnswer, by: .client, negation: .means,
            """
            (i|we|im|were|i am|we are) [really|mainly|just|also|would|am|definitely|do|will] (need|\
            needs|needing|want|wanted|looking for|prefer|require|searching for|hoping for|hoping \
            to|interested in|like to find|must have|looking to)
            (id|wed|would) (like|love|prefer|need)
            (important|must have|must be|has to (have|be)|needs to (have|be)|have to have)
            (first time|relocating|downsizing|upsizing|investing|investment property|growing \
            family|expecting|new job|transferred|retiring|divorce)
            """),
        PhraseRule(
            .timelineAnswer, by: .client, negation: .means,
            """
            (by|before|in|within|next|this|end of|early|late|mid) [the|end of|a|few|couple of] \
            (<month>|next month|next year|summer|spring|fall|winter|the year|the month|month|\
            months|year|weeks)
            (in|within|about) [the next] (<number>|a|a few|a couple of|two|three|four|six|couple) \
            (days|weeks|months|month|week|year|years)
            (asap|as soon as possible|right away|immediately|no rush|not in a (rush|hurry)|no hurry)
            (lease|contract) ~2 (up|ends|end|expires) ~3
            (ready|need|want|have|hoping) to (move|buy|sell|close) ~2 (now|asap|soon|by|in|next|\
            within|before)
            """),
    ]
}
