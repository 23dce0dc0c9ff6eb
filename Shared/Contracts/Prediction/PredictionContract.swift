import MeshContract
import RPC
import Wire

extension Prediction {
    /// The contract as a value: what `meshctl contracts` writes out and holds to its promises.
    public static let contract = Contract(
        "prediction",
        methods: [
            predictConversation.descriptor, publishModel.descriptor, getModel.descriptor,
            listModels.descriptor, promoteModel.descriptor, rollBackModel.descriptor,
            recordOutcome.descriptor, getModelHealth.descriptor,
            forecastSkill.descriptor, chooseTiming.descriptor,
            recordTimingOutcome.descriptor, getInterventionImpacts.descriptor,
            planLearning.descriptor,
        ])
}
