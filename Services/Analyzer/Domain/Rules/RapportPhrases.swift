/// Warmth in more words: feeling with the client, playing back what was said, and small talk.
enum RapportPhrases {
    static let all: [PhraseRule] = [
        PhraseRule(
            .empathy, by: .agent, negation: .means,
            """
            (that|this|it|which|moving|buying|selling|waiting) ~1 (sounds|must be|must have been|\
            has to be|can be|would be|can feel|must feel|feels|is) [really|so|very|incredibly|\
            truly|a|pretty|such|like|such a] [really|huge|big|lot] (exhausting|draining|\
            overwhelming|rough|tough|hard|stressful|frustrating|nerve wracking|scary|awful|painful|\
            tiring|upsetting|disheartening|emotional|difficult|maddening|a lot to (take in|process|\
            handle)|discouraging|annoying|daunting|intimidating|heartbreaking|hard on you|lot at \
            once|lot to take in|lot to process|lot to juggle|unsettling|aggravating)
            (thats|that is|its|it is) [completely|totally|perfectly|very|a|so|all|quite|really|\
            absolutely] [very|really] (normal|natural|fair concern|understandable|legitimate \
            concern|valid (concern|point|worry)|reasonable|reasonable worry|big decision|big step|\
            tough spot|tough position|common (worry|concern|feeling)|a lot at once|fair worry|fair \
            thing to ask|smart to ask|hard spot|hard decision)
            (i|id|i would|we) [can|do|really|completely|totally|also|certainly|might|probably|\
            would|definitely] (feel the same|be (frustrated|cautious|nervous|worried|upset|\
            hesitant|wary|careful|concerned|skeptical)|feel (nervous|cautious|frustrated|that way|\
            hesitant|anxious)|want to be (sure|careful)|get why|see why|understand why|see how|\
            hear the|hear your|hear that|hear how|hear what|imagine how|sense that|know the \
            feeling|been there|been in your shoes)
            (ive|i have|weve) been (there|in your shoes|through (it|that|the same))
            (dont|do not|would never|wouldnt|no one|nobody) [ever] (blame you|wants to (feel|go)|\
            likes to feel)
            (you have|youve) [every|got every] (right|reason) to
            (sorry|hate) (youre|you are|you had|youve had|that you|to hear|you went|you have|for \
            your|about your|about the|that happened|it has been|its been|this has been|that) ~3
            (what|how) [a] (a tough|a rough|an awful|a frustrating|a stressful|frustrating|\
            stressful|awful) [week|time|situation|experience|day|year|spot]
            (your) (worry|worries|concern|concerns|hesitation|frustration|feelings|caution|fear|\
            fears|nerves) [is|are|makes|make] [about|completely|totally|perfectly|very] (valid|\
            makes sense|make sense|fair|understandable|real|reasonable|legitimate|normal|matter|\
            matters)
            (i) [really|completely|totally|can|do|truly|certainly] (understand|appreciate|get|\
            respect|acknowledge) [how|why|that|where|what] [its|this|a|it|youre|you|that] ~3 \
            (worried|nervous|frustrating|frustrated|stress|coming from|decision|overwhelmed|\
            overwhelming|important|feel|feels|hard|cautious|concerned|tempting|upset|step|\
            disappointing|scary|anxious|careful|lot|matters|torn)
            (take a breath|one step at a time|well (get|figure) (through|it out) together|here for \
            you|you are in good hands|no wonder)
            (others|other people|many people|lots of people|most people|plenty of people|plenty of \
            buyers|other buyers|other sellers|most buyers|most sellers|a lot of people|many of my) \
            ~2 (feel|felt|worry|worried|ask|wonder|struggle|say|think|thought|have) ~1 (same|that|\
            way|this)
            """),
        PhraseRule(
            .reflection, by: .agent, negation: .means,
            """
            (so|ok so|okay so|and so|then|alright so|got it so) [it|that|basically|really|what] \
            (sounds like|seems like|seems|your|the|youre|you are|youve|you have|you|its|for you|\
            being|having|if i) ~6 (is (key|most important|the priority|what matters|the main thing|\
            a must|essential|important|non negotiable|the big one|number one|top of)|are (key|most \
            important|the priority|a must)|matters (most|more)|comes first|more than|rather than|\
            and not|over the|looking for|hoping to|want to|need to|worried about|concerned about|\
            would like|prefer|care about|trying to|dont want)
            (sounds|seems|feels|looks) like ~4 (matters|important|priority|worried|concern|looking|\
            want|need|hoping|top of|key|frustrat|rather|prefer|tired|ready|torn|excited|biggest|\
            had|has been|big deal)
            (what i|if i|let me make|making|make) (am hearing|hear you|understood|understand you|\
            hear|understand|got that|heard|sure i|sure im|sure ive) ~2 (is|right|correctly|\
            understand|understood|have|got|following|saying|this)
            (let me|to) (repeat|recap|summarize|play that back|say that back|restate|make sure i)
            (you|youre|youve) (said|mentioned|told me|were saying|pointed out|shared|talked about|\
            brought up|described|noted|listed) ~1 (that|you|your|the|its|it|a|how|wanting|needing|\
            being|earlier|before|last|two|three|four|schools|parking|something)
            (in your words|as you (said|mentioned|put it)|like you (said|mentioned)|from what \
            youve (said|told me|shared)|based on what (you|youve)|from what you|going by what you)
            (am i|do i|did i|is that|have i) (hearing|have that|get that|got that|understand|\
            understanding|right that|what you) ~2 (right|correct|correctly|mean|meant)
            so [you|youre|youve|your] [have|want|need|are|like|love|would|prefer|got|got a|\
            looking] ~6 (is that right|correct|right|did i get that) ?
            """),
        PhraseRule(
            .smallTalk, negation: .means,
            """
            (how|hows) [did|are|is|was|were|has|have] [the|your|that|things|your family] ~2 (kids|\
            family|weekend|holiday|holidays|vacation|trip|move|game|flight|day|morning|drive|\
            summer|dog|puppy|wedding|birthday|garden|thanksgiving|christmas|new baby|week|party|\
            graduation|recital|marathon|concert|weather|daughter|son|evening|tournament|match|\
            anniversary)
            (did|do|are|were|have) (you|your|the kids|everyone) ~3 (have a (good|nice|great|fun)|\
            enjoy (the|your)|watch (the|that)|catch the|get away|do anything fun|big plans|any \
            plans|see that game|stay (warm|dry|cool)|survive|fan of|fans|follow|root for|have fun|\
            get some rest)
            (any|got any|got|have any) [fun|big|special|exciting] (plans for the (weekend|holiday|\
            holidays|summer)|plans this weekend|weekend plans|holiday plans)
            (crazy|awful|beautiful|lovely|gorgeous|nice|perfect|terrible|wild|rainy|hot|cold|some|\
            what a|what|this) (weather|storm|heat|snow|rain|sunshine|heatwave|heat wave|cold snap|\
            winter|summer|day were|day out) [were|we|today|lately|outside|out there|right|huh|isnt|\
            this]
            (hot|cold|rainy|snowy|sunny|gorgeous|beautiful) (out (there|today)|outside|today|this \
            week)
            (staying|keeping|stay|keep) (warm|dry|cool|busy|well|safe)
            (love|like|loved) (your|that) (dog|cat|jersey|accent|name|background|profile|hat|shirt|\
            photo)
            (happy|merry) (birthday|holidays|thanksgiving|new year|christmas|easter|friday|monday|\
            anniversary|hanukkah)
            (go|did the|are the|think the|hows the|how about those|how about that) (eagles|bears|\
            cowboys|lakers|warriors|giants|dodgers|yankees|packers|broncos|hawks|team|game|cubs|\
            patriots|chiefs|braves|celtics|heat|bulls|astros|mets|sox|red sox|steelers|niners)
            (congratulations|congrats) ~2
            (glad|happy|good|great) (its|that its|to be) (friday|the weekend|spring|sunny)
            (where are you from|grew up (here|there|in|around)|are you from around|what do you do \
            for (work|fun|a living)|been to that|my (kids|dog|daughter|son|wife|husband) (had|just|\
            loves|is obsessed|are obsessed|keeps|has a))
            (coffee|lunch|dinner|weekend|game|vacation|holiday|trip|snow|party) was (great|good|\
            lovely|fun|wonderful|awful|amazing|nice|crazy|wild|so|a blast|relaxing|too)
            (it was|was) [so|really|very|such|a] (lovely|nice|great|fun|good|wonderful|relaxing) \
            [to|time|weekend] (see|seeing|with|catching|visit|visiting|be with|getting away)
            """),
        PhraseRule(
            .thanks, negation: .means,
            """
            (appreciate|appreciated) (it|that|your|you|the|this|all)
            (means a lot|cant thank you|many thanks|so kind of you|youre a lifesaver|cheers)
            """),
    ]
}
