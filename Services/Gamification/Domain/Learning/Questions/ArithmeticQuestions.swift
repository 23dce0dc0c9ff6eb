extension ExamQuestion {
    /// The arithmetic of an examination.
    static let arithmetic: [ExamQuestion] = [
        ExamQuestion(
            "commission-split", .arithmetic,
            """
            A house sells for $420,000 at 5 %. The listing side gets half, and its agent 60 % of \
            that. How much does the agent get?
            """,
            right: "$6,300",
            wrong: [
                "$10,500",
                "$12,600",
                "$4,200",
            ],
            why: "$420,000 × 5 % = $21,000; half is $10,500; 60 % of it is $6,300.",
            source: "Arithmetic of percentages"),
        ExamQuestion(
            "loan-to-value", .arithmetic,
            """
            A buyer pays $25,000 down on a house of $250,000 that is appraised at $240,000. What \
            is the loan-to-value ratio?
            """,
            right: "93.75 %",
            wrong: [
                "90 %",
                "96 %",
                "88 %",
            ],
            why: """
                The loan is $225,000. Lenders divide by the lower of price and appraisal: 225 ÷ \
                240 = 93.75 %.
                """,
            source: "Loan-to-value; Fannie Mae Selling Guide B2-1.2-01"),
        ExamQuestion(
            "cap-rate-value", .arithmetic,
            "A building earns $48,000 net a year. Buyers want 8 %. What is it worth?",
            right: "$600,000",
            wrong: [
                "$384,000",
                "$560,000",
                "$720,000",
            ],
            why: """
                Value is net operating income divided by the capitalization rate: 48,000 ÷ 0.08.
                """,
            source: "The Appraisal of Real Estate, income approach"),
        ExamQuestion(
            "acre-lot", .arithmetic,
            "A lot is 330 feet by 264 feet. How many acres is it?",
            right: "2",
            wrong: [
                "1",
                "2.5",
                "4",
            ],
            why: "330 × 264 = 87,120 square feet; an acre has 43,560.",
            source: "Acre: 43,560 square feet"),
        ExamQuestion(
            "net-to-seller", .arithmetic,
            """
            A seller wants $282,000 after a commission of 6 %, and nothing else is to be paid. \
            What must the price be?
            """,
            right: "$300,000",
            wrong: [
                "$298,920",
                "$299,000",
                "$310,200",
            ],
            why: """
                282,000 is 94 % of the price: 282,000 ÷ 0.94 = 300,000. Adding 6 % to 282,000 \
                falls short.
                """,
            source: "Arithmetic of percentages"),
        ExamQuestion(
            "proration-taxes", .arithmetic,
            """
            Taxes of $3,600 for the calendar year are not yet paid. The closing is at the end of \
            June 30; twelve months of thirty days are used. What does the seller owe the buyer?
            """,
            right: "$1,800",
            wrong: [
                "$900",
                "$2,100",
                "$3,600",
            ],
            why: "The seller had the house for six of twelve months: 3,600 × 6 ÷ 12.",
            source: "Proration in arrears, 360-day year"),
        ExamQuestion(
            "points-cost", .arithmetic,
            "A borrower of $320,000 pays two discount points. What do they cost?",
            right: "$6,400",
            wrong: [
                "$3,200",
                "$640",
                "$12,800",
            ],
            why: "A point is 1 % of the loan, not of the price.",
            source: "Discount points; 12 C.F.R. § 1026.37(f)(1)"),
    ]
}
