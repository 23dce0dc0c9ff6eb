import Identifiers

/// Follows manners, pace and the give and take of questions.
struct TalkTracker: Hashable, Sendable {
    /// More words than this in one go is a monologue: at 150 words a minute, over half a minute.
    static let monologueWordCount = 90
    static let curtWordCount = 2
    /// From here on a client says more than yes, no or thanks.
    static let engagedWordCount = 5
    static let slowReply = Duration.seconds(300)
    static let clearLength = 6...45
    static let dominantShare = 0.75

    /// Nobody speaks or writes for so long: a live talk has come to a halt.
    static let deadAir = Duration.seconds(60)

    private(set) var pace = Pace()
    private var lastRole: MessageRole?
    private var lastAt: Instant?
    private var clientWaitsSince: Instant?
    private var runWordCount = 0

    mutating func observe(_ turn: inout Turn) {
        markManners(&turn)
        time(turn)
        if turn.isAgent {
            judgeManners(&turn)
            judgeLength(&turn)
            judgeAnswer(&turn)
        } else {
            pace.clientWords += turn.reading.wordCount
            runWordCount = 0
            if turn.reading.wordCount >= Self.engagedWordCount { turn.make(.clientEngaged) }
            if let sentiment = turn.reading.sentiment {
                if sentiment >= 0.35 { turn.make(.clientWarm) }
                if sentiment <= -0.35 { turn.make(.clientCold) }
            }
        }
    }

    /// Measures what lies between this message and the one before, and how fast it was said.
    private mutating func time(_ turn: Turn) {
        let start = turn.typingStartedAt.map { min($0, turn.sentAt) }
        if let lastRole, let lastAt {
            let pause = (start ?? turn.sentAt) - lastAt
            if pause >= Self.deadAir {
                pace.silenceCount += 1
                pace.silenceTotal += pause
            } else if pause < .zero, lastRole != turn.role, start != nil {
                if turn.isAgent {
                    pace.agentInterruptions += 1
                } else {
                    pace.clientInterruptions += 1
                }
            }
        }
        if turn.isAgent, let start, start < turn.sentAt {
            pace.timedAgentWords += turn.reading.wordCount
            pace.agentSpeakingTime += turn.sentAt - start
        }
        (lastRole, lastAt) = (turn.role, lastAt.map { max($0, turn.sentAt) } ?? turn.sentAt)
    }

    /// The delay of this message's answer to the client; nil when the client was not waiting.
    mutating func answerDelay(_ turn: Turn) -> Duration? {
        guard turn.isAgent else {
            clientWaitsSince = clientWaitsSince ?? turn.sentAt
            return nil
        }
        guard let since = clientWaitsSince else { return nil }
        clientWaitsSince = nil
        let delay = turn.sentAt - since
        guard delay >= .zero else { return nil }
        pace.responseCount += 1
        pace.responseTotal += delay
        pace.slowestResponse = max(pace.slowestResponse, delay)
        return delay
    }

    /// 100 for an answer within ten seconds, 90 within a minute, 65 within five, 40 within half an
    /// hour, 20 within two hours, then towards 0 at a day.
    static func score(ofDelay delay: Duration) -> Double {
        let points: [(seconds: Double, score: Double)] = [
            (10, 100), (60, 90), (300, 65), (1_800, 40), (7_200, 20), (86_400, 0),
        ]
        let seconds = delay.seconds
        guard seconds > points[0].seconds else { return points[0].score }
        for (low, high) in zip(points, points.dropFirst()) where seconds <= high.seconds {
            let share = (seconds - low.seconds) / (high.seconds - low.seconds)
            return low.score + share * (high.score - low.score)
        }
        return 0
    }

    // MARK: - Manners

    private func markManners(_ turn: inout Turn) {
        let marks: [(Cue, MessageAct)] = [
            (.greeting, .greeting), (.smallTalk, .smallTalk), (.thanks, .thanks),
            (.apology, .apology), (.farewell, .farewell),
        ]
        for (cue, act) in marks where turn.has(cue) { turn.acts.insert(act) }
        if turn.reading.openQuestions > 0 { turn.acts.insert(.openQuestion) }
        if turn.reading.closedQuestions > 0 { turn.acts.insert(.closedQuestion) }
    }

    private func judgeManners(_ turn: inout Turn) {
        let moves: [(Cue, Move)] = [
            (.greeting, .greeted), (.smallTalk, .madeSmallTalk), (.thanks, .thanked),
            (.apology, .apologised), (.courtesy, .courteous),
        ]
        for (cue, move) in moves where turn.has(cue) { turn.make(move) }
        if turn.has(.empathy) { turn.make(.empathised, .empathy) }
        if turn.has(.reflection) { turn.make(.reflected, .reflection) }
        if turn.reading.isShouted { turn.make(.shouted) }
        if turn.has(.unprofessional) {
            turn.make(.unprofessional, .unprofessional)
            turn.raise(.unprofessional)
        }
        if turn.has(.defensive) { turn.make(.defensive) }
    }

    // MARK: - Length and answers

    private mutating func judgeLength(_ turn: inout Turn) {
        let count = turn.reading.wordCount
        pace.agentWords += count
        let wasLong = runWordCount > Self.monologueWordCount
        runWordCount += count
        pace.longestRunWords = max(pace.longestRunWords, runWordCount)
        if runWordCount > Self.monologueWordCount, !wasLong {
            pace.monologueCount += 1
            turn.make(.monologue)
            turn.raise(.monologue)
        } else if Self.clearLength.contains(count) {
            turn.make(.clearLength)
        }
        let isAnswer = turn.before.map { $0.wordCount >= 4 } ?? false
        if isAnswer, count <= Self.curtWordCount, turn.action == .message, count > 0,
            turn.reading.prices.isEmpty
        {
            turn.make(.curt)
        }
        if let share = pace.talkRatio, share > Self.dominantShare, pace.agentWords > 150 {
            turn.make(.dominated)
        }
    }

    private func judgeAnswer(_ turn: inout Turn) {
        guard let before = turn.before, before.isQuestion, turn.action == .message else { return }
        let reading = turn.reading
        let isShort = reading.wordCount <= Self.curtWordCount
        let isYesOrNo =
            turn.has(.assent) || turn.has(.rejection) || turn.has(.denial)
            || turn.has(.acceptance)
        if !isShort || isYesOrNo && !before.isOpenQuestion || !reading.prices.isEmpty {
            turn.make(.answeredQuestion)
        } else if before.isOpenQuestion {
            turn.make(.leftQuestion)
            turn.raise(.leftQuestion)
        }
    }
}
