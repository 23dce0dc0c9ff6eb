/// What clients object to about a home and where it stands, in roundabout words.
enum PropertyDoubts {
    private static let parts = """
        kitchen|bathroom|bathrooms|bath|bedroom|bedrooms|living room|yard|backyard|garage|closet|\
        closets|layout|floor plan|floorplan|lot|basement|ceilings|windows|roof|foundation|carpet|\
        carpets|floors|flooring|cabinets|appliances|house|place|home|condo|apartment|unit|building|\
        neighborhood|area|street|location|driveway|stairs|rooms|room|master|hallway|entry|view|\
        townhouse|property|lawn|deck|patio|wiring|plumbing|hvac|furnace|siding|paint|schools|\
        school|school district|commute|balcony|laundry|pool|tub|shower|parking|elevator|wallpaper|\
        tile|counters|countertops|attic|fence|office|den|dining room|porch|garden
        """

    static let all: [PhraseRule] = [
        PhraseRule(
            .propertyObjection, by: .client,
            """
            (\(parts)) ~1 (is|are|was|were|feels|feel|felt|looks|look|looked|seems|seem|seemed|\
            sits|gets|got) [just|really|all|still|so|kind of|a bit|a little|way|pretty|very|quite|\
            like|too|much|awfully|rather|definitely|super|a lot] [of a|too|a] (small|smaller|tiny|\
            cramped|dark|dated|outdated|awkward|weird|choppy|narrow|tight|noisy|loud|steep|ugly|\
            old|rough|shabby|run down|worn|worn out|dingy|closed off|closed in|claustrophobic|\
            unsafe|sketchy|scary|far|busy|damp|musty|dirty|gross|weak|poor|bad|terrible|awful|\
            crowded|oddly shaped|strange|odd|mess|disaster|disappointment|deal breaker|dealbreaker|\
            problem|cold|drafty|low|leaky|leaking|cracked|falling apart|shot|on its last legs|\
            failing|in bad shape|in rough shape|not great|an eyesore|tired|nightmare|turn off|\
            turnoff|original|cheap|flimsy)
            (\(parts)) ~1 (needs|need|would need|could use|requires|require|will need|has|have|had|\
            shows) [a|an|so|some|to be|lots of|a lot of|too much|major|serious|total|complete|new|\
            way too much|quite a bit of|visible|big|real] [bit of|lot of|much|ton of] (work|repair|\
            repairs|replaced|replacing|updating|update|remodel|remodeling|gutted|gut|new (roof|\
            kitchen|windows|furnace|carpet|floors|paint|everything)|cracks|crack|mold|water damage|\
            stains|stain|leaks|leak|termites|fixing|redone|redoing|issues|problems|help|tlc|damage|\
            love|overhaul|asbestos|rot)
            (\(parts)) ~1 (isnt|arent|is not|are not|wasnt|werent|doesnt|does not|dont|wont|didnt) \
            [really|quite|all that|very|just|exactly|even|that|nearly|going to] (big enough|large \
            enough|work|great|good|big|practical|safe|ideal|flow|fit|what we|what i|nice|enough|\
            close enough|convenient|my (style|taste)|our (style|taste)|updated|private|get (much|\
            any|enough)|feel|appeal|have (enough|any|a|much|room)|rated|top|the best|impressive|\
            finished|ours|for us|for me)
            (smaller|darker|older|noisier|farther|further|tighter|busier|more dated|more run down|\
            more cramped|steeper|louder) than (i|we|id|wed|the photos|it looked|expected|the \
            pictures|what|they)
            (photos|pictures|pics|listing) ~1 (looked|look|made it|were|made|showed|are) ~2 \
            (better|nicer|bigger|brighter|misleading|deceiving|larger|newer|deceptive)
            (only|just) [has|have|had|got|comes with|one|a] [one|a single|two|1] (bathroom|bath|\
            car garage|parking spot|closet|bedroom|window|sink|bathrooms|parking space|full bath|\
            story)
            (no|not enough|isnt enough|lack of|lacks|lacking|missing|without|zero|hardly any|\
            barely any|isnt any|isnt much|not much|little|doesnt have [a|an|any|enough|much]|does \
            not have [a|an|any|enough]|doesnt come with [a|any]) [real|a|an|any|good|natural|\
            decent|off street|street|covered|outdoor|indoor|actual|usable|much|private|fenced|\
            counter|guest|in unit|dedicated|proper|home] (parking|garage|yard|backyard|storage|\
            laundry|closet|closets|light|washer|dryer|dishwasher|air conditioning|ac|central air|\
            view|pool|space|bedrooms|privacy|elevator|balcony|basement|outdoor space|office|pantry|\
            bathtub|tub|driveway|insulation|room for|counter space|closet space|fence|place to \
            park|dining room|carport|outlets|charm|character|curb appeal|sunlight|guest room|\
            bathroom|shade|patio)
            (too|so|way too|pretty|really|awfully|a bit|a little|kind of|very|awful|not) (close to|\
            far from|near|far out|far away|many stairs|many steps|much work|much traffic|much \
            noise|much yard|little space|little storage|little light|few bedrooms|few closets|few \
            windows|many repairs|much upkeep|much maintenance|far to|far of a|isolated|remote|\
            rural|urban|big for|large for|modern|old fashioned|cookie cutter|exposed|close for \
            comfort|long of a)
            (right|directly|literally|backs|sits|smack|backing|located) ~1 (on|next to|beside|\
            under|behind|across from|onto|up to|near|up against|by) [a|the|to] [busy|main|loud|\
            noisy|major] (freeway|highway|interstate|railroad|train|train tracks|tracks|airport|\
            flight path|power lines|dump|landfill|fire station|gas station|cemetery|busy street|\
            busy road|road|bar|main road|main street|school|intersection|factory|overpass|\
            construction|prison|substation)
            (highway|freeway|traffic|road|street|train|airport|airplane|plane|neighbor|neighbors|\
            construction|bar|upstairs|dog|dogs) [noise|sound|sounds] ~2 (noise|noisy|loud|bother|\
            bothers|drive me|crazy|worries|concern|concerns|deal breaker|hear|constant|barking|\
            bothered|terrible|unbearable|worry|all night)
            (hear|heard|hearing) (the|every|traffic|trains|every single|all the|cars|planes) [the] \
            (highway|freeway|neighbors|trains|train|traffic|trucks|planes|car|footsteps|upstairs|\
            word|cars|road|street|tracks)
            (dont|do not|didnt|doesnt|not|isnt|wasnt|arent|never|hate|dislike|disliked|hated|cant \
            stand|not crazy about|cant get past|cant get over|not in love with|not sold on|not \
            wild about|not loving|not too keen on|put off by|bothered by|turned off by) [really|\
            quite|exactly|too|all that|big|huge] [a] [big|huge] [fan of|love|loving|like|liking|\
            care for|crazy about|thrilled with|thrilled about|happy with|sold on|impressed with|\
            impressed by|keen on|in love with|wild about|comfortable with|excited about|enjoy|sure \
            about] (the|that|its|how|this|having|living|being|sharing|all the|those|these|wood|\
            carpet) ~2 (\(parts)|close|far|small|dark|stairs|traffic|noise|busy|neighbors|setup|\
            style|look|color|colors|finishes|idea|size|condition|smell|popcorn|hoa|paneling|old|\
            design|wall|walls)
            (worried|worry|worries|concerned|concern|concerns|nervous|scared|afraid|anxious|\
            hesitant|uneasy|unsure|bothered|bothers|hung up|iffy|on the fence|stuck) [is|me|us|a \
            bit|a little|really|that|mostly|mainly] (about|with|by|over|is|of|on) ~2 (\(parts)|\
            noise|traffic|size|condition|flood|flooding|flood zone|mold|termites|age|safety|crime|\
            damage|crack|cracks|inspection|repairs|drainage|stairs|neighbors|smell|upkeep|\
            maintenance|hoa|septic|well|resale|radon|asbestos|lead|wildfire|wildfires|hurricane|\
            earthquake|distance|steps|trees|slope|steep|highway|power lines|airport)
            (smells|smell|smelled|stinks|reeks|stank) [a bit|a little|really|kind of|so|very|\
            pretty] [like|of|bad|musty|funny|damp|strange|weird|awful|terrible|strongly] [smoke|\
            cats|dogs|pets|mold|mildew|wet|cigarettes|pee|bad|awful]
            (needs|need|needing|requires|require) [way|far|just|just too|a|so|too|an|quite a] [too|\
            lot of|bit of|ton of|much|whole|full|complete|total|new] (much work|many repairs|work|\
            repairs|updating|renovation|roof|rehab|fixing|tlc|elbow grease|remodel|overhaul|\
            windows|gut job|kitchen)
            (fixer|fixer upper|money pit|handyman special|tear down|teardown|gut job|projects|\
            project house|too much project)
            (want|wanted|need|needed|prefer|looking for|hoping for|hoped for|rather have|like|were \
            after|after|must have) [a|an|something|more|at least|to have|some|another|bit|a bit|\
            one] [much|with|bit|bit more|little|least|little more|a bit|place] [a] (bigger|larger|\
            newer|quieter|more space|more room|more light|brighter|closer to|more modern|second \
            bathroom|third bedroom|more bedrooms|different (area|neighborhood|layout|street|style|\
            floor)|less work|move in ready|single story|one story|more private|more yard|more \
            storage|more open|open (layout|floor plan|concept)|roomier)
            (deal breaker|dealbreaker|deal killer|turn off|turnoff)
            (bedrooms|rooms|kitchen|closets|yard|lot|bathrooms) (on the small side|arent big \
            enough|isnt big enough|wont fit|is tiny|are tiny|could be bigger|too small)
            (wont|doesnt|dont|not going to|cant|couldnt|never|will not|wouldnt) [even|all|really] \
            fit ~1 (our|my|king|queen|bed|furniture|couch|in|car|truck|suv|two|both|everything)
            (hoa|association) ~2 (rules|restrictions|strict|restrictive|rental|wont let|doesnt \
            allow|pets|fees)
            (crime|crime rate|break ins|homeless|gangs|drugs) ~3 (high|bad|area|neighborhood|\
            worries|around|concern|worry|there|nearby|concerns)
            (commute|drive) ~2 (too long|an hour|brutal|killer|terrible|far|would be|is long|rough|\
            awful|long|kill|would kill|horrible|insane|hour)
            (too|long|far|awful|hour|minutes|miles) ~1 (commute|drive) (for|to|is|from|each)
            (roof|furnace|hvac|water heater|boiler|ac unit|windows|wiring|plumbing) ~2 (twenty|\
            thirty|fifteen|<number>|forty|original|old|years old|end of)
            """)
    ]
}
