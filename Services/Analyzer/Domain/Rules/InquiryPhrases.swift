/// More ways in which agents ask for budget, deciders, needs and time.
enum InquiryPhrases {
    static let all: [PhraseRule] = [
        PhraseRule(
            .needQuestion, by: .agent, negation: .means,
            """
            (whats|what is|what was|what isnt|whats not|what has|what have|what do|what does|what \
            did|what would|what are|what were|what made|what makes|what brought|what brings|what \
            got|what|which) ~4 (working|missing|lacking|important|matter|matters|most to you|ideal|\
            dream|perfect|wish|wish list|wishlist|must have|must haves|priorities|priority|non \
            negotiable|deal breaker|deal breakers|dealbreakers|dealbreaker|like about|love about|\
            dislike about|hate about|like to change|liked about|frustrates you|bothers you|\
            outgrown|looking for|hoping for|hoping to find|hope to find|need in|want in|need from|\
            want from|change about|draws you|drew you|attracted you|caught your eye|prompted|\
            moving you|you to (move|sell|buy|look|reach|call|click)|makes you want|has you|you \
            (looking|thinking of) (to|moving|selling|buying)|appeals|excites you|motivating|\
            motivates|driving|neighborhoods|features|see yourself|your day|lifestyle|commute|need \
            more of|need the|use the|hope your|next (place|home|house)|stands out|hope changes|\
            bothered you|keeps you|your reason|biggest (need|frustration|priority|worry|concern|\
            reason)|main (reason|thing|concern|priority)|worst part|best part|have to have|cant \
            live without|live without|do without)
            (why) ~3 (move|moving|sell|selling|leave|leaving|buy|buying|now|looking|relocate|that \
            area|this area|this (house|home|one|neighborhood)|important|downsizing|downsize|matter)
            (how) (many|much) (bedrooms|beds|bathrooms|baths|rooms|space|square feet|yard|cars|\
            people|room|storage|kids|pets|of a yard|parking|of you|work) ~4 (you|need|want|have|\
            live|living|looking|will|should)
            (how) [do|would|will|does|are] (you|your family|you guys) [all|see|like|plan to|want \
            to|currently|usually|typically|mostly] (use|spend|live|picture|imagine|see yourself|\
            entertain|work from|commute|get to work|feel about|envision)
            (tell|walk|help|paint) (me|me a picture) [a bit|more|a little|a little more|through|of|\
            understand|know|little|bit] ~2 (about|what|why|how|of|your|through) ~3 (looking|ideal|\
            situation|family|move|home|need|needs|want|perfect|dream|day|matters|brings|brought|\
            important|plans|goals|place|house|lifestyle|search|wish|current|happening|going on)
            (describe|picture) [me|to me|for me] (your|the) (ideal|perfect|dream|current|next|\
            typical)
            (do|would|will|are|does|did|is|have) (you|your|a|having|being|there|it|anyone|your \
            family|you guys) [need|want|prefer|have|require|like|care|looking|open|be|set|\
            considering|hoping|considered] [to|for|a|any|at|on|if] [a|more|any|least|to] ~2 \
            (bedrooms|bedroom|bathrooms|yard|garage|home office|pets|dog|schools|school district|\
            commute|parking|single story|open floor|pool|basement|neighborhood|neighborhoods|\
            specific area|certain area|particular area|area|location|new construction|fixer|condo|\
            townhouse|downtown|suburbs|stairs|outdoor space|elevator|accessibility|close to|style|\
            preference|must haves|must have|features|walk to|work from home|move in ready|older \
            home|hoa|good schools|garden|more space|bigger|smaller|storage) ~6 ?
            (is|are|was|were) (there|a|the|having|being|parking|schools|outdoor|commute|location|\
            it) ~4 (must|important|deal breaker|must have|necessary|a priority|on your list|you \
            need|you want|need to have|non negotiable|essential|big factor|matter) ~4 ?
            (where|which (area|areas|neighborhood|neighborhoods|part|parts|side|school|schools)) \
            ~3 (looking|live|want|like|prefer|considering|work|commute|hoping|drawn|picture|\
            thinking|be close|favorite|interested|in mind|settle)
            (anything|something|anywhere|what else) ~4 (must|need|want|avoid|looking for|important|\
            should know|be missing|deal breaker|specific|in particular|would change|wish|love) ~3 ?
            (whats|what is|what) ~2 (prompting|behind|pushing|making you|inspiring|triggering) ~2 \
            (move|sale|change|sell|search|decision|you)
            """),
        PhraseRule(
            .budgetQuestion, by: .agent, negation: .means,
            """
            (what|whats|which|do you have|have you|is there|how about|can you share|could you \
            share|where) ~5 (budget|price range|price point|spend each month|monthly payment|spend \
            a month|put down|down payment|ceiling|top number|max|maximum|price bracket|range in \
            mind|preapproved for|approved for|qualified for|comfortable (spending|paying|with \
            monthly|payment)|spending limit|ballpark|financially)
            (roughly|about|around|approximately|ideally) (how much|what) ~4 (spend|pay|afford|put|\
            invest|spending|budget)
            (know|idea|sense|thought about|figured out|decided|mind) ~4 (like to spend|want to \
            spend|budget|how much you|can spend|can afford|price range|comfortable spending|spend \
            each|youd like to spend|monthly)
            (how) (high|far|much) ~3 (willing to|comfortable|able to|can you|could you|would you|\
            you like to) [go|spend|spending|pay|stretch|put|invest|going|borrow]
            (have|are|were|did|do) (you|you been|you already|you gotten|you all) ~3 (pre approved|\
            preapproved|pre qualified|prequalified|preapproval|pre approval|talked to a lender|\
            spoken to a lender|spoken with a lender|met with a lender|working with a lender|lender|\
            financing|cash buyer|paying cash|mortgage|letter) ~3 [?]
            (will|would|are|is) (you|this|it) ~2 (cash|financing|finance|financed|fha|va loan|\
            conventional) ~4 ?
            (what) (number|figure|payment|amount|price|range) ~4 (comfortable|work|works|mind|feel|\
            looking|thinking|make sense|scare|sweet spot|fit)
            (where) (do you|would you|are you) ~2 (want|need|like|comfortable) ~2 (price|budget|\
            payment)
            """),
        PhraseRule(
            .authorityQuestion, by: .agent, negation: .means,
            """
            (who|whos|is there anyone|is anyone|will anyone|anyone|anybody|is anybody|does anyone|\
            will anybody|is there someone|someone|does anybody) [else] [is|will|be|would|should|\
            needs|need|has|have] [else] ~4 (decision|deciding|decide|decides|involved|say|input|\
            sign off|title|loan|mortgage|purchase|lease|weigh in|buying with|part of this|part of \
            the|on board|agree|approve|see it too|run this by|contract|deed|included|copied|loop \
            in|in the loop|helping you|consult)
            (will|would|should|is|does|do|has|have|can|could) (your|you and your|the) (husband|\
            wife|spouse|partner|parents|family|fiance|boyfriend|girlfriend|brother|sister|co owner|\
            father|mother|others|ex) ~6 ?
            (are|will|is) (you|it|this) ~2 (only|sole|one|just) ~2 (decision maker|owner|buyer|\
            borrower|one deciding|making the decision|on the title|on the loan|deciding|who \
            decides|you deciding|person deciding|one making|name on|your decision|signing|yourself)
            (are|will) (you|you two|both of you|you both) ~2 (deciding|buying|making this decision|\
            purchasing|doing this|looking|on the (title|loan|deed)) ~2 (together|alone|yourself|\
            solo|jointly|with (someone|anyone)|own)
            (whose) (name|names|decision|call)
            """),
        PhraseRule(
            .timelineQuestion, by: .agent, negation: .means,
            """
            (when|how soon|by when|what date|what month|how quickly) ~5 (move|moving|moved|be in|\
            settled|settle|close|closing|list|listing|sell|buy|start|looking to|hoping to|want to|\
            need to|like to|lease|ready|relocate|out by|possession|keys|in by|thinking of (moving|\
            buying|selling|listing)|begin|school starts|planning)
            (whats|what is|what does|what|do you have|have you got|is there|any) [is|a|your|the|\
            an] ~2 (timeline|time line|timeframe|time frame|timing|deadline|target date|move date|\
            move in date|ideal move|ideal closing|schedule|hard date|date in mind|month in mind|\
            rush) ~5
            (are|do|is) (you|there|this) [in|on|have|hoping|looking|thinking|planning|facing|need|\
            working] [a|any|to|of|with|against] ~3 (rush|hurry|deadline|this (year|month|spring|\
            summer|fall|winter)|next (year|month|spring|summer|fall)|right away|soon|now or|sooner|\
            later|by (spring|summer|fall|winter)|in the next|within the next|asap|time pressure|\
            hard date) ~5 ?
            (how long) ~3 (been looking|been thinking|searching|lease|left on|before you|until you|\
            you have|plan to stay|have you been|do you have|can you wait|are you willing)
            (what) (has|would have|needs|would need|will have|does it take) ~1 (to happen|happen) \
            ~2 (before|for you|until|by)
            (is|are) (next|this|the end of) ~3 (realistic|doable|possible|too soon|soon enough|\
            early enough) ?
            """),
    ]
}
