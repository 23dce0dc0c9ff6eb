import AnalyzerDomain
import Identifiers

extension AnalysisRow {
    /// What the engine knows beside the fields of the line.
    struct Details: Encodable {
        let engineVersion: String
        /// Areas of which the conversation shows nothing: they have no score.
        let withoutEvidence: [String]
        let areas: [Area]
        let messages: [Heard]
        let nextSteps: [Step]
        let appointment: Due?
        let qualifications: [Item]
        let pace: PaceRow
        /// What a CRM note would say.
        let note: String

        /// What one message objects to, how it sounds, −1 to 1, and how likely a reader hears it so.
        struct Heard: Encodable {
            let messageID: MessageID
            let objection: ObjectionKind?
            let sentiment: Double?
            let sentimentConfidence: Double?

            enum CodingKeys: String, CodingKey {
                case messageID = "message_id"
                case sentimentConfidence = "sentiment_confidence"
                case objection, sentiment
            }
        }

        enum CodingKeys: String, CodingKey {
            case engineVersion = "engine_version"
            case withoutEvidence = "areas_without_evidence"
            case nextSteps = "next_steps"
            case areas, messages, appointment, qualifications, pace, note
        }

        init(_ analysis: Analysis) {
            engineVersion = analysis.engineVersion
            areas =
                analysis.qualityScores.compactMap(Area.init)
                + analysis.expertiseScores.compactMap(Area.init)
            withoutEvidence =
                analysis.qualityScores.filter { $0.score == nil }.map(\.area.rawValue)
                + analysis.expertiseScores.filter { $0.score == nil }.map(\.area.rawValue)
            messages = analysis.messages.map {
                Heard(
                    messageID: $0.messageID, objection: $0.objection, sentiment: $0.sentiment,
                    sentimentConfidence: $0.sentimentConfidence)
            }
            nextSteps = analysis.summary.nextSteps.map(Step.init)
            appointment = analysis.summary.appointment.map(Due.init)
            qualifications = analysis.qualifications.map(Item.init)
            pace = PaceRow(analysis.pace)
            note = analysis.summary.note
        }
    }
}
