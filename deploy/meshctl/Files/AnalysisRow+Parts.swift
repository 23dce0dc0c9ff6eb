import AnalyzerDomain
import Identifiers

extension AnalysisRow {
    /// One area with what raised and what lowered its score, weightiest first.
    struct Area: Encodable {
        let area: String
        let score: Double
        let strengths: [Evidence]
        let weaknesses: [Evidence]
        let recommendation: String?

        struct Evidence: Encodable {
            let messageID: MessageID
            let reason: String
            let points: Double

            enum CodingKeys: String, CodingKey {
                case messageID = "message_id"
                case reason, points
            }
        }

        /// Nil for an area without evidence.
        init?<Word: Vocabulary & AdvisedArea>(_ area: AreaScore<Word>) {
            guard let score = area.score else { return nil }
            self.area = area.area.rawValue
            self.score = score
            let sorted = area.evidence.sorted { $0.points.magnitude > $1.points.magnitude }
            func evidence(_ grounds: [Grounds]) -> [Evidence] {
                grounds.map {
                    Evidence(messageID: $0.messageID, reason: $0.reason, points: $0.points)
                }
            }
            strengths = evidence(sorted.filter { $0.points > 0 })
            weaknesses = evidence(sorted.filter { $0.points < 0 })
            recommendation = area.recommendation
        }
    }

    struct Due: Encodable {
        let date: CalendarDate
        /// `15:00` on the wall; absent where only a day was said.
        let time: String?
        let at: Instant?
        let precision: String

        init(_ due: DueTime) {
            date = due.date
            time = due.clock
            at = due.at
            precision = due.precision.rawValue
        }
    }

    struct Step: Encodable {
        let messageID: MessageID
        let owner: MessageRole
        let text: String
        let due: Due?
        let isAppointment: Bool

        enum CodingKeys: String, CodingKey {
            case messageID = "message_id"
            case isAppointment = "is_appointment"
            case owner, text, due
        }

        init(_ step: NextStep) {
            messageID = step.messageID
            owner = step.owner
            text = step.text
            due = step.due.map(Due.init)
            isAppointment = step.isAppointment
        }
    }

    struct Item: Encodable {
        let item: QualificationItem
        let askedIn: MessageID?
        let answeredIn: MessageID?

        enum CodingKeys: String, CodingKey {
            case item
            case askedIn = "asked_in"
            case answeredIn = "answered_in"
        }

        init(_ item: Qualification) {
            self.item = item.item
            askedIn = item.askedIn
            answeredIn = item.answeredIn
        }
    }

    struct PaceRow: Encodable {
        let talkRatio: Double?
        let meanResponseSeconds: Double?
        let agentWordsPerMinute: Double?
        let monologues: Int
        let longestRunWords: Int
        let agentInterruptions: Int
        let clientInterruptions: Int
        let silences: Int
        let silenceSeconds: Double

        enum CodingKeys: String, CodingKey {
            case talkRatio = "talk_ratio"
            case meanResponseSeconds = "mean_response_seconds"
            case agentWordsPerMinute = "agent_words_per_minute"
            case longestRunWords = "longest_run_words"
            case agentInterruptions = "agent_interruptions"
            case clientInterruptions = "client_interruptions"
            case silenceSeconds = "silence_seconds"
            case monologues, silences
        }

        init(_ pace: Pace) {
            talkRatio = pace.talkRatio
            meanResponseSeconds = pace.meanResponse?.seconds
            agentWordsPerMinute = pace.agentWordsPerMinute
            monologues = pace.monologueCount
            longestRunWords = pace.longestRunWords
            agentInterruptions = pace.agentInterruptions
            clientInterruptions = pace.clientInterruptions
            silences = pace.silenceCount
            silenceSeconds = pace.silenceTotal.seconds
        }
    }
}
