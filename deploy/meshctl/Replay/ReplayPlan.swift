import Identifiers

/// How a file of conversations is played.
package struct ReplayPlan: Sendable {
    /// How many conversations go on at the same time.
    var sessions: Int
    /// 1 keeps the gaps between messages as they were; 20 makes them twenty times shorter.
    var speed: Double
    var intensity: CoachingIntensity
    /// Added to every conversation's id, so that a second replay is a second set of conversations.
    var runID: String
    /// Nil plays each conversation under the tenant that its file names.
    var tenant: TenantID?

    package init(
        sessions: Int, speed: Double, intensity: CoachingIntensity, runID: String,
        tenant: TenantID?
    ) {
        self.sessions = sessions
        self.speed = speed
        self.intensity = intensity
        self.runID = runID
        self.tenant = tenant
    }

    /// The wait before the next message, from the gap that the file has.
    func pause(for gap: Duration) -> Duration { max(.zero, gap) / speed }

    func conversationID(of record: ConversationRecord) -> ConversationID {
        runID.isEmpty
            ? record.conversationID : ConversationID("\(record.conversationID)@\(runID)")
    }
}
