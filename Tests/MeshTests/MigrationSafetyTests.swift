import LocalMesh
import Postgres
import Runtime
import Testing

/// The steps that the mesh ships.
struct MigrationSafetyTests {
    /// The first two make the schema: nobody uses it yet.
    @Test func `no step of any service makes calls wait or fail while old code runs`() throws {
        for service in ServiceDirectory.all {
            for step in try service.schema(password: nil).steps().dropFirst(2) {
                #expect(
                    SchemaReview(of: step).findings.map(\.text) == [],
                    "\(service.name) \(step.title)")
            }
        }
    }
}
