extension ExamQuestion {
    /// Practice: money, words and messages of a licensee.
    static let practice: [ExamQuestion] = [
        ExamQuestion(
            "commingling", .practice,
            "A broker puts a buyer's deposit into the firm's own account for two days. This is",
            right: "commingling",
            wrong: [
                "conversion",
                "escrow",
                "subrogation",
            ],
            why: """
                Mixing others' money with one's own is forbidden even where nothing is lost; \
                spending it is conversion.
                """,
            source: """
                State licence laws; for example California Business and Professions Code § 10176(e)
                """),
        ExamQuestion(
            "do-not-call", .practice,
            "Whom may an agent call who is on the national Do Not Call Registry?",
            right: "A person who asked the agent about property within the last three months",
            wrong: [
                "Anybody whose listing has expired",
                "Anybody in the agent's neighbourhood",
                "Anybody before noon",
            ],
            why: """
                An inquiry opens three months, a transaction eighteen. An expired listing with \
                another broker is no relationship.
                """,
            source: "16 C.F.R. § 310.2 and 310.4(b)(1)(iii)"),
        ExamQuestion(
            "consent-revoked", .practice,
            "A lead answers a text message with \"stop\". What must happen?",
            right: "No further marketing messages are sent",
            wrong: [
                "One more message may ask why",
                "Messages go on until the lead calls",
                "Messages go on by e-mail only after a fee",
            ],
            why: """
                Consent may be revoked by any reasonable means, and must be honoured within ten \
                business days at most; one message may confirm it.
                """,
            source: "47 C.F.R. § 64.1200(a)(10)"),
        ExamQuestion(
            "puffing", .practice,
            "\"The most charming street in town!\" says an agent. This is",
            right: "puffing, an opinion",
            wrong: [
                "fraud",
                "a warranty",
                "a material misstatement",
            ],
            why: """
                Praise that nobody takes for a fact is allowed. A false statement of a fact is not.
                """,
            source: "Restatement (Second) of Torts § 542"),
        ExamQuestion(
            "latent-defect", .practice,
            """
            A seller knows of a crack in the foundation behind a new wall. In most states the \
            seller's agent who knows it
            """,
            right: "must disclose it, as a hidden material defect",
            wrong: [
                "may keep silent if the house is sold as is",
                "may keep silent unless asked",
                "must disclose it only to the seller",
            ],
            why: "As is does not cover what is hidden and known.",
            source: "Johnson v. Davis, 480 So. 2d 625 (Fla. 1985)"),
        ExamQuestion(
            "antitrust-rates", .practice,
            "Brokers of two firms agree never to list below 5 %. This is",
            right: "price fixing, unlawful in itself",
            wrong: [
                "lawful if clients are told",
                "lawful among members of one board",
                "lawful below 6 %",
            ],
            why: "Commissions are negotiable, and competitors may not agree on them.",
            source: "15 U.S.C. § 1"),
        ExamQuestion(
            "wire-fraud", .practice,
            """
            A buyer gets an e-mail with \"new wiring instructions\" two days before closing. What \
            should the agent advise?
            """,
            right: "Call the closing agent at a number known before, and send nothing until then",
            wrong: [
                "Answer the e-mail to ask whether it is true",
                "Wire half of it first",
                "Wire quickly, since the closing is near",
            ],
            why: """
                Criminals write from accounts that they broke into: only another way of contact \
                tells.
                """,
            source: """
                Consumer Financial Protection Bureau and FBI advice on mortgage closing scams
                """),
    ]
}
