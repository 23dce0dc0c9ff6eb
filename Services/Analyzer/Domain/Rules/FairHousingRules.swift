import Identifiers

/// Steering, and preferences by the classes that the Fair Housing Act protects.
enum FairHousingRules {
    private static let act = "Fair Housing Act, 42 U.S.C. § 3604(a), (c); 24 CFR § 100.70–100.75"
    private static let memo = "\(act); HUD advertising guidance of 9 January 1995"
    private static let since = "1968-04-11"
    private static let amended = "1989-03-12"

    /// Talk about the law itself, and openness to everyone.
    private static let excuses = """
        fair housing
        equal housing
        (dont|do not|doesnt|does not|cant|cannot|never|not|wont|illegal to|against the law to) \
        [allowed to] (discriminate|steer)
        discrimination
        regardless of
        (all|every) (backgrounds|race|races|religion|religions|faiths)
        (open|welcome) to (everyone|all)
        everyone is welcome
        protected (class|classes)
        (cant|cannot|can not|not allowed to|not able to|unable to|wont|wouldnt|shouldnt|not \
        supposed to|illegal to|against the law to) [really|legally] (say|tell you|answer|speak to|\
        comment|discuss|describe|talk about|advise|share|steer|characterize)
        """

    private static let groups = """
        white|whites|black|blacks|african american|asian|asians|hispanic|hispanics|latino|latinos|\
        latina|mexican|mexicans|chinese|indian|indians|korean|koreans|filipino|vietnamese|arab|\
        arabs|russian|russians|italian|irish|polish|caucasian|caucasians|middle eastern|puerto \
        rican|cuban|haitian|somali|native american|immigrant|immigrants|foreign|foreigners|ethnic|\
        minority|minorities|colored
        """
    /// People by their origin, as nouns: `many black counters` names nobody.
    private static let peoples = """
        whites|blacks|asians|hispanics|latinos|latinas|mexicans|indians|koreans|filipinos|arabs|\
        russians|italians|caucasians|puerto ricans|cubans|haitians|somalis|africans|african \
        americans|native americans|middle easterners|pakistanis|ukrainians|orientals|immigrants|\
        foreigners|minorities|people of color|chinese people|vietnamese people|polish \
        people|irish people|black people|white people|asian people|hispanic people|brown people
        """
    private static let faithful = """
        christians|jews|muslims|catholics|hindus|mormons|buddhists|sikhs|baptists|lutherans|\
        atheists|jewish people|muslim people|christian people|religious people
        """
    private static let amount = """
        many|several|some|few|quite a few|plenty of|lots of|a lot of|tons of|loads of|too many|so \
        many|full of|mostly|mainly|only|all|majority of|mix of|more|fewer|less|bunch of|group of|\
        number of|hardly any|no|mostly just|predominantly
        """
    private static let faiths = """
        christian|christians|jewish|jews|muslim|muslims|catholic|catholics|hindu|hindus|mormon|\
        mormons|buddhist|baptist|lutheran|islamic|sikh|religious|churchgoing|orthodox
        """
    private static let places = """
        neighborhood|neighborhoods|neighbourhood|area|areas|community|communities|part of town|\
        side of town|section|block|street|building|complex|enclave|district|buyers|tenants|renters|\
        residents|families|people|folks|neighbors|owners|population|household|households|couple|\
        couples
        """

