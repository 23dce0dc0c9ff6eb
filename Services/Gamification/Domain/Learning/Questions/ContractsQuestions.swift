extension ExamQuestion {
    /// Contracts: what binds, and what ends it.
    static let contracts: [ExamQuestion] = [
        ExamQuestion(
            "statute-of-frauds", .contracts,
            """
            An owner and a buyer agree on a price for a lot and shake hands. Why will a court most \
            likely not enforce it?
            """,
            right: "A sale of land must be in writing and signed",
            wrong: [
                "No earnest money was paid",
                "No broker was there",
                "Nothing was recorded",
            ],
            why: """
                The statute of frauds wants a writing signed by the one who is held to it. Earnest \
                money and recording are usual, not required.
                """,
            source: "Restatement (Second) of Contracts § 125"),
        ExamQuestion(
            "counteroffer-kills-offer", .contracts,
            """
            A seller answers an offer of $400,000 with a counteroffer of $410,000. The buyer \
            refuses. May the seller now accept the $400,000?
            """,
            right: "No: the counteroffer ended the offer",
            wrong: [
                "Yes, until the offer's date runs out",
                "Yes, if it is done in writing",
                "Yes, if no other offer came",
            ],
            why: """
                A counteroffer rejects what was offered. Only a new offer of the buyer could be \
                accepted.
                """,
            source: "Restatement (Second) of Contracts § 39"),
        ExamQuestion(
            "minor-voidable", .contracts,
            "A person of 17 signs a contract to buy a house. The contract is",
            right: "voidable by the minor",
            wrong: [
                "void",
                "enforceable against both",
                "voidable by the seller",
            ],
            why: """
                Who is not of age may stand by the contract or leave it; the adult is bound \
                meanwhile.
                """,
            source: "Restatement (Second) of Contracts § 14"),
        ExamQuestion(
            "time-of-essence", .contracts,
            """
            A contract says that time is of the essence. The buyer is ready one day after the \
            closing date. What may the seller do?
            """,
            right: "Treat the contract as broken",
            wrong: [
                "Nothing until a reasonable time has passed",
                "Raise the price",
                "Only ask for a day's interest",
            ],
            why: """
                The clause makes the date itself a term; without it a court allows a reasonable \
                delay.
                """,
            source: "Restatement (Second) of Contracts § 242"),
        ExamQuestion(
            "liquidated-damages", .contracts,
            """
            A contract lets the seller keep a reasonable deposit as the only remedy if the buyer \
            backs out. This is a clause of
            """,
            right: "liquidated damages",
            wrong: [
                "specific performance",
                "rescission",
                "novation",
            ],
            why: """
                The parties agree beforehand on damages that would be hard to prove. A sum that is \
                out of proportion is a penalty, and void.
                """,
            source: "Restatement (Second) of Contracts § 356"),
        ExamQuestion(
            "specific-performance", .contracts,
            "Why do courts grant specific performance to buyers of land?",
            right: "Every parcel is unique, so that money does not make up for it",
            wrong: [
                "Money is hard to count",
                "Sellers seldom have money",
                "Deeds can be drawn up by the court alone",
            ],
            why: "The remedy orders the deed to be given, since no other parcel is the same.",
            source: "Restatement (Second) of Contracts § 360"),
        ExamQuestion(
            "option-consideration", .contracts,
            """
            A buyer pays $2,000 for the right to buy a lot at a set price within 90 days. Who is \
            bound?
            """,
            right: "The owner, to sell; the buyer may choose",
            wrong: [
                "Both, to close",
                "The buyer, to buy",
                "Neither, until the right is used",
            ],
            why: """
                An option is paid for and keeps the offer open: it binds one side only until it is \
                used.
                """,
            source: "Restatement (Second) of Contracts § 25"),
    ]
}
