/// What a first talk finds out beside budget, decider, need and time: why, where, with what money,
/// on which side, and who owns the home.
enum QualificationPhrases {
    static let all: [PhraseRule] = [
        PhraseRule(
            .motivationQuestion, by: .agent, negation: .means,
            """
            (why|whats|what is|what made|what makes|what has|what got|what brings|what brought|\
            whats got) ~4 (moving|move|selling|sell|leaving|looking|buy|buying|relocate|relocating|\
            now|prompting|motivating|driving|behind|decide|decided|reason|motivation|you here|to me)
            (reason|motivation) (for|behind) ~2 (move|moving|selling|sale|buying|search|change)
            """),
        PhraseRule(
            .motivationAnswer, by: .client, negation: .means,
            """
            (new|got a|starting a|started a|took a|accepted a) [new] job
            (job|work|company) ~2 (transfer|transferred|relocating|relocation|moving me|offer in)
            (relocating|transferred|downsizing|downsize|upsizing|retiring|retire|divorcing|divorce|\
            getting married|newly married|expecting|having a baby|baby on the way|empty nest|kids \
            moved out|growing family|outgrown|outgrew|need more (space|room)|closer to (work|\
            family|my|our|the grandkids|school)|investment|rental income|tired of renting|rent (is|\
            keeps|went)|lease is (up|ending)|inherited|estate|foreclosure|behind on|first (home|\
            house|place))
            """),
        PhraseRule(
            .locationQuestion, by: .agent, negation: .means,
            """
            (what|which|any|do you have (a|any)|is there a|favorite|preferred|certain|particular|\
            specific) ~2 (area|areas|neighborhood|neighborhoods|part of town|side of town|location|\
            locations|school district|school districts|zip code|zip|city|cities|suburb|suburbs|\
            county|parts of town)
            where ~5 (looking|live|be|move|buy|want|like|located|work|commute|settle|hoping)
            """),
        PhraseRule(
            .locationAnswer, by: .client, negation: .means,
            """
            (in|near|around|close to|by|on|to|toward|towards) [the] (downtown|north side|south \
            side|east side|west side|suburbs|city center|countryside|beach|waterfront|university|\
            campus|same school district|same area|same neighborhood)
            (looking|live|be|prefer|like|stay|moving|want) ~2 (in|near|around|close to) ~3 \
            (neighborhood|area|school district|county|side|downtown|town|city)
            """),
        PhraseRule(
            .financingQuestion, by: .agent, negation: .means,
            """
            (pre approved|preapproved|pre qualified|prequalified|preapproval|pre approval|lender|\
            mortgage broker|financing|cash buyer|paying cash|pay cash|loan officer|down payment|\
            credit score|proof of funds) ~8 ?
            """),
        PhraseRule(
            .financingAnswer, by: .client, negation: .means,
            """
            (pre approved|preapproved|pre qualified|prequalified|preapproval letter|approved for|\
            cash buyer|paying cash|pay cash|all cash|our lender|my lender|the bank (approved|said)|\
            proof of funds|fha|va loan|conventional loan|down payment of|<number> percent down|to \
            put down)
            """),
        PhraseRule(
            .sideQuestion, by: .agent, negation: .means,
            """
            (buying|buy) or (selling|sell|renting|rent)
            (selling|sell|renting|rent) or (buying|buy)
            (have|need|is there|got|do you own) ~2 (home|house|place|property|condo) to sell
            """),
        PhraseRule(
            .sideAnswer, by: .client, negation: .means,
            """
            (want|looking|need|like|hoping|ready|trying|thinking|plan|planning|going) ~2 (buy|sell|\
            buying|selling|rent|renting|purchase|list|lease|listing)
            (sell|selling|list) (my|our) (house|home|place|condo|property)
            (buying|selling|renting) ~2 (house|home|place|condo|apartment|first|both)
            """),
        PhraseRule(
            .ownershipQuestion, by: .agent, negation: .means,
            """
            (do|are|is) (you|your name) ~3 (own|owner|owners|title|deed|homeowner)
            who ~2 (owns|owner|title|deed)
            """),
        PhraseRule(
            .ownershipAnswer, by: .client, negation: .means,
            """
            (i|we) [both|jointly|also|do] (own|owned|bought|inherited|co own) (it|the|this|our|a|my)
            (im|we are|were|i am) the (owner|owners)
            (on the|in my|in our|in both) (title|deed|name|names)
            """),
        PhraseRule(
            .nameGiven, by: .client, negation: .means,
            """
            (my name is|my names|i am called)
            """),
    ]
}
