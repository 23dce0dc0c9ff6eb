/// Closing: asking for the step, setting it, and agreeing to it.
enum ClosingPhrases {
    static let all: [PhraseRule] = [
        PhraseRule(
            .trialClose, by: .agent, negation: .means,
            """
            (how does|hows|how would|does|would) (that|this|it|<price>|<day>|the price|those) [all|\
            price|number|plan] (sound|work|look|feel|be)
            (do we|we|have we|have) [got|have] a deal [?]
            deal ?
            (sound|sounds) (good|fair|ok|okay|reasonable|like a plan) ?
            (does|do|can|will) (that|you|this|we) ~1 (work|agree|make sense|commit|accept|move \
            forward|proceed) ~3 ?
            (are|would) you ~2 (ready|willing|prepared|interested|able|like|want|comfortable) to \
            ~2 (move forward|proceed|buy|purchase|make an offer|put in an offer|submit|sign|commit|\
            take it|rent|apply|donate|write|contribute|put down|give|start|help|go ahead|make a \
            donation)
            (would|will|could|can) you [be able to|like to|please|consider|perhaps] (donate|\
            contribute|buy it|take it|sign|make a donation|pledge|commit|do <price>|go with)
            (shall|should) (we|i) (go ahead|write|draft|start|send|put|move|get|draw|book|schedule|\
            proceed|submit)
            (when|once|as soon as|after) (we|you) (schedule|sign|close|move in|submit|write|list|\
            make the offer|get the keys)
            if (i|we) (could|can|were to|was able to|get|got|find|found|throw|include|drop|did) ~8 \
            (would you|will you|could you|are you|do we|can you|you)
            what would it take
            (what do you think|what are your thoughts|thoughts) ?
            (is|would) (this|that|it|<price>) [be] (something|acceptable|agreeable|ok|okay|fair|\
            reasonable|good|fine) ~3 ?
            (want|ready) to (move forward|make an offer|apply|take it|buy|go ahead|lock|get started)
            on a scale of
            which (one|home|house|day|time|option) ~4 (prefer|better|best|work|works|like|favorite)
            (what|which) (time|day) ~3 (works|work|best|good|better|free)
            """),
        // Asks for the decision itself, so that a yes binds.
        PhraseRule(
            .decisionAsk, by: .agent, negation: .means,
            """
            (would|will|could|can|are|do|did|may|might) (you|we|i) ~4 (donate|donating|contribute|\
            contributing|give|giving|make a donation|making a donation|donation|pledge|sponsor|\
            chip in|help [us|them] out|buy|buying|buy it|purchase|take it|rent it|sign|signing|\
            make an offer|put in an offer|apply|move forward|go ahead|write (it|this) up|commit)
            how much ~3 (you|we|i) ~3 (donate|donating|contribute|give|giving|pledge|count on|spare)
            how much ~4 (of your|from your) (payment|earnings|reward|bonus|pay|hit|task)
            (how about|what about|interested in|consider|willing to) ~1 (donating|contributing|\
            giving|making a donation|donate|a donation|a small donation|sponsoring)
            """),
        PhraseRule(
            .urgency, by: .agent,
            """
            (other|several|multiple|another|more|lots of|a lot of|many|plenty of|some) (offers|\
            offer|buyers|buyer|people|interested|showings|applicants|parties|party|applications|\
            inquiries|interest)
            (wont|will not|not going to|doesnt|dont|hardly ever) (last|be available|be around|stay|\
            sit) [long|for long|on the market|much longer]
            (going|selling|moving|sell|go|sells|moves) (fast|quick|quickly)
            (hurry|act (fast|now|quickly)|last chance|limited time|today only|only one left|before \
            its (gone|too late)|dont miss|first come|while it lasts|high demand|in demand|deadline)
            (someone|somebody) else (is|interested|coming|looking|wants|has|may|might|will)
            rates ~2 (going up|rising|expected to|increase)
            """),
        PhraseRule(
            .commitment, negation: .cancels,
            """
            (ill|i will|we will|well|id like to|i would like to|wed like to|i want to|im ready to|\
            were ready to|lets|let us) [definitely|gladly|happily|just|go ahead and] (take it $|\
            take it (then|please|now|today|for)|take the|buy it|rent it|sign|do it|do that|go with|\
            move forward|make an offer|put in an offer|submit|donate|apply|go ahead|proceed|commit|\
            make it (happen|work)|write|contribute|make a donation|purchase|do <price>|pay <price>|\
            give <price>|donate <price>)
            (its|it is|you have|you got|youve got|we have|we got|weve got|got|thats|that is) [a|\
            yourself a|ourselves a] deal
            ^ deal $
            (sold|count me in|sign me up|im in|were in|lets do (it|this|that|<price>)|ill do it|\
            consider it done|works for me|work for me|where do i sign|im sold|youve convinced me|\
            you convinced me)
            (i|we) (accept|agree) [to|your|with|the|that]
            (i|id|ill|we|i would|im going to|im gonna|i am going to|i can|i could|i think (i|ill|\
            id)|i do|gonna) [can|will|would|could|definitely|gladly|happily|probably|like to|love \
            to|be (happy|willing|glad) to|also|just|go ahead and] (donate|contribute|chip in|make \
            a donation|pledge) [about|only|like|around|half|all|some|a|the|my|<price>|now|today|\
            to (it|this|them|that|the|save)|too|as well|again|$]
            (i|ill|id|we|i can|i could|i would|i will) [will|would|can|could|definitely|gladly|\
            happily] give [about|only|like|around|up to] (<price>|half|all of it|my whole|the whole|\
            some of my|something)
            (count|put) me (in|down) [for]
            (dont|do not|wouldnt|would not) mind (giving|donating|contributing|paying)
            (ready|happy|willing|glad|love) to (donate|contribute|move forward|sign|proceed|go \
            ahead|give|pay <price>)
            """),
        PhraseRule(
            .nextStep, negation: .means,
            """
            <will> [go ahead and|also|just|definitely|then|be able to|make sure to|get|have|be] \
            (send|sending|email|emailing|text|texting|call|calling|forward|forwarding|draft|\
            drafting|prepare|preparing|put together|schedule|set up|setting up|get back|getting \
            back|follow up|following up|check|checking|reach out|reaching out|write up|submit|book|\
            confirm|share|pull|run the numbers|get you|get the|have the|meet|drop off|deliver|pick \
            it up|pick up|bring it)
            <will> (ring|write (it|this|that) up|let (the|them|him|her) ~2 know)
            (next step|next steps|the next thing|from here|here is what happens|heres what happens|\
            action item|action items)
            (follow up|following up|touch base|check in|check back|circle back|reconnect) [with|on|\
            tomorrow|next|in|later|about|again|<day>]
            (send|email|text|call|give) <me> [a|the|your|over|an] (call|email|text|offer|link|\
            listing|listings|details|info|information|paperwork|contract|application|address|\
            number|pictures|photos|note|over)
            (whats|what is|can i (get|have)|could i (get|have)|may i (get|have)|let me get|send me|\
            give me) [your|the best|a good] [best|good|phone|email|cell] (email|phone number|\
            number|address|contact|contact info|email address|phone|number to reach)
            (fill out|sign|complete|submit|review|look over) [out] (the|an|this|your|our|that) \
            (application|paperwork|contract|form|forms|agreement|offer|lease|documents|disclosures)
            (schedule|set up|arrange|book|plan) [a|an|another|the|your|our|some|you] ~1 (call|\
            meeting|showing|tour|viewing|time|appointment|visit|consultation|inspection|\
            walkthrough|appraisal|open house)
            (talk|speak|meet|chat|connect) (again|tomorrow|on <day>|next week|next <day>|<day>|\
            later this week|this week)
            (drop|put) [you] (in|by) the (contract|mail|offer)
            by (<day>|end of [the] day|the end of the (day|week)|close of business)
            """),
        PhraseRule(
            .appointmentAsk, negation: .means,
            """
            (would|do|could|can|when|what time|shall|should|may|might|like|lets|love|want|able|how \
            about|id|possible|invite you|welcome) ~3 (tour|visit|come by|come see|stop by|swing by|\
            come look|take a look|walk through|drop by|come over|come out|test drive|meet up|meet \
            in person|check it out|pick it up|come get|come pick|pick up)
            (can|could|shall|should|may|would|want|like|love|lets|able|when|where) [can|could|\
            should|we|you|i|us] [we|you|i|like|want] [to] meet [you|me|up|with you|with me] (up|\
            tomorrow|<day>|<clock>|this|next|for a|for coffee|in person|there|at the|at your|at my|\
            at <number>|on|?)
            (like|want|love|able|when can you|come|you can|time|day|hoping|ready|interested in|\
            free|available|could you|can you|shall we|should we|lets|could we|can we) [to|go] (see|\
            view|seeing|viewing|look at) (it|this|that|the|some|a few|one|them|inside|homes|houses|\
            these|those|our|my|a)
            (schedule|set up|arrange|book|plan) [a|an|another|the|your|our|some|you] ~2 (showing|\
            tour|viewing|time|appointment|visit|meeting|call|walkthrough|consultation|inspection|\
            test drive|open house)
            (show|take) (you|me|us) (it|the|this|that|around|through|some|a few|<homes>|<home>|\
            there|inside|to see)
            (are you|you|im|i am|were|are they|is it|when are you) [be|both|guys] (free|available|\
            open) [on|this|to|at|for|tomorrow|<day>|next|after|around|any|anytime|<clock>|in the|\
            all]
            (free|available) (for a (call|showing|tour|visit|viewing|chat)|to (meet|see|tour|view|\
            talk|visit|come))
            (hop|jump|get) on a [quick|short|brief] (call|zoom|phone call|video call)
            (meet|meeting) (in person|tomorrow|this (week|weekend|afternoon|evening)|next week|\
            <day>|at <clock>|on <day>)
            (open house)
            (any chance|possible|possibility|availability|openings|opening) ~3 (showing|viewing|\
            tour|visit|walkthrough|appointment)
            (does|would|is|how about|hows|how is|what about|could) [you do|be|that|we say|we do|\
            say|next|this|on|your] (<day>|<clock>|<day> <part>|this (weekend|week|evening|\
            afternoon|morning)|next week|<day> at <number>|<day> at <clock>) [work|good|ok|okay|\
            better|fine|at|or|around|for you]
            """),
        PhraseRule(
            .appointmentWish, by: .client, negation: .means,
            """
            (can|could|may|when can|when could|when may|where can|how can|possible) (i|we) ~3 (see|\
            view|tour|visit|look at|check out|come by|stop by|come see|meet|come look|test drive|\
            take a look|pick it up|pick up|come get)
            (id|i would|wed|we would|i) [really|just|definitely] (like|love|want|need) to ~1 (see|\
            view|tour|visit|look at it|check it out|come by|stop by|come see|meet|take a look|walk \
            through|test drive) [it|the|this|that|inside|in]
            (i|we|im|were) (want|wanna|interested in|hoping|dying) [to] (see|seeing|view|viewing|\
            tour|touring|visit|visiting) [it|the|this|that|inside]
            (is it|still|are there|when is it|when are) ~2 (available|any) ~2 (to see|to view|to \
            tour|viewing|viewings|showings|showing|tours|tour|open house)
            (schedule|set up|arrange|book) [a|an|the|some] ~1 (showing|tour|viewing|time|\
            appointment|visit|meeting|call)
            (i am|im|were|we are) (free|available) ~1 (<day>|this|next|after|anytime|any|at|in|all)
            (show|take) (me|us) (it|the|this|that|around|<home>|some|<homes>)
            """),
        PhraseRule(
            .appointmentConfirm, negation: .cancels,
            """
            (see|meet) (you|ya|u) (then|there|tomorrow|tonight|at|on|soon then|<day>|<clock>|this|\
            next|in the)
            (youre|you are|were|we are|its|that is|thats|all) [all] (set|booked|confirmed|\
            scheduled) [for|at|on|then|you]
            (booked|confirmed|scheduled) (you|it|us|the|for|a|your) ~3 (<day>|<clock>|at|on|for|\
            showing|tour|appointment|viewing)
            (its|it is) a date
            (ive|i have|weve|we have|i) [just] (booked|scheduled|confirmed|put you down|penciled)
            (meet|showing|tour|appointment|viewing|inspection) (is|confirmed|set|booked|scheduled) \
            [for|on|at] (<day>|<clock>|the|this|next|at|on)
            (calendar invite|sent you an invite|sent the invite|added it to)
            """),
        PhraseRule(
            .tour, by: .agent, negation: .means,
            """
            (tour|touring|showing|showings|viewing|walkthrough|walk through)
            (see|view|visit|show you|look at|come see) [inside|at|through|around] (<home>|<homes>)
            """),
        PhraseRule(
            .homesTour, by: .agent, negation: .means,
            """
            (see|view|visit|show you|look at|tour|touring|viewing|visiting|showings of|through) \
            [inside|at|through|around] <homes>
            """),
        PhraseRule(
            .openHouse, negation: .means,
            """
            open (house|houses)
            """),
        PhraseRule(
            .slot, negation: .means,
            """
            <day>
            <clock>
            (at|around|by|after|before) (<clock>|<number>|noon)
            this (weekend|week|afternoon|evening|morning|<part>)
            next (week|<day>|weekend)
            (in the|tomorrow|today) (morning|afternoon|evening)
            (today) (at|around|after|before)
            (anytime|any time) (today|after|before|this|tomorrow|<day>)
            (now|right now|in an hour)
            (the|on the|<month>) (<number>)
            """),
    ]
}
