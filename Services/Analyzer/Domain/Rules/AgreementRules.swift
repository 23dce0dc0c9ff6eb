import Identifiers

/// What the NAR settlement changed: written agreements before tours, and no services called free.
enum AgreementRules {
    private static let settlement = "2024-08-17"

    static let all: [ComplianceRule] =
        [
            ComplianceRule(
                "free_services.called_free", .freeServices,
                patterns: """
                    (my|our|agent|agents|realtor|realtors|buyer agent|buyers agent|buyer|brokerage|the|\
                    all (my|our|of my|of our|the)) (service|services|representation|help|assistance|\
                    expertise|time) (is|are|comes|come|will be|would be|s) [all|always|completely|\
                    totally|absolutely|<number>|entirely|provided|basically|essentially] (free|at no \
                    (cost|charge)|no cost|free of charge|no charge)
                    (free|no cost|complimentary) (agent|realtor|buyer|buyers|brokerage|representation|\
                    real estate|representation) [agent|representation|services|service]
                    (work|works|working) [for you|with you|with us|with me|with (an|our) agent|with \
                    (buyers|clients)] [completely|totally|absolutely|is (completely|totally|\
                    absolutely)|is|s] (for free|free of charge|at no (cost|charge)|free)
                    (work|working|help|helping|represent|representing) (for|with) (you|buyers|me|us) \
                    ~2 (is free|for free|costs nothing|costs you nothing|is at no cost|wont cost|\
                    doesnt cost|free of charge|at no (cost|charge) to you)
                    (represent|representing|help|helping) (you|buyers) ~3 (for free|free of charge|at \
                    no (cost|charge))
                    (using|hiring|having) (me|us|an agent|a realtor|a (buyer|buyers) agent|our (team|\
                    services)) (is|s|will be|as your agent is) [completely|totally|absolutely|always] \
                    (free|at no cost)
                    (i|we|me|us|agent|service|services|agents) (costs|cost|charge|charges) (you|buyers|\
                    the buyer) [absolutely|literally|exactly] (nothing|zero|<price>|not a (dime|penny|\
                    cent))
                    (i|we|agents|realtors) (dont|do not|wont|never) (cost|charge) (you|buyers|a buyer|\
                    the buyer|my buyers|my clients) [anything|a (dime|penny|cent|thing)|any money|for \
                    (my|our) (services|help|time)]
                    (help|services|service|time|me|us|agent|realtor|representation) (doesnt|wont|does \
                    not|will not|dont|do not) cost (you|buyers) [a] (anything|dime|penny|cent|thing|\
                    money)
                    (service|services|help|representation|agent|expertise|me|us) ~4 (no|zero|without \
                    any) \
                    (cost|charge|fee|fees) (to|for) (you|the buyer|buyers|my buyers|my clients)
                    (no|zero|without any) (cost|charge|fee|fees) (to|for) (you|the buyer|buyers|my \
                    buyers|\
                    my clients) [at all] for (my|our|using|having|hiring|working) (services|service|\
                    help|\
                    representation|time|expertise|me|us|an agent|with)
                    (no|zero|wont|doesnt|isnt any|is no|never) (cost|charge|fee|cost you|cost buyers) \
                    [a|any] [anything|dime|penny|cent|thing|money|charge] [for|to] (using|hiring|use|\
                    hire|\
                    work with|working with|have|having) (me|us|an agent|a realtor|a buyers agent|\
                    a buyer agent|our team)
                    (you|buyers|my buyers|my clients) (dont|do not|wont|will not|never|wouldnt) (pay|\
                    owe|have to pay|need to pay) (me|us|your agent|the agent|my (commission|fee)|our \
                    (commission|fee)|for (my|our) (services|help|time)) [anything|a (dime|penny|cent|\
                    thing)]
                    (seller|sellers|listing (agent|side|broker)) [always|will|typically|usually|just] \
                    (pays|pay|covers|cover|takes care of) (my|me|us|our|all of (my|our)|the buyers \
                    agents|your agents) [commission|fee|fees|entire] [so|and] [its|it is|im|you|that \
                    makes] (free|pay nothing|dont pay)
                    (costs|cost) (you|buyers) [absolutely|literally|exactly] (nothing|zero|not a (dime|\
                    penny|cent)) to (work|use|hire|have) ~1 (with (me|us)|me|us|an agent)
                    free to (you as a buyer|buyers|the buyer|you the buyer)
                    (service|services) (for free|free of charge)
                    """,
                exceptions: """
                    [the|all] (services|service) (is|are) free (of (mold|errors|liens|defects|\
                    problems)|at the (park|pool|building|clubhouse))
                    (no|zero) (cost|charge|fee|fees) (to|for) you (to (look|apply|see|view)|if you \
                    cancel)
                    (shuttle|laundry|internet|cable|trash|parking|delivery|moving|storage|valet|bus|\
                    cleaning|wifi) (service|services) (is|are) [included and] free
                    (time|help) is free (on|at|after|tomorrow|then|this|next)
                    my time is free
                    """,
                excuses: """
                    (cant|cannot|can not|not allowed to|never|dont|shouldnt|wouldnt) [ever|legally] \
                    (say|call|claim|tell you|advertise) ~4 free
                    (services|service|representation|help) (is|are) (not|never) ~1 free
                    (arent|isnt) [really|actually] free
                    """,
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
                "tour_before_agreement.said", .tourBeforeAgreement,
                patterns: """
                    (dont worry about|forget about|forget|skip|ignore|never mind) [signing] (the|that|\
                    a|any) \
                    [buyer|buyers|representation|touring] agreement
                    (see|tour|show|showing|visit) ~6 no (paperwork|agreement|signing|signature|\
                    contract) \
                    (needed|required|necessary)
                    (tour|see|view|visit|show|showing|look at|walk through|touring|showings|tours) ~6 \
                    (without|before) [you] [signing|you sign|sign|having to sign|any|an|a|we sign|\
                    having|needing|the] [signed|any|an|a|written|the|signing] [buyer|buyers|\
                    representation|touring] (agreement|paperwork|anything|contract|commitment|signing)
                    (dont|do not|wont|no) (need|want|have) [you] [to] [sign|signed|have] [an|a|any|the|\
                    that] [buyer|buyers|representation|written|agency|signed] (sign|agreement|\
                    agreements|paperwork|sign anything) (to|before|for|just to|until) [just] [you|we|i|\
                    the|a|any|after] (tour|see|view|visit|show|showing|tours|showings|look|walk|the \
                    tour|we tour|go see|get inside)
                    no (agreement|paperwork|contract|signature|buyer agreement|signing) [is] (needed|\
                    required|necessary) (to|before|for) [we|you|i|a|the|just|any] (tour|see|view|visit|\
                    show|showing|tours|showings|look)
                    (no need|not necessary|not required|dont have|wont need|dont need) to sign [a \
                    thing|anything|an agreement|any paperwork|a buyer agreement|the agreement|the \
                    buyer agreement|any agreement|a contract] [to|before|for|until|yet|just|right now]
                    (tour|see|view|show|visit|look|walk) ~6 [and] (then|and) [we|you|well|can|we can|\
                    youll] ~2 (sign|do|handle|worry about|take care of|deal with|complete) [the|that|\
                    an|any] [buyer|buyers|representation] (agreement|paperwork|contract) (later|after|\
                    afterwards|another time|down the road|some other time|at the end)
                    (sign|do|handle|worry about|take care of|deal with|skip|complete|skip signing) \
                    [the|that|an|any] [buyer|buyers|representation|written] (agreement|paperwork|\
                    contract) [part] (later|after the (tour|showing|showings)|after we (tour|see|look|\
                    visit)|after you (tour|see|look|visit)|afterwards|after|another time|down the road|\
                    for now)
                    (well|we will|we can|you can|lets) (tour|see|look|show) ~2 first (and|then) ~2 sign
                    """,
                exceptions: """
                    (dont|do not) [need|have|want] to (sign|rush) ~3 (lease|offer|application)
                    (before|without) (signing|you sign|sign) (a|the|any|your) (lease|offer|application|\
                    rental)
                    """,
                excuses: """
                    open house
                    (cant|cannot|can not|not able to|unable to|wont be able to|not allowed to|never) \
                    [really|legally] (tour|show|see|take you|view|visit)
                    (need|have|required|must|requires|require) ~3 (sign|agreement|signed) ~6 before
                    before ~6 (need|have|required|must|requires) ~4 (sign|agreement)
                    """,
                guidance:
                    """
                    Agree in writing before the first tour, in person or live virtual, with the \
                    compensation stated.
                    """,
                source: "NAR settlement practice changes; NAR MLS Policy Statement 8.13",
                effective: settlement),
        ] + TourRules.all
}
