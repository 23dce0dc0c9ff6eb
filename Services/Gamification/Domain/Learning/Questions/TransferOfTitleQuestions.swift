extension ExamQuestion {
    /// Transfer of title: deeds, records and disclosures.
    static let transferOfTitle: [ExamQuestion] = [
        ExamQuestion(
            "deed-delivery", .transferOfTitle,
            "When does title pass by a deed?",
            right: "When it is delivered and accepted",
            wrong: [
                "When it is signed",
                "When it is notarized",
                "When it is recorded",
            ],
            why: """
                Signing makes a deed, delivery passes title. Recording protects against others.
                """,
            source: """
                Delivery of deeds; Restatement (Third) of Property: Wills and Other Donative \
                Transfers § 6.3
                """),
        ExamQuestion(
            "general-warranty", .transferOfTitle,
            """
            Which deed promises good title against claims from all time, before the grantor as \
            well?
            """,
            right: "A general warranty deed",
            wrong: [
                "A special warranty deed",
                "A quitclaim deed",
                "A bargain and sale deed",
            ],
            why: """
                A special warranty covers the grantor's own time; a quitclaim promises nothing.
                """,
            source: "Covenants of title; Uniform Land Transactions Act § 2-306"),
        ExamQuestion(
            "quitclaim-use", .transferOfTitle,
            """
            An ex-spouse gives up any claim to a house to clear its title. Which deed is usual?
            """,
            right: "A quitclaim deed",
            wrong: [
                "A general warranty deed",
                "A trust deed",
                "A sheriff's deed",
            ],
            why: "It passes whatever the grantor has, if anything, and promises nothing.",
            source: "Quitclaim deeds; Black's Law Dictionary, \"quitclaim deed\""),
        ExamQuestion(
            "constructive-notice", .transferOfTitle,
            "What does recording a deed do?",
            right: "It gives the world constructive notice",
            wrong: [
                "It proves that the deed is valid",
                "It insures the title",
                "It passes the title",
            ],
            why: "Whoever deals with the land is held to know what the records show.",
            source: "Recording acts; for example California Civil Code § 1213"),
        ExamQuestion(
            "title-insurance-past", .transferOfTitle,
            "An owner's policy of title insurance protects against",
            right: "defects from the past that nobody had found",
            wrong: [
                "defects that come up after closing by the owner's own doing",
                "a fall of the house's value",
                "damage by storms",
            ],
            why: """
                One premium covers what happened before the policy's date, within its exceptions.
                """,
            source: "ALTA Owner's Policy, covered risks"),
        ExamQuestion(
            "adverse-possession", .transferOfTitle,
            "Which of these does a claim of adverse possession need?",
            right: "Possession that is open, hostile and continuous for the statute's time",
            wrong: [
                "The owner's leave",
                "A recorded lease",
                "A payment to the owner",
            ],
            why: """
                Leave makes possession lawful, and so defeats the claim. Each state sets the years.
                """,
            source: """
                Adverse possession; for example California Code of Civil Procedure §§ 318–325
                """),
        ExamQuestion(
            "lead-paint-year", .transferOfTitle,
            "For which homes must sellers give the federal disclosure about lead-based paint?",
            right: "Homes built before 1978",
            wrong: [
                "Homes built before 1950",
                "All homes",
                "Homes with children in them only",
            ],
            why: """
                They tell what they know, give the pamphlet, and allow ten days for an inspection \
                unless agreed otherwise.
                """,
            source: "42 U.S.C. § 4852d"),
    ]
}
