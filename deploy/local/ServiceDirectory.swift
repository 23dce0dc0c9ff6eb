import AnalyzerService
import CoachingService
import GamificationService
import GatewayService
import Postgres
import PredictionService
import ROIService
import Runtime

/// The six services of the mesh, callees first.
package enum ServiceDirectory {
    package static let all: [any MeshService.Type] = [
        AnalyzerService.self, PredictionService.self, CoachingService.self,
        GamificationService.self, ROIService.self, GatewayService.self,
    ]
}

extension MeshService {
    /// The service's schema with its role; nil leaves the role's password as it is.
    package static func schema(password: String?) -> ServiceSchema {
        ServiceSchema(name: name.text, password: password, migrations: migrations)
    }
}
