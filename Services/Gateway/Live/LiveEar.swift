import AnalyzerContract
import CoachingContract
import Foundation
import GatewayDomain
import Identifiers
import NIOCore
import RPC

/// Hears what a softphone or a chat says over its live socket: the body of `POST /api/messages` in a
/// text frame, answered by a frame in the order of the questions.
struct LiveEar: Sendable {
    /// What a client may have said before the first of it is answered; more is a client that does not
    /// listen.
    static let waitingMax = 64

    let coaching: CoachingPeer
    let now: @Sendable () -> Instant

    /// The frame that answers one message.
    func answer(_ words: ByteBuffer, from person: Person) async -> ByteBuffer {
        var known: MessageBody?
        do {
            let body = try Self.body(in: words)
            known = body
            let message = try body.checked(for: person, at: now())
            let observation = try await coaching.observe(message, for: person)
            return frame(
                "MESSAGE_ACCEPTED",
                Accepted(
                    message_id: body.message_id,
                    message_count: observation.analysis.messageCount,
                    overall_quality_score: observation.analysis.overallQualityScore,
                    alert_id: observation.alert?.alertID.description))
        } catch {
            let problem = error as? Problem ?? Problem(error)
            return frame(
                "MESSAGE_REFUSED",
                Refused(
                    message_id: known?.message_id, code: problem.code, message: problem.message,
                    retry_after_seconds: problem.retryAfter.map { $0 / .seconds(1) }))
        }
    }

    /// Faults name their field as those of `POST /api/messages` do.
    private static func body(in words: ByteBuffer) throws -> MessageBody {
        do {
            return try JSONDecoder().decode(MessageBody.self, from: Data(words.readableBytesView))
        } catch let error as DecodingError {
            throw Problem.invalid(error.inWords)
        }
    }

    private func frame(_ type: String, _ data: some Encodable) -> ByteBuffer {
        // Texts and numbers: there is nothing that JSON could not hold.
        let json = try? JSONEncoder().encode(Answer(event_type: type, data: data))
        return LiveFrames.text(json ?? Data())
    }

    private struct Answer<Body: Encodable>: Encodable {
        let event_type: String
        let data: Body
    }

    private struct Accepted: Encodable {
        let message_id: String
        let message_count: Int
        let overall_quality_score: Double
        let alert_id: String?
    }

    private struct Refused: Encodable {
        let message_id: String?
        let code: String
        let message: String
        let retry_after_seconds: Double?
    }
}
