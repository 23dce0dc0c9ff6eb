import AnalyzerContract
import CoachingContract
import GamificationContract
import GamificationDomain
import Identifiers
import Logging
import Postgres
import RPC
import Runtime

/// The rooms of Gamification, wired.
struct Rooms: Sendable {
    let handlers: Handlers
    let consumers: [EventConsumer]
    let settler: ChallengeSettler
    let reminders: LicenceReminders
    let digests: WeekDigests
    let courier: LetterCourier

    init(
        _ settings: GamificationSettings, database: Database, events: EventLog,
        changes: CacheChanges, coaching: Client<Coaching>, logger: Logger,
        now: @escaping @Sendable () -> Instant
    ) {
        let stores = Stores(database: database)
        let gate = PlayGate(trials: stores.trials, players: stores.players, events: events)
        let awards = Awards(
            ledger: stores.ledger, facts: stores.facts, unlocks: stores.unlocks,
            scores: stores.scores, progress: stores.progress, gate: gate, events: events)
        var handlers = Handlers()
        Self.serveReading(stores, gate, changes, in: &handlers)
        Self.serveRules(stores, awards, in: &handlers)
        Self.serveBadges(stores, awards, settings, in: &handlers)
        Self.serveChallenges(stores, awards, in: &handlers)
        Self.serveLearning(stores, in: &handlers)
        Self.serveReports(stores, settings, in: &handlers)
        self.handlers = handlers
        settler = ChallengeSettler(
            database: database, challenges: stores.challenges, postings: stores.postings,
            awards: awards, logger: logger, now: now)
        reminders = LicenceReminders(
            database: database, licences: stores.licences, rules: stores.renewalRules,
            reminders: stores.reminders, letters: stores.letters, events: events,
            logger: logger, now: now)
        digests = WeekDigests(
            database: database, reader: stores.weeks, gate: gate, letters: stores.letters,
            logger: logger,
            now: now)
        courier = LetterCourier(
            database: database, letters: stores.letters, coaching: coaching, logger: logger,
            now: now)
        let rules = RuleMemory(stores.rules)
        consumers = [
            AnalyzerConsumer(rules: rules, awards: awards).consumer,
            CoachingConsumer(rules: rules, awards: awards, days: stores.days).consumer,
        ]
    }

    private static func serveReading(
        _ stores: Stores, _ gate: PlayGate, _ changes: CacheChanges,
        in handlers: inout Handlers
    ) {
        let boards = BoardMemory(stores.scores)
        handlers.serve(
            Gamification.getProfile,
            GetProfileHandler(
                cache: changes.cache("profiles", GamificationProfile.self),
                database: stores.database, boards: boards, days: stores.days,
                unlocks: stores.unlocks, progress: stores.progress, gate: gate
            ).handle)
        handlers.serve(
            Gamification.getLeaderboard,
            GetLeaderboardHandler(
                ledger: stores.ledger, boards: boards, players: stores.players, gate: gate
            ).handle)
        handlers.serve(
            Gamification.listPoints,
            ListPointsHandler(
                ledger: stores.ledger, postings: stores.postings, facts: stores.facts,
                gate: gate
            ).handle)
        handlers.serve(
            Gamification.switchPlay,
            SwitchPlayHandler(database: stores.database, trials: stores.trials).handle)
    }

    private static func serveRules(
        _ stores: Stores, _ awards: Awards, in handlers: inout Handlers
    ) {
        let database = stores.database
        handlers.serve(
            Gamification.setPointRules,
            SetPointRulesHandler(database: database, store: stores.rules).handle)
        handlers.serve(
            Gamification.getPointRules,
            GetPointRulesHandler(database: database, store: stores.rules).handle)
        handlers.serve(
            Gamification.putAchievement,
            PutAchievementHandler(
                database: database, own: stores.own, facts: stores.facts,
                unlocks: stores.unlocks, awards: awards
            ).handle)
        handlers.serve(
            Gamification.setStreakCalendar,
            SetStreakCalendarHandler(database: database, calendars: stores.calendars).handle)
        handlers.serve(
            Gamification.freezeStreak,
            FreezeStreakHandler(
                database: database, days: stores.days, calendars: stores.calendars,
                postings: stores.postings, ledger: stores.ledger, awards: awards
            ).handle)
        handlers.serve(
            Gamification.setPlayer,
            SetPlayerHandler(database: database, players: stores.players).handle)
        handlers.serve(
            Gamification.listHireDates,
            ListHireDatesHandler(database: database, players: stores.players).handle)
    }
}