    static let all: [ComplianceRule] = [
        ComplianceRule(
            "fair_housing.race_color_origin", .fairHousing,
            patterns: """
                (area|neighborhood|neighborhoods|community|school|schools|side of town|part of \
                town) \
                [is|are|was|has|becoming|getting] ~1 (mostly|mainly|predominantly|primarily|\
                largely|\
                heavily|too|becoming) (\(groups))
                (\(groups)) (\(places))
                (mostly|mainly|predominantly|primarily|all|only|heavily|largely|majority|\
                traditionally|historically) (\(groups)) [people|families|folks] (live|living|here|\
                there|around|nearby|neighborhood|area|now|in (this|that|the)|on this|block|street)
                (mostly|mainly|predominantly|primarily|heavily|largely|majority) (\(groups)) $
                (too many|lots of|a lot of|full of|so many|bunch of|more|fewer|no) (\(groups)) \
                [people|families|folks] [live|living|moving|around|there|here|nearby|next door|in]
                (prefer|preferred|want|wants|wanted|looking for|only|rent to|sell to|selling to|\
                renting to|accept|accepting) [a|an] (\(groups)) [buyer|tenant|family|person|people|\
                buyers|tenants|families|only]
                (\(groups)) (only|preferred)
                (\(amount)) (\(peoples)) (live|living|here|there|around|in (this|that|the|our)|on \
                (this|that|the|our)|nearby|next door|moving|moved|own|owning)
                (there are|there is|theres|youll find|you will find|youll see|you will see|youll \
                meet|we have|we get|they get|full of|its|it is|area is|building is|street is|\
                block is) [so|too|mostly|mainly|nearly|almost|quite|just] (\(amount)) (\(peoples))
                (\(peoples)) (live|lives|living|own|owned|moved|move|moving|next door|around here|\
                in (this|that|the)|are (moving|buying|everywhere|taking over|coming))
                (neighbors|neighbours|residents|tenants|owners|families|people) [here|there|around \
                here] (are|were) [all|mostly|mainly|only|just|largely] (\(peoples)|black|asian|\
                hispanic|mexican|chinese|indian|korean|filipino|vietnamese|arab|russian|african \
                american|foreign|caucasian)
                (most|all|many|some|half|nearly all) of (the|our|my) (neighbors|people|families|\
                residents|tenants|owners) [here|there|around here] (are|were) (\(peoples)|black|\
                white|asian|hispanic|mexican|chinese|indian|korean|filipino|vietnamese|arab|\
                russian|african american|foreign|caucasian)
                (speak|speaks|speaking) (english|spanish) only
                english speakers [only|preferred]
                only (us|u s|american) citizens
                americans only
                """,
            exceptions: """
                (white|black|colored|foreign) (house|picket|cabinets|kitchen|people mover|owners \
                box|section 8)
                more (white|black|indian|italian|chinese) (cabinets|appliances|paint|tile|marble|\
                food|trim|walls|restaurants)
                all (white|black) (cabinets|appliances|paint|tile|marble|trim|walls|kitchen|\
                interior|bathroom|everything|quartz)
                (lots of|a lot of|full of|mostly|all|more|no|only) (white|black) (space|paint|\
                walls|trim|marble|tile|cabinets|oak|mold|leather|interior|exterior|\
                finish)
                (want|wanted|prefer|looking for|accept) [a|an] (white|black|italian|irish|russian|\
                chinese|indian|korean|mexican) (one|car|phone|bike|case|kitchen|marble|leather|\
                sofa|couch|table|desk|finish|interior|door|food|restaurant|restaurants|paint|frame|\
                version|model|color)
                (white|black) (block|street) (wall|party)
                """,
            excuses: excuses,
            guidance:
                """
                Describe the property, not who lives there. Point the client to public sources for \
                facts about an area.
                """,
            source: act, effective: since),
        ComplianceRule(
            "fair_housing.religion", .fairHousing,
            patterns: """
                if (youre|you are|theyre) (\(faiths))
                (\(faiths)) (\(places))
                (mostly|mainly|predominantly|primarily|all|heavily|largely|too many|lots of|a \
                lot of|many) (\(faiths)) [people|families|folks|neighbors|live|living]
                (prefer|preferred|want|wants|rent to|sell to|accept) [a|an|good|to] (\(faiths))
                (\(faiths)) (only|preferred)
                (most|all|many|some|half|nearly all) of (the|our|my) (neighbors|people|families|\
                residents|tenants|owners) [here|there|around here] (are|were) (\(faiths))
                (neighbors|residents|tenants|owners) [here|there] are [all|mostly|mainly] \
                (\(faiths))
                no (\(faiths))
                (\(amount)) (\(faithful)) (live|living|here|there|around|in (this|that|the|our)|on \
                (this|that|the|our)|nearby|next door|moving|moved|own|owning)
                (there are|there is|theres|youll find|you will find|youll see|you will see|youll \
                meet|we have|we get|they get|full of|its|it is|area is|building is|street is|\
                block is) [so|too|mostly|mainly|nearly|almost|quite|just] (\(amount)) (\(faithful))
                (\(faithful)) (live|living|next door|around here|in (this|that|the) (area|building|\
                neighborhood|block|street)|are (moving|buying|everywhere))
                good christian [family|home|values|people]
                """,
            exceptions: "(religious|catholic|christian) (street|avenue)", excuses: excuses,
            guidance:
                """
                Leave religion out. Describe the property and let the client look up places of \
                worship.
                """,
            source: memo, effective: since),
        ComplianceRule(
            "fair_housing.sex", .fairHousing,
            patterns: """
                (female|females|male|males|women|woman|men|man|ladies|gentlemen|girls|guys) (only|\
                preferred|tenants only|tenant only)
                (only|prefer|preferred|rent to|renting to|accept|accepting|want|wants) [a|an|\
                single|to (rent to|have)] (female|females|male|males|women|men|ladies|gentlemen) \
                [tenant|tenants|roommate|renter|renters|buyer|buyers|only]
                no (men|women|males|females|single men|single women|single moms|single mothers|\
                guys|gays|lesbians|transgender)
                (straight|heterosexual) (couples|people|tenants) only
                """,
            exceptions: """
                (want|wants|prefer) [a] (mens|womens|ladies|male to|female to)
                (female|male) (connector|plug|adapter|end|cord)
                """, excuses: excuses,
            guidance: "Offer the home to everyone on the same terms.", source: act,
            effective: "1974-08-22"),
        ComplianceRule(
            "fair_housing.familial_status", .fairHousing,
            patterns: """
                no families with [small|young|little|any] (kids|children)
                no (kids|children) [live|living] in (this|the|our) (building|complex|community|\
                neighborhood)
                (perfect|ideal|great|good|best|suited|suitable) [home|house|place|apartment|unit|\
                neighborhood|area|location|room] for [a|an|the|any|your] [young|growing|big|large] \
                (family|families|couple|couples|kids|children) [with (kids|children)]
                family friendly (neighborhood|area|community|building|street|block)
                no (kids|children|babies|toddlers|infants|families|teenagers) (allowed|please|\
                permitted|accepted|$)
                (no pets or|no pets and|no pets no|no smokers or|no) (kids|children) [or (pets|\
                smokers)] (allowed|please|permitted|accepted|preferred|only)
                no pets [or|and|no] (kids|children)
                (adult|adults|singles|couples|mature adults|mature couples|mature persons|seniors|\
                retirees|professionals) (only|preferred) (please|building|community|complex|\
                apartment|unit|$)
                (adult|adults only|child free|childfree|kid free|childless) (building|complex|\
                community|living)
                (dont|do not|doesnt|does not|wont|will not|cant|cannot|rather not|prefer not to) \
                [really|want to|like to|normally|usually] (accept|allow|take|rent to|sell to|want|\
                permit) [any|to] [families|people|anyone|tenants|renters|couples|buyers] [with|who \
                have] (kids|children|babies|families)
                (perfect|ideal|great|good|best|suited|suitable|designed|meant|intended) [home|\
                house|place|apartment|unit|neighborhood|area|location|condo|building|only] for [a|\
                an|the] [young|single|quiet] (singles|bachelors|bachelor|bachelorette|empty \
                nesters|retirees|retired couple|young couple|newlyweds|childless couple|mature \
                couple|older couple|couple without (kids|children)|couples without (kids|children)|\
                young professionals|young families|young family|traditional family|christian family)
                (family|families) (neighborhood|oriented (neighborhood|community|area)|area is \
                mostly)
                (mostly|mainly|all|lots of|a lot of|full of) [young|older] (families|retirees|\
                singles|young couples|empty nesters|young professionals|old people) (live|living|\
                in (this|that|the) (area|neighborhood|building|complex|community)|here|there|\
                around|on this|neighborhood)
                (not|isnt|wouldnt be) [a] [really|very|so] [good|great|right|suitable|ideal|meant|\
                safe] [place|building|home|neighborhood|unit|apartment] for (kids|children|\
                families|a family with (kids|children)|families with (kids|children))
                (without|no) (kids|children) (only|preferred|would be (best|ideal|better|preferred))
                (owner|seller|landlord) [really|would|does|is] ~1 (prefers|prefer|wants|looking \
                for) ~2 (couple|couples|singles|single person|no (kids|children)|without (kids|\
                children)|professionals|adults)
                """,
            exceptions: """
                for [a|your|the] [young|growing|big|large] (family|families) (of|room|rooms|dinner|\
                dinners|gathering|gatherings|time|photos|movie|movies|night|nights|fun|reunion|\
                reunions|barbecues|activities|pet|pets|dog|dogs|car|budget|events|game|games)
                for [a|the] couple of
                for (kids|children) (in need|around the world|who|that|everywhere)
                (i|we|you|they|he|she|who|both|have|had|has|having|got|with|there are|were) [have|\
                had|got|has|are|really|still] no (kids|children|babies) [yet|of|at home|so|myself]
                no (kids|children) (of|yet|myself|menu|size|were|was|are hurt|will|should|go|die|\
                in (africa|need)|table|bedroom|playing|around to|needed)
                no families (will|should|were|are|of|get)
                all families (in need|with|that|who)
                (55 plus|55 and (over|older)|62 and (over|older)|senior housing|age restricted)
                not [a] (good|great) (place|time) for kids [to play|in the pool]
                no (kids|children|babies) (without|unless|unattended|unsupervised|under <number> \
                without)
                """, excuses: excuses,
            guidance:
                """
                Name rooms and features, never who should live there. Housing for older persons \
                must qualify under 42 U.S.C. § 3607(b).
                """,
            source: memo, effective: amended),
        ComplianceRule(
            "fair_housing.disability", .fairHousing,
            patterns: """
                no (wheelchairs|wheelchair|handicapped|disabled|mentally ill|crippled|cripples|\
                blind|deaf|disability|disabilities|walkers|service animals|service animal|service \
                dogs|service dog|emotional support animals|emotional support animal|assistance \
                animals|esa|esas|section 8 or disabled) [people|persons|tenants|allowed|permitted]
                (able bodied|physically fit|healthy) (only|people only|tenants|tenant|persons|\
                applicants|residents|people preferred)
                must be (able bodied|physically able|healthy|mentally (stable|healthy|fit))
                (dont|do not|doesnt|does not|wont|will not|cant|cannot|not) [really|want to|have \
                to] (accept|allow|take|rent to|sell to|want|permit) [any|to] [people|anyone|\
                tenants|someone] [with|who have|who are|in] [a|any] (disabilities|disability|\
                disabled|handicapped|wheelchairs|wheelchair|mental illness|service animals|service \
                animal|service dogs|service dog|emotional support animals|emotional support animal|\
                assistance animals|esas|handicap)
                (not|isnt|arent) [really|very] (suitable|right|meant|appropriate|good|a good fit|\
                ideal|designed) for [a|the|any|someone|people|anyone] [who is|in a|with] [a] \
                (disabled|handicapped|wheelchair|disabilities|disability|wheelchairs|handicap|\
                mentally ill)
                (pet (fee|deposit|rent)|charge|fee) for [your|a|the] (service|assistance|emotional \
                support) (animal|dog)
                (what|whats) [is|s] (your|his|her|their) (disability|handicap|diagnosis|medical \
                condition)
                (have to|must|need to|needs to|should|has to|got to|gotta|required to) [all] be \
                (able to|capable of|fit enough to|strong enough to) (climb|climbing|walk|walking|\
                use|manage|managing|handle|take|go up|get up|do) [up] [the|a|your|all|all the|\
                those|these|many] (stairs|steps|stairway|staircase|flights|flight)
                (have to|must|need to|needs to|should|has to|got to) be (mobile|fit|physically fit|\
                in good (health|shape)|healthy|able to walk|sound of mind)
                (not|isnt|no place|no good|nothing|not a place|not a building|not really) for \
                (wheelchair|wheelchairs|disabled|handicapped|blind|deaf|the (disabled|handicapped|\
                blind|deaf|infirm)|cripples|people who (are (disabled|handicapped)|cant (walk|\
                climb|see|hear)|use [a] (wheelchair|wheelchairs|walker|walkers|cane|canes))|anyone \
                who (is (disabled|handicapped)|cant (walk|climb)|uses a (wheelchair|walker|cane)))
                (not|isnt|no place|no good|nothing) [really|well] [suited|suitable|right|meant|fit] \
                (for|to) [a|an|any|the] (disabled|handicapped|blind|deaf|crippled) (person|persons|\
                people|tenant|tenants|buyer|buyers|man|woman)
                (someone|somebody|anyone|anybody|people|person|persons|folks) (in|with|on) [a] \
                (wheelchair|wheelchairs|disability|disabilities|walker|crutches) (couldnt|cant|\
                wont|could not|cannot|would not|wouldnt|shouldnt|should not) [really|ever] (live|\
                manage|move|stay|cope|like|be happy|rent|buy)
                (not|isnt|no place|no good|nothing|not a place|not really) for [people|anyone|\
                someone|those|folks|somebody|a person|persons|tenants|buyers] (in|with|on|using) \
                [a|any] (wheelchair|wheelchairs|walker|walkers|crutches|disability|disabilities|\
                handicap|handicaps|cane|mental illness|mobility (issues|problems))
                (dont|do not|wouldnt|would not|wont|cant|rather not|prefer not to) [really] (want|\
                have|take|like|allow|rent to|sell to) [any|to have|a] (wheelchair|wheelchairs|\
                disabled|handicapped|blind|deaf|mentally ill|walkers|cripples)
                """,
            exceptions: """
                no (wheelchair|disabled|handicapped|handicap) (ramp|access|parking|accessible|lift|\
                spot|spots|space|spaces|bathroom|entrance)
                no blind (spot|spots|date|corners|bid|bidding)
                (no|not) (deposit|fee|pet fee|pet deposit|charge) for [your|a|the|any] (service|\
                assistance|emotional support) (animal|dog|animals|dogs)
                """, excuses: excuses,
            guidance:
                """
                Offer the home on the same terms, ask nothing about a disability, and treat \
                assistance animals as a reasonable accommodation.
                """,
            source: act, effective: amended),
        ComplianceRule(
            "fair_housing.steering", .fairHousing,
            patterns: """
                (dont|wouldnt|not|never|cant) (recommend|suggest) ~4 for (people|families|someone|\
                folks) like (you|yourself)
                (area|neighborhood|building|community) ~2 for (people|families|someone|folks) like \
                (you|yourself)
                (people|families|folks|buyers|clients) like (you|yourself|yourselves|yours) ~2 \
                (live|feel|fit in|belong|prefer|be (happier|more comfortable|happy|comfortable)|\
                usually|tend|should|buy|stay|do better|are happier|would like)
                (with|around|near|among) [more] (your own kind|your own people|people like (you|\
                yourself|yourselves)|your kind|others like you|families like yours|more people \
                like you)
                your (own kind|kind of people|kind of neighborhood|own people|type of people)
                (you|you people|your family|youd|you would|youll|they|your kids) [would|will|may|\
                might|wouldnt|wont|would not|will not|probably|never|really|just|also] ~1 (be \
                (happier|more comfortable|more at home|safer)|feel (more comfortable|safer|at home|\
                more at home|out of place|comfortable)|fit in|not fit in|stick out|stand out) ~1 \
                (in|with|around|among|on) [a|an|the|that|this|another|your] [more|different|other|\
                another] ~1 (neighborhood|area|part of town|side of town|community|people|\
                neighbors|kind|crowd|residents)
                (you|youd|you people|your family|they) [would] (wouldnt|wont|dont|not|never) \
                [really|quite] (fit in|belong) (there|here|in (that|this) (area|neighborhood|\
                community)|with (them|those people|the neighbors))
                (wrong|right) (kind|sort|type|element|class) of (people|person|neighbor|neighbors|\
                buyer|buyers|tenant|tenants|family|families|folks)
                (those|that kind of|these) people (live|are moving|moving|moved|in that|are taking \
                over|around|over there)
                (bad|undesirable|rough|wrong|criminal) element
                (your people|you folks) [all|here|there] (like|likes|prefer|love|live|feel|always|\
                usually|tend|would (be happier|feel|fit|like|prefer)|will (be happier|feel|fit|\
                like|prefer))
                (church|temple|mosque|synagogue) [nearby|there|close by|around the corner] for \
                (you people|your people|people like you|your kind|your faith)
                you people [here|there|all] (will|would|may|might|can|could|should|always|usually|\
                tend|like|prefer|love|want|need|belong|feel|fit|live|do|are|have|wont|dont)
                (near|close to|next to|by|beside|around|around the corner from|across from|with) \
                (the|a|your|that) (synagogue|mosque|temple|church|gurdwara|shul) ~4 (you|youll|\
                youd|your family) ~3 (feel|fit|be|belong|like|love|enjoy|prefer|want)
                (you|youll|youd|your family|you people) ~3 (feel|fit|be|belong) ~3 (near|close to|\
                next to|by|beside|around) (the|a|your) (synagogue|mosque|temple|church|gurdwara|\
                shul)
                (with|among|amongst|around|near|surrounded by) [more|all|other] (your people|your \
                community|your own community|your own culture|your culture|people from your \
                (country|culture|community|part of the world|background)|your fellow)
                (lots of|many|plenty of|a lot of|more|other|some) [of] (your people|people from \
                your (country|culture|part of the world|background))
                people of your (kind|sort|background|faith|color|race|religion|culture|type|age|\
                origin)
                (stay|steer|keep) (away from|clear of|out of) (that|those|this|the) (neighborhood|\
                neighborhoods|area|areas|part of town|side of town|people)
                """,
            exceptions: """
                (right|wrong) (kind|type|sort) of person to ask
                you (people|guys) (are|do) (great|the best|good|fine|amazing|awesome|so|very|\
                welcome|nice|ready|done|there|all set|free|not need)
                """, excuses: excuses,
            guidance:
                "Show homes by the client's stated criteria and let the client choose the area.",
            source: "\(act); NAR Code of Ethics, Standard of Practice 10-1", effective: since),
    ]
}
