/// Objections that are hinted at: who or what is named, and further on in the sentence why it
/// stands in the way.
enum HintedDoubts {
    private static let kin = """
        wife|husband|spouse|partner|fiance|fiancee|parents|mom|dad|mother|father|brother|sister|\
        son|daughter|grandmother|grandfather|grandma|grandpa|grandparents|uncle|aunt|in laws|\
        lawyer|attorney|accountant|boss|co signer|trustee|executor|ex
        """

    static let all: [PhraseRule] = [
        PhraseRule(
            .authorityObjection, by: .client, negation: .means,
            """
            my (\(kin)) ~6 (has to see|needs to see|wants to see|would have to see|have to see|\
            before (i|we) (decide|sign|commit|agree|offer|do)|has to be okay|has to be ok|signs \
            off|sign off|the purse strings|the checkbook|holds the money|wears the pants|has the \
            last word|final word|veto|hasnt seen it|has not seen it|on board first|okay with it \
            first|weigh in)
            (nothing|no decision|no offer|no signing) ~3 (until|till|without|before) ~2 my (\(kin))
            (settle|hash|work|clear|figure|iron|straighten|go over) (it|this|that|things) [out|\
            over] with my (\(kin))
            (executor|trustee|power of attorney|conservator|legal guardian) ~4 (decide|decides|\
            sign|signs|approve|approves|agree|has to|needs to)
            """),
        PhraseRule(
            .trustObjection, by: .client, negation: .means,
            """
            (agents|realtors|brokers|salespeople|salesmen|people in your business|your kind of \
            business) ~6 (pushy|pressure|lie|lied|tricks|talk you into|talked us into|talked me \
            into|twist|care only|fast talking|sugarcoat|sugar coat|hide|hiding|overpromise|games|\
            say anything)
            (what|something|anything) ~2 (not telling|hiding|leaving out|not saying|you dont \
            mention)
            (sounds|seems|feels|sounded) ~2 (slick|rehearsed|scripted|canned|evasive|vague|\
            misleading)
            (prefer|rather|want|need) ~3 (second opinion|independent|get it in writing|see the \
            numbers myself|check (it|that|you) out|look you up|verify)
            """),
        PhraseRule(
            .timingObjection, by: .client, negation: .means,
            """
            (nothing|not|no sooner|no earlier|no way|cant) ~4 (until|till|before|sooner than) ~3 \
            (closes|sells|retires|graduates|finishes|starts|ends|divorce|surgery|wedding|transfer|\
            visa|next season|tax return|bonus|inheritance|probate|school is out|the move|new year)
            (in the middle of|right in the middle of|in the thick of) ~3 (divorce|move|renovation|\
            semester|wedding|season|harvest|busy season|project|exams|funeral|surgery)
            (give|giving) (us|me|it|ourselves) ~2 (few|couple|some|another|more|six|three) ~1 \
            (weeks|months|days|time|year)
            (ask|try|talk to) (us|me) again (in|after|when|next|later|around)
            """),
        PhraseRule(
            .needObjection, by: .client, negation: .means,
            """
            (place|house|home|apartment|condo|rental) ~2 (works|suits|serves|fits) (us|me) (fine|\
            just fine|well|perfectly|okay)
            (not|arent|never) going anywhere
            (perfectly|plenty) (good|happy) (house|home|place|where|with)
            (neighbor|friend|cousin|tenant|nephew|coworker) ~3 (wants to buy|is buying|might buy|\
            will buy|offered to buy|interested in buying) ~2
            (why|what) ~2 (fix what|mess with|bother) ~3
            (can|could) [just|easily] (google|look up|find|search|see) (it|that|this|everything|\
            homes|listings|houses) ~2 (online|myself|ourselves|zillow|app)
            """),
        PhraseRule(
            .propertyObjection, by: .client, negation: .means,
            """
            (not sure|unsure|iffy|torn|hesitant) [i|we] [could|would|can] [about|like|live with|\
            do] (the|that|having|sharing|one|all|only|so) ~1 (stairs|layout|street|yard|kitchen|\
            bathroom|one bathroom|driveway|neighbors|size|location|bedrooms|basement|carpet|\
            parking|commute)
            (wed|we would|id|i would) (have to|need to) (redo|replace|gut|repaint|tear out|fix|rip \
            out|renovate|remodel|knock down|add) ~3
            (where would|nowhere to|no place to|no place for|no room for|no room to) ~3 (park|put|\
            store|eat|work|sleep|hang|the kids|the dog|guests|my desk|our bed)
            (steep|narrow|shared|gravel) (driveway|staircase|stairs|alley)
            (one|single) (bathroom|sink|closet) for (all|the|four|five|three|six|a|us)
            """),
        PhraseRule(
            .priceObjection, by: .client, negation: .means,
            """
            (more|higher) than (i|we) can (bear|handle|manage|swing|justify|stomach|borrow|get \
            approved)
            (wouldnt|not|never|hardly) ~2 (leave|have) (us|me) ~2 (anything|enough|much|cushion|\
            savings|left|breathing room)
            (wipe|wipes|drain|drains|empty|empties|clean|cleans) ~1 (out|us|our|my) ~2 (savings|\
            account|us out|reserves|emergency fund)
            (highway robbery|daylight robbery|pipe dream|wishful thinking|gouging|price gouging|\
            out of their minds|cash grab)
            (paid|bought it for|got it for|sold for) ~3 (half|less|<price>) ~3 (last year|years \
            ago|two years|recently|before)
            """),
    ]
}
