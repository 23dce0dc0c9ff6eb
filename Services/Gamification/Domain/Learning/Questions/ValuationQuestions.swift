extension ExamQuestion {
    /// Valuation: what a property is worth, and why.
    static let valuation: [ExamQuestion] = [
        ExamQuestion(
            "sales-comparison-adjust", .valuation,
            """
            A comparable has a garage worth $15,000 that the subject lacks. What is done in the \
            sales comparison?
            """,
            right: "$15,000 is taken off the comparable's price",
            wrong: [
                "$15,000 is added to the comparable's price",
                "$15,000 is added to the subject",
                "Nothing, since garages do not count",
            ],
            why: """
                Always adjust the comparable towards the subject: what is better there is \
                subtracted.
                """,
            source: "The Appraisal of Real Estate, sales comparison approach"),
        ExamQuestion(
            "external-obsolescence", .valuation,
            "A new motorway behind a house lowers its value. This is",
            right: "external obsolescence",
            wrong: [
                "physical deterioration",
                "functional obsolescence",
                "amortization",
            ],
            why: "It comes from outside the lot and can hardly be cured by the owner.",
            source: "The Appraisal of Real Estate, cost approach: depreciation"),
        ExamQuestion(
            "functional-obsolescence", .valuation,
            "A house with five bedrooms has one bathroom. The loss of value is",
            right: "functional obsolescence",
            wrong: [
                "external obsolescence",
                "physical deterioration",
                "accrued interest",
            ],
            why: "The plan no longer serves what buyers want.",
            source: "The Appraisal of Real Estate, cost approach: depreciation"),
        ExamQuestion(
            "substitution", .valuation,
            "Which principle lies behind the sales comparison approach?",
            right: "Substitution",
            wrong: [
                "Contribution",
                "Conformity",
                "Anticipation",
            ],
            why: """
                Nobody pays more than for another home that does as well. Anticipation is behind \
                the income approach.
                """,
            source: "The Appraisal of Real Estate, principles of value"),
        ExamQuestion(
            "highest-best-use", .valuation,
            """
            The highest and best use of land must be legal, physically possible, financially \
            feasible, and
            """,
            right: "the most productive",
            wrong: [
                "the tallest",
                "the one of today",
                "the one with the least tax",
            ],
            why: "Among the uses that pass three tests, the one that makes the land worth most.",
            source: "The Appraisal of Real Estate, highest and best use"),
        ExamQuestion(
            "broker-opinion-not-appraisal", .valuation,
            "What is a broker's comparative market analysis?",
            right: "An estimate for pricing, and no appraisal",
            wrong: [
                "An appraisal by another name",
                "A title report",
                "A guarantee of the sale price",
            ],
            why: """
                Only a licensed or certified appraiser may appraise for a federally related loan.
                """,
            source: "12 U.S.C. § 3339"),
        ExamQuestion(
            "assessed-not-market", .valuation,
            """
            A house is assessed at $240,000 for taxes and sells for $400,000. What does this show?
            """,
            right: "Assessed value and market value need not be the same",
            wrong: [
                "The buyer paid too much",
                "The assessment is a mistake",
                "The seller owes more tax",
            ],
            why: """
                Many places assess at a share of value, or seldom. Price is evidence of market \
                value.
                """,
            source: "The Appraisal of Real Estate, types of value"),
    ]
}
