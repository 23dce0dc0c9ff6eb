/// Words of the law and of consent, used rightly.
enum RegulationPhrases {
    static let all: [PhraseRule] = [
        PhraseRule(
            .regulation, by: .agent, negation: .means,
            """
            (fair housing|equal housing|protected class|protected classes|discriminate|\
            discrimination)
            (disclosure|disclosures|disclose|contingency|contingencies|inspection|home inspection|\
            escrow|title (search|insurance|company)|earnest money|appraisal contingency|due \
            diligence|hoa documents|cc and rs|ccrs|lead paint|agency (disclosure|relationship)|\
            dual agency|fiduciary|zoning|permit|permits|deed|closing disclosure|seller disclosure|\
            easement|proration)
            (not|cant give|cannot give|cant offer) [a|legal|tax] (lawyer|attorney|legal advice|tax \
            advice|accountant)
            (consult|speak with|talk to|check with) [a|an|your] (attorney|lawyer|accountant|tax \
            advisor|cpa|lender)
            """),
        PhraseRule(
            .agreementMention, negation: .means,
            """
            (buyer|buyers|representation|touring|agency|brokerage|showing|written|exclusive) \
            [representation|broker|brokerage|agency|rep] (agreement|agreements|contract)
            (sign|signed|signing|review|reviewed|send|sent|complete|completed|fill out) ~3 agreement
            (agreement|paperwork) (is|has been|was|already|you) ~2 signed
            (short|simple|brief|standard|limited|one page|page|little|tour|our) (agreement|\
            agreements)
            (agreement|agreements) (first|before|beforehand|that (lets|allows)|so that|with us|\
            with me|between us|for the (tour|tours|showing|showings))
            """),
        PhraseRule(
            .buying, negation: .means,
            """
            (looking|want|wanting|ready|hoping|planning|thinking|trying|need|like|help you|\
            interested in) [to|of|about|in] (buy|buying|purchase|purchasing) ~2 (home|house|condo|\
            property|place|townhouse)
            (first time|home|house) (buyer|buyers|homebuyer)
            (house|home) (hunting|search|shopping)
            (buyers|buyer) (agent|rep|representation)
            (pre approved|preapproved|pre qualified|prequalified|mortgage|down payment)
            (buying|purchasing) (a|our|my|your) [first|new|next] (home|house|condo|place|property)
            """),
        PhraseRule(
            .renting, negation: .means,
            """
            (rent|renting|rental|rentals|lease|leasing|tenant|tenants|landlord|sublet|deposit|a \
            month|per month|monthly)
            """),
        PhraseRule(
            .tenancy, negation: .means,
            """
            (we|i|they|you|currently|still|now) [still|currently|now] (rent|rented|renting) [a|an|\
            our|my|the|here|now|from]
            (our|my|your|the) [current] (lease|rental) (ends|is up|expires|runs|renews|is over|\
            runs out)
            (instead of|tired of|sick of|stop|done|done with|rather than|before|than|better than|\
            vs|versus|while) renting
            (rental|rent) (property|properties|income|roll|flats|units|portfolio)
            (tenants|tenant) (in place|drama|occupied)
            (mortgage|earnest|payment|payments|taxes|dues|hoa) ~5 (a month|per month|monthly|\
            deposit)
            (monthly|month) (payment|payments|mortgage|message|cost|costs|dues)
            """),
        PhraseRule(
            .homeTalk, negation: .means,
            """
            (the|this|that|these|those|a|an|new|next|first|starter|dream|other|another|two|three|\
            of|your|our|bedroom|bed|more|any|some|for) ~1 (house|houses|home|homes|condo|condos|\
            townhouse|townhouses|apartment|flat|loft|duplex|bungalow|cottage|villa|property|\
            properties|listing|listings)
            (realtor|realty|real estate|mls|open house|school district|neighborhood|escrow|closing costs|\
            home inspection|bedrooms|square feet|sqft)
            <number> (bedroom|bedrooms|beds|baths|bed|br)
            (one|two|three|four|five) (bedroom|bedrooms|beds|baths)
            """),
        PhraseRule(
            .consentAsked, by: .agent, negation: .means,
            """
            (ok|okay|alright|fine|comfortable|all right) [with you|for you] (if|with|to|that) ~6 \
            (record|recorded|recording|records)
            (mind|object) [if|to|being|that] ~6 (record|recorded|recording)
            (permission|consent|approval) ~4 (record|recorded|recording)
            (may|can|could|should) (i|we) [please|also] record
            (record|recorded|recording) ~8 (ok|okay|mind|permission|consent|alright|all right|\
            comfortable|object|agree|if you) [with|you|?]
            """),
        PhraseRule(
            .consentRefused, by: .client, negation: .means,
            """
            (dont|do not|please dont|not|rather not|rather you didnt|rather you not|never|no|not \
            ok|not okay|not comfortable|stop) ~3 (record|recorded|recording)
            """),
        PhraseRule(
            .revocationConfirmed, by: .agent, negation: .means,
            """
            (unsubscribed|opted out|removed) [you|from|successfully|and|your]
            (wont|will not|no longer|not|stop) [be|get|receive] ~2 (contact|contacting|contacted|\
            text|texting|message|messaging|messages|texts|call|calling|bother|email|emailing)
            (take|taken|taking|remove|removing) you off
            (removed|removing) you
            (sorry) [to|for] (bother|bothering|the|that|have bothered)
            """),
        PhraseRule(
            .resubscribe, by: .client, negation: .cancels,
            """
            ^ (start|unstop|resubscribe|subscribe|opt in) $
            (you can|please|feel free to|ok to|okay to|can you) [start|keep] (texting|contacting|\
            messaging|calling|text|contact|message|call) me
            (actually|wait|sorry|never mind|changed my mind) ~3 (interested|keep|continue|question|\
            talk)
            """),
    ]
}
