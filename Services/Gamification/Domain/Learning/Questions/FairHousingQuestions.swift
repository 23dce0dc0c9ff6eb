extension ExamQuestion {
    /// Fair housing: what federal law forbids.
    static let fairHousing: [ExamQuestion] = [
        ExamQuestion(
            "federal-protected-classes", .fairHousing,
            "Which of these is NOT a protected class of the federal Fair Housing Act?",
            right: "Age",
            wrong: [
                "Familial status",
                "Disability",
                "National origin",
            ],
            why: """
                The Act names race, color, religion, sex, disability, familial status and national \
                origin. Age is protected in lending and by some states.
                """,
            source: "42 U.S.C. § 3604"),
        ExamQuestion(
            "steering", .fairHousing,
            """
            An agent shows a family only districts where others of their national origin live, \
            because it \"will feel like home\". This is
            """,
            right: "steering, and unlawful",
            wrong: [
                "good service",
                "blockbusting",
                "lawful if the family does not object",
            ],
            why: """
                Guiding people by a protected class denies them choice, however kindly it is meant.
                """,
            source: "24 C.F.R. § 100.70"),
        ExamQuestion(
            "blockbusting", .fairHousing,
            """
            An agent writes to owners that \"the neighbourhood is changing\" and that they should \
            sell before prices fall. This is
            """,
            right: "blockbusting",
            wrong: [
                "steering",
                "redlining",
                "puffing",
            ],
            why: "It is unlawful to make owners sell for profit by speaking of who may move in.",
            source: "24 C.F.R. § 100.85"),
        ExamQuestion(
            "race-no-exemption", .fairHousing,
            """
            An owner sells their only house without a broker and refuses a buyer because of race. \
            Which law forbids it with no exemption?
            """,
            right: "The Civil Rights Act of 1866",
            wrong: [
                "The Fair Housing Act of 1968",
                "The Real Estate Settlement Procedures Act",
                "The Truth in Lending Act",
            ],
            why: """
                The Act of 1866 forbids every racial discrimination in property, private sales \
                among them.
                """,
            source: "42 U.S.C. § 1982; Jones v. Alfred H. Mayer Co., 392 U.S. 409 (1968)"),
        ExamQuestion(
            "assistance-animal", .fairHousing,
            """
            A building allows no pets. A tenant with a disability asks to keep an assistance \
            animal that they need. The landlord
            """,
            right: "must allow it as a reasonable accommodation, without a pet fee",
            wrong: [
                "may refuse since the rule is the same for all",
                "may ask for a pet deposit",
                "may ask for the medical file",
            ],
            why: """
                Rules give way where a person with a disability needs it to use the home; an \
                assistance animal is not a pet.
                """,
            source: "42 U.S.C. § 3604(f)(3)(B)"),
        ExamQuestion(
            "reasonable-modification", .fairHousing,
            """
            A tenant with a disability wants to put grab bars into a rented bathroom of a building \
            without federal funds. Who pays?
            """,
            right: "The tenant, and the landlord must let them",
            wrong: [
                "The landlord",
                "The housing authority",
                "Nobody: it may be refused",
            ],
            why: "A landlord must permit a reasonable modification at the tenant's expense.",
            source: "42 U.S.C. § 3604(f)(3)(A)"),
        ExamQuestion(
            "advertising-words", .fairHousing,
            "Which sentence may stand in an advertisement?",
            right: "Three bedrooms, near the park",
            wrong: [
                "Perfect for a young couple without children",
                "Walk to our Lady of Grace: ideal for Catholics",
                "Mature persons only",
            ],
            why: """
                Words that show a preference by a protected class are unlawful, even where the \
                owner would be exempt. Describe the home, not who should live in it. Housing for \
                older persons has rules of its own.
                """,
            source: "42 U.S.C. § 3604(c)"),
    ]
}
