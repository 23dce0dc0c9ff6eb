import GatewayDomain
import Hummingbird

/// Serves `/models`: which model predicts, which challenges it, and whether it holds; for managers.
struct ModelsPageHandler: Sendable {
    let prediction: PredictionPeer
    let templates: Templates

    func handle(_ request: Request, _ context: GatewayContext) async throws -> Response {
        let person = try context.person()
        guard person.role != .agent else { throw Problem.notFound }
        async let models = prediction.models(for: person)
        async let health = prediction.health(for: person)
        return try templates.page(
            "models", await ModelsPage(person: person, models: models, health: health))
    }
}
