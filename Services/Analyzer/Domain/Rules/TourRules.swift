import Identifiers

/// Offers of a tour, and waivers of the signature that comes before it.
///
/// An offer is the agent's, of a home, and in a main clause: `so that I only show you what fits`
/// offers nothing. Whether the agreement was spoken of before is for `ComplianceWatch` to know.
enum TourRules {
    private static let settlement = "2024-08-17"
    private static let source = "NAR settlement practice changes; NAR MLS Policy Statement 8.13"

    private static let homes = """
        house|houses|home|homes|condo|condos|apartment|apartments|flat|loft|townhouse|townhome|\
        duplex|bungalow|cottage|villa|penthouse|place|places|property|properties|listing|listings|\
        unit|units
        """
    /// What a tour is of: a home by its name, or by a word for it.
    private static let object = """
        it|them|both|inside|<homes>|any of them|one of them|all (of them|three|four)|(the|this|\
        that|a|an|some|both|these|those|my|our|other|another|few|two|three|several|of|any) ~2 \
        (\(homes))
        """
    private static let when = """
        today|tonight|tomorrow|<day>|<clock>|this (weekend|week|afternoon|evening|morning)|right \
        now|next (week|weekend|<day>)|after work|at (<number>|noon)
        """
    private static let visit = """
        see|tour|view|visit|walk through|check out|walk|come see|come and see|come view|go see|go \
        and see|come look at|go look at|take a look at|get inside|get into
        """
    private static let lead = """
        would you|do you|dont you|you would|youd|can you|could you|can we|could we|shall we|should \
        we|lets|let us|why dont (we|you)|how about (we|you)|how about|what about|what if we|youre \
        welcome to|you are welcome to|welcome to|want|wanna|come|ready|when can|when could|when \
        would|what time|what day|which day|when should|when shall|when do|are you|i would like \
        you|id like you|invite you
        """

