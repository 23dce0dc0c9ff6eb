extension ExamQuestion {
    /// Agency: who acts for whom, and what they owe.
    static let agency: [ExamQuestion] = [
        ExamQuestion(
            "duty-of-confidentiality", .agency,
            """
            A buyer tells their own agent the highest price they would pay. The listing agent asks \
            about it. What does the buyer's agent owe?
            """,
            right: "Confidentiality: the figure stays with the agent",
            wrong: [
                "Fairness: the figure is told to both sides",
                "Disclosure: a material fact must be told",
                "Accounting: the figure is written into the file and shown",
            ],
            why: """
                What a client says about price and motive is confidential. Honesty towards the \
                other side means not lying to them, not telling them the client's limit.
                """,
            source: "Restatement (Third) of Agency § 8.05"),
        ExamQuestion(
            "agency-ends-by-death", .agency,
            """
            A seller who listed a house dies before any offer came. What becomes of the listing?
            """,
            right: "The agency ends with the seller's death",
            wrong: [
                "It binds the heirs until its last day",
                "It goes on until the agent is told",
                "It turns into an open listing",
            ],
            why: """
                An agency rests on the principal's consent, and death ends it. The estate may list \
                again; it is not bound.
                """,
            source: "Restatement (Third) of Agency § 3.07"),
        ExamQuestion(
            "dual-agency-consent", .agency,
            """
            When may one broker act for the buyer and the seller of the same house, in a state \
            that allows it?
            """,
            right: "When both agree in writing after they were told what it means",
            wrong: [
                "Whenever both are told afterwards",
                "When the commission is shared",
                "When the house has been on the market for 30 days",
            ],
            why: """
                Dual agency divides loyalty, so it is lawful only with the informed consent of \
                both, given before.
                """,
            source: "Restatement (Third) of Agency § 8.06"),
        ExamQuestion(
            "special-agent", .agency,
            "A listing agreement usually makes the broker which kind of agent?",
            right: "A special agent, with power for one transaction",
            wrong: [
                "A general agent, with power for a line of business",
                "A universal agent, with power for everything",
                "A subagent of the buyer",
            ],
            why: """
                The broker may find a buyer and no more: signing for the seller takes a power of \
                attorney.
                """,
            source: "Restatement (Second) of Agency § 3"),
        ExamQuestion(
            "imputed-knowledge", .agency,
            """
            A seller's agent learns that the cellar floods each spring and says nothing to the \
            seller. In most states the seller is treated as if
            """,
            right: "they knew it, since an agent's knowledge counts as the principal's",
            wrong: [
                "they knew nothing, since nobody told them",
                "the buyer knew it",
                "the agent owned the house",
            ],
            why: "Notice to an agent within the scope of the agency is notice to the principal.",
            source: "Restatement (Third) of Agency § 5.03"),
        ExamQuestion(
            "agency-not-by-pay", .agency,
            """
            A seller pays the commission of the agent who works for the buyer. Whose agent is it?
            """,
            right: "The buyer's: the agreement decides, not who pays",
            wrong: [
                "The seller's, who pays",
                "Nobody's",
                "Both sides', by the payment alone",
            ],
            why: "Payment does not make an agency; the consent of principal and agent does.",
            source: "Restatement (Third) of Agency § 1.01"),
        ExamQuestion(
            "buyer-agreement-first", .agency,
            """
            Under the practice changes of August 2024, what must an MLS participant have before \
            touring a home with a buyer they work with?
            """,
            right: "A written agreement with the buyer that states the compensation",
            wrong: [
                "The seller's leave in writing",
                "A pre-approval letter",
                "A deposit held in trust",
            ],
            why: """
                The settlement of the commission cases asks for a written buyer agreement, with \
                pay that is definite and not open-ended, before the first tour.
                """,
            source: """
                National Association of Realtors settlement, practice changes of August 17, 2024
                """),
    ]
}
