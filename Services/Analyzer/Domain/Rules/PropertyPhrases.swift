/// What is sold, what it does for the client, and what the market says.
enum PropertyPhrases {
    static let all: [PhraseRule] = [
        PhraseRule(
            .feature, negation: .means,
            """
            (pool|pools|gym|fitness center|sauna|spa|spas|jacuzzi|hot tub|patio|balcony|deck|\
            backyard|back yard|front yard|yard|garden|garage|carport|driveway|basement|attic|\
            fireplace|hardwood|granite|quartz|stainless steel|countertops|marble|island|appliances|\
            washer|dryer|dishwasher|laundry|closet|closets|walk in|pantry|ceilings|vaulted|\
            skylight|skylights|natural light|windows|central air|air conditioning|ac|hvac|furnace|\
            heater|new roof|solar|solar panels|security system|doorman|concierge|elevator|\
            amenities|storage|square feet|square foot|sqft|sq ft|sq feet|acre|acres|floor plan|\
            open concept|carpet|flooring|furnished|utilities included|internet|wifi|cable|school \
            district|master suite|master bedroom|en suite|loft|studio|bedroom|bedrooms|bathroom|\
            bathrooms|bath|baths|kitchen|dining room|living room|family room|parking|bbq|barbecue|\
            playground|tennis|clubhouse|gated|waterfront|lake|ocean|bay|view|views|remodeled|\
            renovated|updated|upgraded|brand new|newly)
            (miles|mileage|original owner|clean title|leather|warranty|tires|engine|transmission|\
            mpg|automatic|manual|memory|battery|screen|charger|case|box|unlocked|accessories|\
            condition|like new|barely used|hardly used|gently used|frame|wheels|brakes|gears|seats|\
            cushions|wood|oak|solid|mattress|drawers|upholstery)
            """),
        PhraseRule(
            .benefit, by: .agent,
            """
            (which|so|that|this|it|and) [it|that|really|also|will|would|can|you|youll] (means|\
            gives you|saves you|lets you|allows you|helps you|makes it|keeps you|ensures|offers \
            you|provides you)
            (so|where|and|that way|which means|then) (you|youll|you will|your|you can|you wont|you \
            could|youd|you never|you dont) ~1 (can|could|have|never|enjoy|save|be|not|always|only|\
            get|love|spend|feel|walk|relax|wont|need|worry|want)
            (youll|you will|youd|you would|youre going to|you are going to) [really|absolutely|\
            just|definitely|not|never|always] (love|enjoy|appreciate|save|have|be able|feel|get|\
            regret|need to worry|find|like|use)
            (perfect|ideal|great|good|excellent|suitable|handy|wonderful|best) (for|if|when|way to|\
            place to|spot for|fit for|choice for)
            (save|saves|saving) [you|on|a lot of|lots of|so much|some] (money|time|gas|on|hundreds|\
            thousands|<price>)
            (easy|short|quick|walking) (commute|access|walk|drive|distance|to maintain|to clean)
            (close|near|minutes|steps|walking distance|blocks) [to|from|away from|by] [the|all|\
            public|downtown|shopping|your|many|several|great|good|local] (transportation|transit|\
            work|school|schools|bart|subway|train|shops|shopping|restaurants|freeway|freeways|park|\
            parks|beach|downtown|campus|university|stores|everything|grocery|hospital|station|bus)
            (peace of mind|worth every penny|worth it|well worth|bang for your buck|great value|\
            good value|great deal|good deal|great investment|good investment|move in ready|turn \
            key|turnkey|low maintenance|plenty of (room|space|storage)|lots of (room|space|storage|\
            natural light)|room (to|for)|space (to|for))
            (imagine|picture) [yourself|yourselves|waking|coming|your|having|sitting|relaxing|the]
            (hold|holds|held|keep|keeps) (its|their) value
            (last|lasts) [you] [for] [many|a] (years|long time|lifetime)
            (make|makes|making|made) (a|an|the|your|their|it|life) ~2 (difference|easier|better|\
            lives|comfortable|happier)
            (help|helps|helping) (you|your|save|the|these|those|them|children|kids|families|many|\
            so many|people) [to]
            """),
        PhraseRule(
            .marketEvidence, by: .agent, negation: .means,
            """
            (comps|comparables|comparable sales|comparable (homes|houses|properties|units|\
            listings)|cma|market analysis|comparative market analysis|market (data|report|value|\
            trends|trend|average|rate|price|rent|statistics|stats)|days on market|absorption rate|\
            months of inventory|price per square foot|appraisal|appraised|kbb|kelley blue book|\
            blue book|zestimate|average (price|rent|sale price|sales price)|median (price|sale \
            price|rent|home price)|list to sale|sale to list)
            (similar|comparable|other|same|these|comparative) [size|sized|type of] (homes|houses|\
            properties|units|apartments|places|listings|ones|rentals|cars|models|bikes|phones) ~5 \
            (sold|sell|selling|listed|rent|renting|rented|going|go|goes|went|priced|are|for|<price>)
            (sold|closed|went|rented|selling|sells|retails|retail|goes|go|going|listed|priced|\
            appraised|valued|worth) [recently|last|for|at|brand|new|online|usually|normally|\
            typically|in|the|store|around|about|over|up|as|much|to] [for|at|as|about|around|over|\
            much|to] <price>
            <price> (new|retail|brand new|in (the|a) store|in stores|online|on amazon|on ebay|\
            market value|less than|below market|under market|cheaper than|more than (other|similar|\
            the))
            (paid|bought|purchased|cost|costs) ~4 <price>
            (sold|closed) between
            (prices|values|rents) in (that|this|the) ~2 (are|have|rose|fell|went) (up|down|risen|\
            fallen)
            (inventory|interest rates|mortgage rates|rates|prices|values|rents|home values|home \
            prices|market|demand) (is|are|has|have|keep|keeps|went|rose|dropped|fell|been) ~2 (up|\
            down|low|high|tight|rising|falling|increasing|increased|risen|fallen|dropped|going|\
            rose|hot|strong|appreciating|appreciated|grown)
            (appreciated|appreciation|increased|rose|grew|gone up|went up|dropped|fell) [by|about|\
            of|nearly|over] <number>
            (last|past|this) (month|quarter|year|week|spring|summer|fall|winter) ~3 (sold|sales|\
            closed|prices|homes|houses)
            (in|around|for) (this|the|that) (area|neighborhood|market|zip|city|complex|building) \
            ~4 (sold|sell|go|going|rent|average|run|cost|priced|higher|more|<price>)
            (better|lower|cheaper|less) than [the|what|any|most|all|other|others|anything|similar] \
            [other|similar|comparable] (places|ones|units|apartments|homes|market|listings|cars|\
            competition|area|sellers|else|retail)
            (research|studies|study|statistics|according to|data shows|numbers show|percent of|% \
            of|out of every|rated|rating|charity navigator|audited|annual report)
            (below|above|under|at) (market|retail|blue book|asking in this|invoice) [value|price|\
            rate|average]
            """),
        PhraseRule(
            .neighborhood, by: .agent,
            """
            (neighborhood|neighbourhood|the area|this area|downtown|school district|schools|\
            restaurants|shopping|shops|transit|bart|freeway|commute|walk score|park|parks|trail|\
            trails|hoa|community)
            """),
    ]
}
