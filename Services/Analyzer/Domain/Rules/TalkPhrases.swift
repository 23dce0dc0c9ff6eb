/// Courtesy, warmth and their opposites.
enum TalkPhrases {
    static let all: [PhraseRule] = [
        PhraseRule(
            .greeting, negation: .means,
            """
            ^ (hi|hello|hey|hiya|howdy|greetings|welcome|good (morning|afternoon|evening|day))
            ^ (yes|oh|well|ok) (hi|hello|hey)
            nice to (meet|e-meet|hear from) you
            (hi|hello) there
            """),
        PhraseRule(
            .smallTalk,
            """
            how (are|r) (you|u|ya|things)
            how is (it going|everything|your (day|week|evening|morning|weekend))
            hows (it going|everything|your (day|week|evening|morning|weekend)|things)
            how have you been
            how was (your|the) (day|weekend|week|trip|drive|move|flight)
            (hope|hoping) (you|your) ~2 (well|great|good|day|week|weekend)
            hope all is well
            whats up
            (im|i am|were|we are|doing) [doing] [pretty|very|really] (good|great|well|fine) \
            (thanks|thank you|how|and you|$)
            (beautiful|lovely|gorgeous|nice) (day|weather|weekend) (today|out|outside|isnt it|we)
            (did|do) you (watch|catch|see) the game
            congratulations [on]
            congrats
            """),
        PhraseRule(
            .thanks, negation: .means,
            """
            (thanks|thank you|thankyou|thx|ty|tysm)
            (i|we) [really|do|truly] appreciate
            much appreciated
            appreciated
            grateful
            """),
        PhraseRule(
            .apology,
            """
            (sorry|apologies|apologize|pardon me|my mistake|my bad|excuse me)
            """),
        PhraseRule(
            .courtesy, negation: .means,
            """
            please
            (my|a|the) pleasure
            (happy|glad) to (help|answer|assist|show|send|do|take)
            (youre|you are|your) [very|most|so] welcome
            (of course|certainly|absolutely)
            (feel free|take your time|no rush|no pressure|no obligation)
            let me know if (you|there)
            """),
        PhraseRule(
            .farewell, negation: .means,
            """
            (bye|goodbye|good bye|farewell|cya|ttyl|take care)
            have a (good|great|nice|wonderful|lovely|blessed|fantastic) [rest of your] (day|night|\
            evening|weekend|one|week|afternoon)
            (talk|speak|chat) [to you] (soon|later|then)
            (enjoy|have) [the|a] [rest of] your (day|evening|night|weekend)
            good (luck|night)
            """),
        PhraseRule(
            .empathy, by: .agent, negation: .means,
            """
            (i|we) ~1 (understand|get|hear|appreciate) ~3 (feel|feeling|concern|concerns|worried|\
            frustrated|frustrating|nervous|stressful|hesitant|hesitation|situation|position|coming|\
            hard|difficult|tough|big|scary|overwhelming|budget|frustration|worry|disappointed|\
            important)
            (that|this|it) (must|has to|can|sounds like it must) (be|feel|have been) ~1 (hard|\
            stressful|frustrating|tough|difficult|exciting|scary|overwhelming|disappointing|awful|\
            wonderful)
            (that|it) (sounds|is) ~1 (hard|stressful|frustrating|tough|difficult|exciting|rough|\
            overwhelming|stressful|disappointing)
            i know how (you|that|it|hard|stressful|frustrating|important)
            (youre|you are) not alone
            i [do|can|totally|completely|really|fully] understand
            understandable
            (thats|that is|its) [completely|totally|perfectly|very|a] (understandable|fair concern|\
            valid|reasonable concern|fair point|good point|great question|good question)
            i (feel|hear) you
            i (would|d|might) feel the same
            (many|most|other|a lot|lots) [of] [my|our] (buyers|clients|people|sellers|families|\
            homeowners) [have|also|often|who] (felt|feel|found|worry|worried|thought|think)
            i can (see|imagine|relate|sympathize|empathize)
            i (was|were) in the same (boat|position|situation)
            (i am|im) [so|very|really] sorry (to hear|about that|you|that)
            that makes [total|perfect|complete|a lot of] sense
            your (feelings|concerns) are
            """),
        PhraseRule(
            .reflection, by: .agent, negation: .means,
            """
            (it sounds|sounds) like (you|your|the|that|this|its)
            so (youre|you are|you) ~1 (looking|saying|want|need|feel|wanting|hoping|would|prefer|\
            moving|thinking|planning)
            (what im hearing|what i hear|if i heard|if i hear|if i understand|let me make sure|\
            just to (confirm|make sure|be clear|recap|summarize))
            (in other words|to recap|to summarize|so to recap)
            you (said|mentioned|told me|were saying) [that] [you|your|the|its|it]
            (it seems|seems) (like|that) (you|your)
            what matters [most] to you is
            so (the|your) (main|biggest|real) ~2 is
            """),
        PhraseRule(
            .unprofessional, by: .agent,
            """
            (fuck|fucking|fucked|shit|bullshit|bitch|asshole|bastard|dumbass|moron|idiot|idiots|\
            stfu|wtf|dickhead|crap|damn it|dammit|screw you|piss off|pissed|retarded)
            (shut up|get lost|go away|get real|grow up|go to hell)
            ^ whatever $
            (dont|stop|quit) (waste|wasting) my time
            (youre|you are|ur) [just|being|so|really] (wasting my time|stupid|ridiculous|dumb|\
            insane|clueless|a joke|an idiot|delusional|a liar)
            (are you|r u) (kidding [me]|joking|crazy|insane|stupid|dumb|deaf|blind|broke) ?
            (take it or leave it|beggars cant be choosers|your loss|not my problem|i dont care|who \
            cares|deal with it|too bad|tough luck|get over it|suit yourself)
            (lowballer|cheapskate|scammer|tire kicker)
            (thats|that is|this is|what) [a] (ridiculous|stupid|insulting|laughable|pathetic|joke) \
            [offer|question|price]
            insult me
            (i have|ive got) better things to do
            """),
        PhraseRule(
            .defensive, by: .agent,
            """
            (the price is the price|thats just the price|it is what it is|thats the way it is|\
            prices are what they are)
            (you dont|you do not) (understand|get it|know what youre|know what you are|know the \
            market|know anything)
            (youre|you are) (wrong|mistaken|not listening|not being (reasonable|realistic))
            (i already|like i|as i) [just|have] (told you|said) [that|before|already|it]
            (thats|that is|its|it is) not (my fault|true|fair|my decision|my doing)
            you get what you pay for
            (then|maybe you should|you should|go) (find|look|go|try) (somewhere|someplace|someone|\
            something|anywhere) else
            if you cant afford
            i know what im (doing|talking about)
            (what do you expect|what did you expect|why would i)
            (youll never|you wont|good luck) (find|finding|get|getting) ~3 (price|cheaper|better|\
            else|that)
            """),
    ]
}
