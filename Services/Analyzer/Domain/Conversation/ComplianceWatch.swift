import Identifiers

/// Applies the compliance rules: some need only the words, some what was said before.
struct ComplianceWatch: Hashable, Sendable {
    /// One confirmation of a revocation is allowed within this time (47 CFR § 64.1200(a)(12)).
    static let confirmationTime = Duration.seconds(300)
    /// More findings than anyone reads; the rest repeats them.
    static let breachCountMax = 64

    /// Whose first messages name no other subject than homes is taken to speak of them.
    static let openingMessageCount = 2

    private(set) var breaches: [ComplianceBreach] = []
    private var revocation: Revocation?
    private var recording = Recording.unknown
    private var isBuying = false
    private var isRenting = false
    private var isAboutHomes = false
    private var knowsAgreement = false
    private var talksOfTour = false
    private var hasOfferedTour = false

    private struct Revocation: Hashable, Sendable {
        var phrase: String
        var message: MessageID
        var rule: Int
        var at: Instant
        var isConfirmed = false
    }

    private enum Recording: Hashable, Sendable { case unknown, asked, agreed, refused }

    mutating func observe(_ turn: inout Turn, rules: [ComplianceRule]) {
        isBuying = isBuying || turn.has(.buying)
        isRenting = isRenting || turn.has(.renting) && !turn.has(.tenancy)
        isAboutHomes = isAboutHomes || turn.has(.homeTalk)
        talksOfTour = talksOfTour || turn.has(.tour) || turn.has(.homesTour) || wishesTour(turn)
        knowsAgreement = knowsAgreement || turn.has(.agreementMention)
        followRecording(turn)
        if turn.isAgent {
            judge(&turn, rules)
        } else {
            hearClient(turn, rules)
        }
    }

    // MARK: - The client

    private mutating func hearClient(_ turn: Turn, _ rules: [ComplianceRule]) {
        if let hit = turn.reading.compliance.first(where: { rules[$0.rule].trigger.isClients }) {
            revocation = Revocation(
                phrase: hit.phrase, message: turn.id, rule: hit.rule, at: turn.sentAt)
        } else if turn.has(.resubscribe) || turn.reading.questions > 0 || turn.action == .accept
            || turn.action == .offer || turn.has(.acceptance) || turn.has(.appointmentWish)
        {
            // Who asks again of their own accord wants an answer.
            revocation = nil
        }
    }

    private func wishesTour(_ turn: Turn) -> Bool {
        !turn.isAgent && turn.has(.appointmentWish) && isAboutHomes
    }

    private mutating func followRecording(_ turn: Turn) {
        if turn.has(.consentRefused) {
            recording = .refused
        } else if turn.has(.consentAsked) {
            recording = .asked
        } else if recording == .asked, !turn.isAgent {
            let agrees = turn.has(.assent) || turn.has(.acceptance) || turn.has(.courtesy)
            let refuses = turn.has(.rejection) || turn.has(.denial)
            recording = agrees && !refuses ? .agreed : .refused
        }
    }

    // MARK: - The agent

    private mutating func judge(_ turn: inout Turn, _ rules: [ComplianceRule]) {
        for hit in turn.reading.compliance {
            let isBreach =
                switch rules[hit.rule].trigger {
                case .words: true
                case .recording: recording == .unknown || recording == .refused
                case .waiver: talksOfTour && !isForRent
                case .question: isHousing(turn)
                case .revocation, .tour: false
                }
            if isBreach { add(rules[hit.rule], hit.phrase, &turn) }
        }
        judgeContact(&turn, rules)
        judgeTour(&turn, rules)
    }

    private mutating func judgeContact(_ turn: inout Turn, _ rules: [ComplianceRule]) {
        guard let revoked = revocation else { return }
        let isConfirmation =
            turn.has(.revocationConfirmed) && !revoked.isConfirmed
            && turn.sentAt - revoked.at <= Self.confirmationTime
        if isConfirmation {
            revocation?.isConfirmed = true
        } else if turn.reading.wordCount > 0 {
            add(rules[revoked.rule], revoked.phrase, in: revoked.message, &turn)
        }
    }

    /// The offer of a tour wants the written agreement first; once somebody has spoken of it, the
    /// agent knows.
    private mutating func judgeTour(_ turn: inout Turn, _ rules: [ComplianceRule]) {
        guard let hit = turn.reading.compliance.first(where: { rules[$0.rule].trigger == .tour }),
            isOfHomes(turn), !isForRent, !knowsAgreement, !hasOfferedTour, !turn.has(.openHouse),
            !turn.isRefusal, turn.breaches.allSatisfy({ $0.topic != .tourBeforeAgreement })
        else { return }
        hasOfferedTour = true
        add(rules[hit.rule], hit.phrase, &turn)
    }

    /// `Would you like to see it?` is about a home where the talk is.
    private func isOfHomes(_ turn: Turn) -> Bool {
        turn.has(.homesTour) || isBuying || isAboutHomes
    }

    /// A question that a landlord or agent may not ask is small talk where nobody speaks of homes.
    private func isHousing(_ turn: Turn) -> Bool {
        isAboutHomes || isBuying || isRenting || turn.agentMessageCount <= Self.openingMessageCount
    }

    /// Who rents now and wants to buy is a buyer.
    private var isForRent: Bool { isRenting && !isBuying }

    private mutating func add(
        _ rule: ComplianceRule, _ phrase: String, in message: MessageID? = nil, _ turn: inout Turn
    ) {
        let breach = ComplianceBreach(
            messageID: turn.id, topic: rule.topic, rule: rule.id, trigger: rule.trigger,
            phrase: phrase, phraseMessageID: message ?? turn.id, guidance: rule.guidance)
        turn.breaches.append(breach)
        turn.make(.breachedCompliance)
        if breaches.count < Self.breachCountMax { breaches.append(breach) }
    }
}
