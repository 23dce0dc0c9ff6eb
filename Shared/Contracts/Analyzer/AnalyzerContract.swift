import MeshContract
import RPC
import Wire

extension Analyzer {
    /// The contract as a value: what `meshctl contracts` writes out and holds to its promises.
    public static let contract = Contract(
        "analyzer",
        methods: [
            observeMessage.descriptor, analyzeConversation.descriptor, getAnalysis.descriptor,
            getConversation.descriptor, defineTracker.descriptor, listTrackers.descriptor,
            getTracker.descriptor, retireTracker.descriptor, defineRubric.descriptor,
            listRubrics.descriptor, getRubric.descriptor, retireRubric.descriptor,
            scoreHistory.descriptor, summarizeConversation.descriptor,
            followConversations.descriptor, analyzeBatch.descriptor,
        ],
        events: [MessageAnalyzed.self])
}