extension Rooms {
    fileprivate static func serveBadges(
        _ stores: Stores, _ awards: Awards, _ settings: GamificationSettings,
        in handlers: inout Handlers
    ) {
        let badges = BadgeHandlers(
            database: stores.database, badges: stores.badges, own: stores.own,
            unlocks: stores.unlocks, awards: awards,
            keys: settings.badgeKeys, origin: settings.badgeOrigin)
        handlers.serve(Gamification.issueBadge, badges.issue)
        handlers.serve(Gamification.getBadge, badges.get)
        handlers.serve(Gamification.revokeBadge, badges.revoke)
        handlers.serve(Gamification.rotateIssuerKey, badges.rotate)
        handlers.serve(Gamification.getIssuer, badges.issuer)
        handlers.serve(Gamification.getStatusList, badges.status)
    }
}

extension Rooms {
    fileprivate static func serveChallenges(
        _ stores: Stores, _ awards: Awards, in handlers: inout Handlers
    ) {
        let challenges = ChallengeHandlers(
            database: stores.database, challenges: stores.challenges, players: stores.players,
            ledger: stores.ledger, postings: stores.postings, awards: awards)
        handlers.serve(Gamification.createChallenge, challenges.create)
        handlers.serve(Gamification.joinChallenge, challenges.join)
        handlers.serve(Gamification.listChallenges, challenges.list)
        handlers.serve(Gamification.getChallengeFeed, challenges.feed)
    }
}

extension Rooms {
    fileprivate static func serveLearning(_ stores: Stores, in handlers: inout Handlers) {
        let licences = LicenceHandlers(
            database: stores.database, licences: stores.licences, rules: stores.renewalRules,
            days: stores.days)
        handlers.serve(Gamification.listLicences, licences.list)
        handlers.serve(Gamification.putLicence, licences.put)
        handlers.serve(Gamification.removeLicence, licences.remove)
        handlers.serve(Gamification.putCourse, licences.putCourse)
        handlers.serve(Gamification.removeCourse, licences.removeCourse)
        let requirements = RenewalRequirementsHandlers(
            database: stores.database, rules: stores.renewalRules)
        handlers.serve(Gamification.listRenewalRequirements, requirements.list)
        handlers.serve(Gamification.setRenewalRequirements, requirements.set)
        let exams = ExamHandlers(
            database: stores.database, exams: stores.exams, days: stores.days)
        handlers.serve(Gamification.getExamPractice, exams.practice)
        handlers.serve(Gamification.answerExamQuestion, exams.answer)
    }
}

extension Rooms {
    fileprivate static func serveReports(
        _ stores: Stores, _ settings: GamificationSettings, in handlers: inout Handlers
    ) {
        let reports = EngagementHandlers(
            database: stores.database, engagement: stores.engagement, own: stores.own,
            origin: settings.badgeOrigin)
        handlers.serve(Gamification.getEngagement, reports.report)
        handlers.serve(Gamification.listStatements, reports.statements)
    }
}

/// Every table group of the service.
struct Stores: Sendable {
    let database: Database
    let ledger: LedgerStore
    let days: ActiveDayStore
    let facts = FactStore()
    let unlocks = UnlockStore()
    let scores = ScoreStore()
    let rules = RuleStore()
    let own = OwnAchievementStore()
    let calendars = CalendarStore()
    let postings = PostingStore()
    let players = PlayerStore()
    let badges = BadgeStore()
    let challenges = ChallengeStore()
    let licences = LicenceStore()
    let renewalRules = RenewalRuleStore()
    let reminders = LicenceReminderStore()
    let exams = ExamStore()
    let engagement = EngagementStore()
    let letters = LetterStore()
    let trials = PlayTrialStore()

    init(database: Database) {
        self.database = database
        ledger = LedgerStore(database: database)
        days = ActiveDayStore(database: database)
    }

    var progress: ProgressReader {
        ProgressReader(
            facts: facts, days: days, calendars: calendars, own: own, ruleStore: rules)
    }

    var weeks: WeekReader {
        WeekReader(
            days: days, ledger: ledger, unlocks: unlocks, players: players,
            challenges: challenges, progress: progress)
    }
}
