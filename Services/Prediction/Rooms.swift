import Logging
import Postgres
import PredictionContract
import RPC
import Runtime

/// The rooms of Prediction, wired.
struct Rooms: Sendable {
    let handlers: Handlers
    let messages: MessageAnalyzedConsumer

    /// `fallback` predicts until a model is published.
    init(
        database: Database, changes: CacheChanges, fallback: SuccessModel?, logger: Logger
    ) {
        let conversations = ConversationStore(database: database)
        let models = ModelStore(database: database)
        let outcomes = OutcomeStore(database: database)
        let shelf = ModelShelf(store: models, fallback: fallback, logger: logger)
        var handlers = Handlers()
        handlers.serve(
            Prediction.predictConversation,
            PredictConversationHandler(
                cache: changes.cache("predictions", AgentsPrediction.self),
                conversations: conversations, outcomes: outcomes, shelf: shelf, logger: logger
            ).handle)
        handlers.serve(Prediction.publishModel, PublishModelHandler(models: models).handle)
        handlers.serve(Prediction.getModel, GetModelHandler(models: models, shelf: shelf).handle)
        let registry = ModelRegistryStore(database: database)
        handlers.serve(Prediction.listModels, ListModelsHandler(registry: registry).handle)
        handlers.serve(Prediction.promoteModel, PromoteModelHandler(registry: registry).handle)
        handlers.serve(
            Prediction.rollBackModel,
            RollBackModelHandler(registry: registry, models: models).handle)
        handlers.serve(
            Prediction.recordOutcome, RecordOutcomeHandler(outcomes: outcomes).handle)
        handlers.serve(
            Prediction.getModelHealth,
            GetModelHealthHandler(outcomes: outcomes, models: models, shelf: shelf).handle)
        let skills = SkillStore(database: database)
        handlers.serveGrowth(
            skills, SkillPools(store: skills, changes: changes), TimingStore(database: database))
        self.handlers = handlers
        messages = MessageAnalyzedConsumer(conversations: conversations, skills: skills)
    }
}

extension Handlers {
    /// How agents get better, and when to help them.
    fileprivate mutating func serveGrowth(
        _ skills: SkillStore, _ pools: SkillPools, _ choices: TimingStore
    ) {
        serve(Prediction.forecastSkill, ForecastSkillHandler(skills: skills, pools: pools).handle)
        serve(Prediction.planLearning, PlanLearningHandler(skills: skills, pools: pools).handle)
        serve(
            Prediction.chooseTiming,
            ChooseTimingHandler(memory: TimingMemory(choices), choices: choices).handle)
        serve(
            Prediction.recordTimingOutcome, RecordTimingOutcomeHandler(choices: choices).handle)
        serve(
            Prediction.getInterventionImpacts,
            GetInterventionImpactsHandler(choices: choices).handle)
    }
}