    static let all: [ComplianceRule] = [
        ComplianceRule(
            "tour_before_agreement.offered", .tourBeforeAgreement, trigger: .tour,
            patterns: """
                (\(lead)) ~4 (\(visit)) (\(object))
                (would|does|do|is|will|how about|what about|are you|can you|how does) ~8 (work|works|\
                suit|suits|good|fine|ok|okay|free|available|fit|fits|convenient|possible|better|\
                best|time) [for you|for us|for you both|for you two|for your <family>|with you|on|\
                tomorrow|today|<day>|this weekend] (to|for) [go|come] [and] (\(visit)) (\(object))
                (would|does|do|is|will|how about|what about|free|available|how does|lets|let us|\
                shall we|can we) ~9 (for|do) [a|an|the|your|our] [quick|private|first|live|virtual|\
                short] (tour|tours|showing|showings|viewing|viewings|walkthrough)
                (ill|i will|i can|i could|id|i would|we can|we could|well|we will|let me|let us|\
                lets|im going to|gonna|happy to|glad to|love to|like to|able to|want me to|may i|\
                can i|could i|should i|shall i|allow me to|want to|can|could) ~2 (show|walk|take|\
                drive|bring) (you|yall|you guys|you two|you both|you all|you and your <family>) \
                [to|to see|through|around|inside|over to|by|out to|into] (\(object)|around|there)
                (ill|i will|i can|i could|we can|we could|well|we will|let me|happy to|glad to|\
                able to|want me to|can i|could i|should i|shall i|id love to|i would love to) ~2 \
                get you (in|inside|into|through) [to see|on|for|at|by] (\(when)|\(object)|the)
                (schedule|scheduled|set up|arrange|arranged|book|booked|line up|lined up|plan|put \
                you down for|sign you up for|do|reserve) [you|us|up] ~3 (tour|tours|showing|\
                showings|viewing|viewings|walkthrough|walk through)
                (want|like|love|interested in|care for|up for|offer you|give you|ready for|come \
                for|join me for) ~2 (tour|showing|viewing|walkthrough)
                (come|swing|stop|drop|pop) [on|right] (by|over|through) ~2 (the|this|that) ~2 \
                (\(homes))
                (meet) [me|you|us] (there|at ~3 (\(homes))|in front of ~2 (\(homes)))
                (we|you|lets|us|ill|i|can|to|and) ~2 (\(visit)|look at|show you) (\(object)) ~4 \
                (\(when))
                (\(when)) ~4 (we|you|lets|us|ill|i|can) ~2 (\(visit)|look at|show you) (\(object))
                """,
            exceptions: """
                (so that|so|before|until|till|once|when|whenever|after|if|unless|because|since|\
                while|whether|how|in order|as soon as|that|which|why|what) (i|we|you|youd|they|id) \
                [only|can|could|may|might|would|will|do|just|first|all|even|actually|do not|dont|\
                cant] [want|like|need|love|decide|get|plan|have|go|start|begin|were] [to] (see|\
                tour|view|visit|walk|show|take|bring|look at|drive|check out|schedule|book|get \
                inside|get into|touring|viewing)
                (they|he|she|people|buyers|others|inspector|appraiser|everyone|everybody|someone|\
                somebody|nobody|anybody|anyone|contractor|lender|engineer|surveyor|photographer) \
                [can|could|will|would|may|might|all|who|has|had] [want|like|wants|come] [to] (see|\
                tour|view|visit|walk|look at|schedule|book)
                (see|look at|visit|tour|view|walk through|come by|stop by|swing by|show you) [me] \
                [around] (your|my own) ~1 (home|house|place|property|apartment|condo)
                (as|which|where|like) you can see
                (you can see|can see) (it|them|both) (in|from|on the|by|at the bottom|online)
                (see|view|visit|check out|look at) (it|them|both|<homes>|~3 (\(homes))) (online|as|\
                from (your|the (perspective|point|side|street))|in the (report|numbers|figures|\
                photos|pictures|market|data|attachment|email)|differently|on (the|our|my) (website|\
                site|page|app|map|mls))
                (virtual|video|3d|online|recorded|matterport|photo) [home] (tour|tours|walkthrough|\
                walk through)
                (see|view|look at|check out) ~2 (listing|listings|property|home|house) (photos|\
                pictures|report|page|details|sheet|brochure|online|description|link|history|price|\
                prices|taxes|values|value|sales|inspection|warranty)
                (see|saw|seeing) (if|that|whether|what|how|why)
                (with|for|to|from|by) [other|our|more|all] [of the] (buyers|agents)
                do you have (it|them|both)
                """,
            excuses: """
                open house
                (cant|cannot|can not|not able to|unable to|wont be able to|not allowed to|never) \
                [really|legally] (tour|show|see|take you|view|visit|schedule|book)
                (represent|working for|work for|agent for) the (seller|sellers|owner|landlord) [not|\
                only|and not]
                (agreement|agreements|form|paperwork) ~8 (before|first|beforehand|then)
                (before|first|once) ~8 (agreement|agreements|signed|paperwork)
                """,
            guidance:
                """
                Send the written buyer agreement, with the compensation stated, and have it signed \
                before the tour.
                """,
            source: source, effective: settlement),
        ComplianceRule(
            "tour_before_agreement.waived", .tourBeforeAgreement, trigger: .waiver,
            patterns: """
                no (agreement|agreements|paperwork|papers|contract|contracts|signature|signatures|\
                signing|forms|form) [is|are|at all|or anything] (needed|required|necessary|\
                involved|yet|today|first|beforehand)
                (without|skip|forget|forget about|never mind|dont worry about|ignore|hold off on|\
                leave out) [all|doing|signing] [the|any|that|all|an|a|all the|all that] (agreement|\
                agreements|paperwork|papers|contract|contracts|signature|forms|formalities)
                (agreement|agreements|paperwork|contract|signing|papers|forms|formalities) (can|\
                could|will|may) (wait|come later|follow|be done later|come after)
                (dont|do not|wont|will not|no|not) (need|have|necessary|required|obliged) [you] \
                [for you] to [even] sign [a thing|anything|any|an|a|something|paperwork|the|forms|\
                up|yet|first] [buyer|buyers|agreement|paperwork|forms|papers|yet|first|today]
                (nothing|not a thing) to sign
                (neednt|need not|dont gotta|no need to|without having to) sign [a thing|anything|a|\
                an|any|the]
                (sign|do|handle|worry about|take care of|deal with|sort out|sort) [the|that|all \
                the|all that|any] (paperwork|agreement|contract|papers|forms|formalities|signing) \
                (later|after|afterwards|another time|some other time|down the road|at the end|next \
                week|once)
                (agreement|paperwork|contract|signature|signing) (is|are) (optional|just a \
                formality|unnecessary)
                (agreement|paperwork|contract|signature|signing) (isnt|is not|arent|are not|wont \
                be) (necessary|needed|required)
                """,
            exceptions: """
                (lease|rental|offer|purchase|sales|hoa|loan|mortgage|listing) (agreement|\
                agreements|paperwork|contract|contracts|forms)
                never ~2 without
                """,
            excuses: """
                open house
                (cant|cannot|can not|not able to|unable to|wont be able to|not allowed to|never|\
                no tour|no tours|no showing|no showings) [really|legally] (tour|show|see|take you|\
                view|visit|without|before)
                (need|have|required|must|requires|require) ~3 (sign|agreement|signed) ~6 before
                before ~6 (need|have|required|must|requires) ~4 (sign|agreement)
                """,
            guidance:
                """
                Agree in writing before the first tour, in person or live virtual, with the \
                compensation stated.
                """,
            source: source, effective: settlement),
    ]
}
