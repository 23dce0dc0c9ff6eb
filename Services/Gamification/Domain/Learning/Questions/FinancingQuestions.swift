extension ExamQuestion {
    /// Financing: loans and what must be told about them.
    static let financing: [ExamQuestion] = [
        ExamQuestion(
            "closing-disclosure-days", .financing,
            """
            For most home loans, how long before the loan is closed must the borrower have the \
            Closing Disclosure?
            """,
            right: "Three business days",
            wrong: [
                "One business day",
                "Seven calendar days",
                "Ten calendar days",
            ],
            why: "The three days let a borrower compare it with the Loan Estimate.",
            source: "12 C.F.R. § 1026.19(f)"),
        ExamQuestion(
            "loan-estimate-days", .financing,
            "How soon after a complete application must the lender send the Loan Estimate?",
            right: "Within three business days",
            wrong: [
                "At the closing",
                "Within ten business days",
                "Within thirty days",
            ],
            why: "It goes out early, so that borrowers can shop.",
            source: "12 C.F.R. § 1026.19(e)"),
        ExamQuestion(
            "respa-kickback", .financing,
            """
            A title company pays an agent $100 for every buyer whom the agent sends. For a \
            federally related mortgage this is
            """,
            right: "an unlawful kickback",
            wrong: [
                "lawful if the buyer is told",
                "lawful up to $250",
                "lawful if the broker gets it",
            ],
            why: """
                Nothing of value may be given for a referral of settlement business. Telling \
                people does not heal it.
                """,
            source: "12 U.S.C. § 2607"),
        ExamQuestion(
            "pmi-termination", .financing,
            """
            On a conventional loan that is paid as agreed, at which scheduled balance must private \
            mortgage insurance end by itself?
            """,
            right: "78 % of the original value",
            wrong: [
                "90 % of the original value",
                "80 % of today's value",
                "50 % of the original value",
            ],
            why: """
                A borrower may ask at 80 %; at 78 % of the original value the servicer must end it.
                """,
            source: "12 U.S.C. § 4902"),
        ExamQuestion(
            "due-on-sale", .financing,
            "Which clause lets a lender ask for the whole loan when the house is sold?",
            right: "Due-on-sale",
            wrong: [
                "Prepayment",
                "Defeasance",
                "Subordination",
            ],
            why: """
                It is a kind of acceleration clause, and keeps a buyer from taking over a cheap \
                loan without leave.
                """,
            source: "12 U.S.C. § 1701j-3"),
        ExamQuestion(
            "va-no-down-payment", .financing,
            "What is typical of a loan guaranteed by the Department of Veterans Affairs?",
            right: "No down payment is needed",
            wrong: [
                "It is open to everybody",
                "It always needs mortgage insurance each month",
                "The Department lends the money",
            ],
            why: """
                The guaranty stands in for a down payment; most borrowers pay a funding fee \
                instead. The lender is private.
                """,
            source: "38 U.S.C. § 3710"),
        ExamQuestion(
            "ecoa-basis", .financing,
            """
            A lender refuses a loan because the income comes from public assistance. Which law \
            forbids it?
            """,
            right: "The Equal Credit Opportunity Act",
            wrong: [
                "The Fair Credit Reporting Act",
                "The Home Mortgage Disclosure Act",
                "The Statute of Frauds",
            ],
            why: "Income from public assistance, age and marital status are protected in credit.",
            source: "15 U.S.C. § 1691"),
    ]
}
