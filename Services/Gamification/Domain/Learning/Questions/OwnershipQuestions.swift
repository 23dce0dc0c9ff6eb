extension ExamQuestion {
    /// Ownership: what can be held in land, and how.
    static let ownership: [ExamQuestion] = [
        ExamQuestion(
            "joint-tenancy-survivor", .ownership,
            """
            Two owners hold as joint tenants. One dies and leaves \"all my property\" to a child. \
            Who owns the house?
            """,
            right: "The surviving owner alone",
            wrong: [
                "The survivor and the child",
                "The child",
                "The estate, until it is divided",
            ],
            why: """
                A joint tenant's share goes to the survivor at the moment of death: no will \
                reaches it.
                """,
            source: """
                Joint tenancy, right of survivorship; Uniform Probate Code § 6-101 on nonprobate \
                transfers
                """),
        ExamQuestion(
            "tenancy-in-common-shares", .ownership,
            """
            Three friends buy a lot with shares of 50, 30 and 20 %, and each may leave their share \
            by will. They are
            """,
            right: "tenants in common",
            wrong: [
                "joint tenants",
                "tenants by the entirety",
                "tenants at will",
            ],
            why: """
                Shares may differ and are inherited. Joint tenants hold equally and by survivorship.
                """,
            source: "Tenancy in common, common law of concurrent estates"),
        ExamQuestion(
            "easement-appurtenant", .ownership,
            """
            A driveway over a neighbour's land was granted \"to the owner of Lot 5\". Lot 5 is \
            sold. The easement
            """,
            right: "goes with Lot 5 to the buyer",
            wrong: [
                "ends",
                "stays with the seller",
                "must be bought again",
            ],
            why: "An appurtenant easement belongs to the land that it serves, not to a person.",
            source: "Restatement (Third) of Property: Servitudes § 5.1"),
        ExamQuestion(
            "fixture-tests", .ownership,
            "Which question does NOT help to say whether a thing is a fixture?",
            right: "What did it cost?",
            wrong: [
                "How is it attached?",
                "Is it adapted to the house?",
                "What did the one who put it there intend?",
            ],
            why: """
                Attachment, adaptation, intention, and what was agreed decide. A cheap thing can \
                be a fixture.
                """,
            source: "Teaff v. Hewitt, 1 Ohio St. 511 (1853)"),
        ExamQuestion(
            "life-estate", .ownership,
            """
            A parent deeds a house to a friend for life, and then to a child. What does the child \
            hold meanwhile?
            """,
            right: "A remainder",
            wrong: [
                "A reversion",
                "A life estate",
                "A leasehold",
            ],
            why: """
                What comes after a life estate and goes to a third person is a remainder; what \
                comes back to the grantor is a reversion.
                """,
            source: "Restatement of Property §§ 154, 156"),
        ExamQuestion(
            "police-power", .ownership,
            """
            A city changes zoning so that an owner may no longer open a shop, and pays nothing. By \
            which power?
            """,
            right: "Police power",
            wrong: [
                "Eminent domain",
                "Escheat",
                "Taxation",
            ],
            why: """
                Rules for health, safety and welfare need no payment, unless they go so far as to \
                take the property.
                """,
            source: "Village of Euclid v. Ambler Realty Co., 272 U.S. 365 (1926)"),
        ExamQuestion(
            "encroachment", .ownership,
            "A neighbour's fence stands two feet over the line. What is this?",
            right: "An encroachment",
            wrong: [
                "An easement in gross",
                "A lien",
                "An appurtenance",
            ],
            why: "A survey shows it. Left alone for long enough it may become a right.",
            source: "Encroachment as trespass; Restatement (Second) of Torts § 158"),
    ]
}
