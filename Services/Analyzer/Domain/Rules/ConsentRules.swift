import Identifiers

/// Consent to be contacted, and consent to be recorded.
enum ConsentRules {
    static let all: [ComplianceRule] = [
        ComplianceRule(
            "revoked_consent.continued", .revokedConsent, trigger: .revocation,
            patterns: """
                ^ [please] (stop|stopall|stop all|unsubscribe|optout|opt out|opt me out|\
                unsubscribe me|quit|end|cancel|revoke|remove me) [please|now|it|thanks|thank you] $
                [please] (stop|quit|cease) (texting|messaging|calling|contacting|emailing|spamming|\
                bothering|harassing|sending|reaching out|writing) [to] (me|us|my|this|these|so)
                (stop|quit) [all] (texting|messaging|calling|contacting|emailing|spamming) $
                (dont|do not|never) [ever|you|please|want you to] (text|message|call|contact|email|\
                bother|write|reach out to|write to) (me|us|this number|my number) [again|anymore|\
                any more|ever|anymore please|please|back]
                (take|remove|delete) (me|my (number|name|info|information|contact|email)|us|this \
                number) (off|from|out of|out) [of] [your|the|this|these|all] [call|contact|mailing|\
                email|text|texting|calling|marketing|phone] (list|lists|database|system|contacts|\
                messages|texts)
                (want|like|wish|need) to (opt out|unsubscribe|be removed|stop receiving|revoke)
                (opting out|opt me out|unsubscribe me|lose my number|leave (me|us) alone)
                i (revoke|withdraw) [my] [consent|permission|authorization]
                (dont|do not|no longer) (want|wish) [to] (be contacted|be called|be texted|hear \
                from you|[receive|get|getting|receiving] (any more|more|any|these|your) [more|of] \
                (calls|texts|messages|emails)|you to (call|contact|text|message))
                ^ [ok|okay|hey|no|just|now|look|sorry|well] [please|kindly|can you|could you|will \
                you|would you|i said|i want you to|you need to|you must|you have to] [please|just] \
                (stop|end|quit|cease) [all|all of] (this|that|these|it all|everything|it) [please|\
                now|right now|here|immediately|already|today|at once|for good|thanks|thank you] $
                [please|kindly] (stop|end|quit|cease|halt|discontinue|cancel|terminate) [all|the|\
                these|those|your|this|any|sending|with|of|of the|all the|all your|all of the|all \
                of your|all of these|sending me|sending these] [future|further|more|your|these|\
                marketing|automated|sales|unwanted|such|endless|constant] (messages|messaging|\
                texts|texting|calls|calling|emails|emailing|contact|communication|communications|\
                correspondence|notifications|sms|outreach|follow ups|spam)
                cease and desist
                (i want|id like|i would like|i need|i wish|we want|wed like) (this|it|these|the \
                (messages|texts|calls|emails)) to (stop|end|cease) [now|please|today|immediately] $
                (i want|id like|i would like|i need|we want|wed like) you to (stop|quit|end this|\
                stop this|cease) [now|please|immediately] $
                (this|it|these (messages|texts|calls)) (needs to|need to|has to|have to|must|should) \
                (stop|end) [now|please|today|immediately] $
                (remove|delete|erase|forget) my (number|phone number|contact|details)
                leave (me|us) be
                ^ [please|ok|okay|just] (end|stop|quit|cancel|terminate) (this|the|our|all) \
                (conversation|conversations|chat|chats|thread|messaging|contact|texting) [please|\
                now|here|immediately|thanks] $
                (i|we) (no longer|dont|do not) (consent|agree) to (be|being|receive|receiving|any|\
                these|your|get|getting|this|further|more)
                (i|we) (revoke|withdraw|retract|take back|cancel|am revoking|am withdrawing) [my|\
                our|all|any] (consent|permission|authorization|opt in)
                (no more|stop the|stop these|stop with the|enough with the) (texts|calls|messages|\
                emails|texting|calling|contact)
                """,
            exceptions: """
                (cant|wont|couldnt|didnt|dont|never|not|doesnt|dont want you to) [ever] (stop|\
                quit) (texting|calling|messaging)
                (dont|do not) (call|contact|text|message) [me] (before|after|until|till|while|\
                during|at work|between|in the)
                (dont|do not) (call|contact|text|message|email|write) me back (before|until|if|\
                unless)
                (stop|quit) (calling|sending) (it|me (sir|maam|mr|mrs|dude|bro|buddy))
                stop (by|in|over|at|sign|there|here|off)
                (cancel|end) ~2 (contract|contracts|lease|listing|appointment|showing|tour|meeting)
                (cant|couldnt|wont|didnt|not|never) (stop|end|quit) (this|it|that)
                (stop|quit|end|cancel) [all] (the|these|your|my) (calls|messages|texts|emails) \
                (from (the|my|that|other)|to (my|the))
                (stop|quit) (bothering|sending) (me|my) (kids|job)
                """,
            guidance:
                """
                Stop now. One confirmation within five minutes is allowed; then no calls or texts \
                until the client opts in again.
                """,
            source: "TCPA, 47 CFR § 64.1200(a)(10)–(12)",
            effective: "2025-04-11"),
        ComplianceRule(
            "recording_consent.not_asked", .recordingConsent, trigger: .recording,
            patterns: """
                (im|i am|were|we are|ive been|i have been|weve been|we have been|i was|we were) \
                [also|already|just|actually|currently|secretly|quietly] recording (this|our|the|\
                you|everything|us|all [of] (this|our|my)) [call|conversation|chat|meeting|phone \
                call|calls|conversations|discussion]
                (i|we) [also|already|just|actually|secretly|always|usually|quietly|have|ve] \
                (record|recorded) (this|our|the|all (my|our|of my)|every|that|your|my) [last|\
                previous|entire|whole|phone] (call|calls|conversation|conversations|phone call|\
                phone calls|chat|chats|meeting|meetings|discussion)
                (ill|i will|we will|im going to|i am going to|were going to|im gonna|ill be|i will \
                be|we will be|lets|let me|let us|gonna) [just|also|go ahead and] (record|\
                recording) (this|our|the|that|you) [entire|whole|phone] (call|conversation|phone \
                call|chat|meeting|discussion)
                (recorded|recording) [our|the|this|that|your|my] [last|previous|entire|whole] \
                [call|conversation|phone call|calls] (without|secretly) [your|his|her|their|\
                telling|asking|you|the] [knowing|knowledge|permission|consent]
                (i|we|ive|weve|im|were|ill|well|had|have) [just|already|also|actually|have|had|\
                secretly|quietly|then] (started|start|began|begun|begin|been|keep|kept|am|was|went \
                ahead and|decided to|going to|gonna|will be|continued|resumed|starting|beginning) \
                [to|on] (record|recording|recorded|tape|taping|taped) [this|our|the|you|everything|\
                us|it|all|that|every|what|your|$]
                (i|we|ive|weve|im|were|i am|we are|i was|have) [just|already|also|actually|\
                secretly|quietly] (recorded|recording|taped|taping|record|tape) [this|our|the|all|\
                every|your|my|whole|entire|all of|last|previous|phone] [whole|entire|last|phone|\
                our|my|your] (talk|talks|call|calls|conversation|conversations|chat|chats|meeting|\
                meetings|discussion|discussions|session|zoom|voice|video call)
                (recorder|recording|tape recorder|recording app|recording device) (is|was|has been|\
                have been) [already|still] (on|running|rolling|going|recording us|started) [now|\
                since|already|the whole|for|$]
                (turned|switched|put|turning|hit|pressed|have|had|got|left|started) [on] (the|my|a) \
                (recorder|recording|record button|tape recorder|recording app|tape) [on|running|\
                going|while|when|before|for|as|now|$]
                (hit|pressed|pushed|hitting|pressing) [the] record
                (call|conversation|talk|chat|meeting) is [all|already] on tape
                (phone|system|app|software|computer|office) (records|is recording|recorded) (all|\
                every|my|our|the|your|this|each) [of|my|our|the|your] (calls|call|conversations|\
                conversation|talk|talks|chat|chats)
                (have|got|ive got|weve got|had) [you|this|that|it|our|the|all of this|everything] \
                [whole|entire|last] [call|talk|conversation|chat] on (tape|a recording|record)
                (you are|youre|youve been|you have been|you were|we are|were|weve been|call is|\
                conversation is) being (taped|recorded) [without|secretly|anyway|whether|$]
                (record|recording|recorded) (you|them|him|her|clients|buyers|people) without \
                [telling|asking|their|your|his|her|any] [knowing|knowledge|permission|consent|them|\
                you|him|her]
                (no need|dont need|do not need|dont have|dont bother) [to] [ask|tell|get|asking|\
                telling|mention|mentioning] ~4 (recording|recorded|record)
                (dont|wont|never) tell (them|him|her|you|clients) ~3 (recording|recorded|record)
                """,
            exceptions: """
                recording (fee|fees|office|studio|date|number|tax|taxes)
                (record|recorded|recording) the (deed|sale|lien|title|mortgage|offer|date|price|\
                number|time|closing|transaction|payment|easement|plat|document|documents)
                record (low|high|time|price|prices|number|numbers|year|pace|setting|keeping)
                (for|off|on) the record
                (record|recording|recorded) (my|our|the|all|your|all my|every) (expenses|expense|\
                mileage|miles|receipts|budget|song|songs|music|podcast|video|videos|numbers|sales|\
                prices|hours|temperature|temperatures|visits|showings)
                (recorded|recording) (a|an|the|my) (video|tour|walkthrough|message|voicemail|\
                virtual|greeting|podcast|album|song)
                (record|tape|recorded|taped) (measure|measures|a (video|tour|walkthrough|message))
                """,
            excuses: """
                (not|never|wont|dont|isnt|arent|wasnt|didnt) [be|even|ever] (record|recording|\
                recorded)
                """,
            guidance:
                """
                Ask before recording and wait for a clear yes: many states need the consent of \
                everyone on the call.
                """,
            source: "18 U.S.C. § 2511(2)(d); state all-party laws such as Cal. Penal Code § 632",
            effective: "1968-06-19"),
    ]
}
