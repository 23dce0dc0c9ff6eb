import Identifiers

/// What the fair-housing and agreement rules forbid, said in a roundabout way.
enum IndirectRules {
    private static let act = "Fair Housing Act, 42 U.S.C. § 3604(a), (c); 24 CFR § 100.70–100.75"
    private static let memo = "\(act); HUD advertising guidance of 9 January 1995"
    private static let settlement = "2024-08-17"

    private static let groups = """
        whites|blacks|asians|hispanics|latinos|mexicans|indians|arabs|russians|immigrants|\
        foreigners|minorities|muslims|jews|christians|catholics|hindus|mormons
        """
    private static let excuses = """
        fair housing
        equal housing
        (cant|cannot|not allowed to|illegal to|against the law to|never|wont|dont) [ever|legally] \
        (ask|discriminate|say|prefer|advertise)
        regardless of
        (open|welcome) to (everyone|all)
        everyone is welcome
        """

    static let all: [ComplianceRule] = [
        ComplianceRule(
            "fair_housing.personal_question", .fairHousing, trigger: .question,
            patterns: """
                are you [two|both|guys] (married|divorced|pregnant|religious|disabled|christian|\
                jewish|muslim|catholic|gay|straight|handicapped|white|black|hispanic|expecting a \
                baby|trying for a baby|planning (to have|on having) (kids|children)) [or|?]
                (is|are) (your wife|she|your partner) pregnant
                what (country|nationality|ethnicity|race|religion|church) (are you|were you|do you|\
                is your (family|husband|wife)) [from|born|originally|belong|attend|go|practice|in]
                (what is|whats) your (nationality|ethnicity|race|religion|ethnic background|\
                country of origin|immigration status)
                (do|does) (you|your (husband|wife|son|daughter|mother|father)) have [a|any] \
                (disability|disabilities|mental illness|handicap|medical condition)
                are you [a|an] [us|american] (citizen|immigrant|foreigner)
                where [are|were] (you|your parents|your family) (really|originally) (from|born)
                (do|have) you [guys|two|both|all] (have|got|want|plan to have|plan on having|plan \
                on) [any|a|some|small|young|little|other|more] [small|young|little|school age] \
                (kids|children|child|kid|baby|babies|toddlers|toddler|teenagers)
                (do|have) you [guys|two|both|all] (have|got) ~2 (or) [any] (kids|children|child)
                do you have [any] little ones
                (got|any|you have|you got) [any] [small|young|little] (kids|children) ?
                how many (kids|children|babies|little ones) (do|are|have|you|will|would|$|in your)
                (are|is|will) there [be] [any|going to be|gonna be|small|young] [small|young|\
                little] (kids|children) (in your|living with|moving|with you|in the (family|\
                household|picture)|coming)
                (will|would|are) [any|your|the|you have|you bringing] (kids|children) [be] (live|\
                living|moving in|coming|staying|moving)
                (how old|what age|what ages) (are|is) (your|the) (kids|children|son|daughter|child|\
                kid)
                (are|is) (you|your wife|she|your partner) [guys|two|currently] (pregnant|expecting \
                (a (baby|child)|again|soon|?)|planning (a family|to start a family|on (kids|\
                children)|to have (kids|children|a baby))|trying (for|to have) (kids|children|a \
                baby)|having (kids|children|a baby))
                (what|which) (church|temple|mosque|synagogue|parish) do you (go to|attend|belong \
                to)
                do you (go to|attend|belong to) [a] (church|temple|mosque|synagogue|mass)
                (do|are) you (practice|practicing|observe|keep) [a] (religion|kosher|halal|\
                ramadan|the sabbath)
                (do|are) you [here|in the country] (legal|legally|documented|undocumented)
                (do you have|have you got) [a|your] (green card|work visa|papers|citizenship)
                """,
            exceptions: """
                are you married to (the|that|this)
                (kids|children|child|baby) (bike|bikes|furniture|bed|room|rooms|toys|stuff|clothes|\
                seat|car seat|size|gate|monitor)
                (kids|children) [in mind|who (will|would)] [that|to] (donate|help|sponsor|benefit)
                how many (kids|children) (are (dying|starving|suffering|affected|in need|poor)|die|\
                suffer|you (could|can|will) help|does|do they|are there in (the|school|africa))
                are there [any] (kids|children) (in (the (street|area|neighborhood|pool|world))|\
                playing)
                """, excuses: excuses,
            guidance:
                """
                Ask about the home that the client wants, not about who the client is: rooms, \
                price, place, time.
                """,
            source: act, effective: "1968-04-11"),
        ComplianceRule(
            "fair_housing.unwanted_group", .fairHousing,
            patterns: """
                (not|rather not|wont|dont want to|doesnt want to|refuses to|hesitant to|reluctant \
                to) [like to|want to|really] (sell|rent|lease|show) [it|the house|the place] to \
                [any] (\(groups)|people from|couples with (kids|children)|families with (kids|\
                children))
                (not|arent|isnt|hardly|barely|few|no|without) [a lot of|many|any|too many] (\(groups)) [here|\
                there|around|in|on|nearby|$]
                (speak|speaks) english or (dont|do not|else|no)
                english (only|speaking) (household|households|tenants|tenant|families|buyers|\
                renters|neighbors|people) [only|preferred|please]
                only (work with|rent to|sell to|show to|want) (people|buyers|tenants|families|\
                clients) who speak english
                (everybody|everyone|neighbors|folks|families|people) [here|there|around here|on \
                the street] (goes|go|went) to [the] [same] (church|temple|mosque|synagogue)
                (right|same|good) kind of (families|neighbors) (live|move|around)
                """,
            excuses: excuses,
            guidance:
                "Offer every home to everyone on the same terms, and leave the neighbors out of it.",
            source: memo, effective: "1968-04-11"),
        ComplianceRule(
            "fair_housing.preferred_household", .fairHousing,
            patterns: """
                (mostly|mainly|all|only|just|full of) [young|quiet|retired] (professionals|couples|\
                singles|retirees|adults) [who are|and] (without|with no|no) (kids|children)
                (there|because there) (arent|are no|are hardly|are not) [any|many] (families|kids|\
                children) (in (it|the (building|complex|area|neighborhood))|living|around)
                (mature|older|quiet|professional|retired|young|single) (couple|couples|adult|\
                adults|person|persons|people|tenants) (preferred|only|please)
                (great|perfect|ideal|good|best|suited|suitable|safe) for [a|the] (single|working|\
                lone) (woman|man|lady|guy|women|men|girl|girls|ladies|guys|mom|mother)
                (empty nesters|empty nester|retirees|retired people|seniors|singles|bachelors|young \
                professionals|young professional|newlyweds|childless (couple|couples|people)|dinks|\
                (couple|couples|people|families|tenants|buyers) (without|with no) (kids|children)|\
                older (people|folks|couples)|young (people|couples|adults)|grown ups|mature \
                (people|folks|buyers)) [are|is|would be|strongly|much|very much|definitely|only \
                and] (preferred|wanted|sought|only|favored|desired|ideal|best|a plus)
                (preference|preferences) (for|to|is|given to) [for|to] [a|an|the|quiet|mature|\
                young] (empty nesters|retirees|seniors|singles|couples|couple|professionals|young \
                professionals|adults|families|people without|tenants without|no (kids|children)|\
                christians|catholics)
                (prefer|prefers|preferring|favor|favors|geared to|geared toward|geared towards|\
                aimed at|tailored to|meant for|intended for|want|wants|seek|seeks|seeking|rather \
                have) [to have|to rent to|to sell to|only|a|an] [quiet|mature|older|young] (empty \
                nesters|empty nester|retirees|retired people|seniors|singles|childless|bachelors|\
                young professionals|newlyweds|(couple|couples|people|tenants|buyers) (without|with \
                no) (kids|children)|someone without (kids|children)|adults only)
                (landlord|owner|seller|building|association) [really|would] (prefers|prefer|wants|\
                likes) [to rent to|to sell to|to have] [a|an] (couple|couples|single|singles|\
                retirees|professionals|christians|adults)
                """,
            exceptions: """
                (adults|adult) (only|please) (pool|class|league|section of the)
                """, excuses: excuses,
            guidance: "Describe the home, and let anyone decide whether it suits them.",
            source: memo, effective: "1989-03-12"),
        ComplianceRule(
            "free_services.complimentary", .freeServices,
            patterns: """
                my (representation|service|services|help|work|assistance) (is|are|comes|come) \
                [always|completely|totally|entirely] (complimentary|on the house|at no charge|at \
                no cost|gratis|without charge|no charge)
                (zero|no) (cost|costs|fee|fees|charge) [at all] (to|for) [the|our|my] (buyer|buyers)
                (buyers|you|the buyer) (get|gets|have|has) [my|our|all my|all our] (help|service|\
                services|representation|expertise) (for nothing|free of charge|at no cost|for free|\
                free)
                (never|wont|dont|do not|will not|doesnt|didnt) [ever] (pay|owe|owes|pays) me [a|\
                one|any|even a] (thing|penny|dime|cent|anything|money|single cent)
                """,
            excuses:
                "(cant|cannot|not allowed to|never|dont|shouldnt) [ever|legally] (say|call|claim)",
            guidance:
                """
                Do not call the service free. State the compensation in the written agreement: it \
                is negotiable, and say who may pay it.
                """,
            source:
                """
                NAR settlement practice changes; NAR MLS Policy Statement 8.13; Code of Ethics, \
                Standard of Practice 12-1
                """,
            effective: settlement),
        ComplianceRule(
            "tour_before_agreement.put_off", .tourBeforeAgreement,
            patterns: """
                no need [for|to sign] (a|an|any|the|that) [buyer|agency|written|signed|\
                representation] (contract|agreement|paperwork) ~4 (look|see|tour|view|show|visit|\
                walk)
                (sign|do|handle|fill out|take care of) [the|that|an|any|your|our] (agency|buyers \
                agency|buyer agency|buyer rep|touring|buyer broker) (agreement|contract|paperwork|\
                form) [only] (after|later|once|afterwards|when) [the|we|you|youve|weve] ~1 \
                (showing|showings|tour|tours|see|seen|look|walk|afterwards|visit|down the road|$)
                """,
            exceptions: "(lease|rental) (agreement|contract)",
            guidance:
                """
                Agree in writing before the first tour, in person or live virtual, with the \
                compensation stated.
                """,
            source: "NAR settlement practice changes; NAR MLS Policy Statement 8.13",
            effective: settlement),
    ]
}
