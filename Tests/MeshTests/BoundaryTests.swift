import AnalyzerContract
import CoachingContract
import Identifiers
import LocalMesh
import Logging
import MeshContract
import MeshTesting
import Postgres
import RPC
import Testing
import Wire

/// What the mesh refuses, and says so.
struct BoundaryTests {
    @Test(.timeLimit(.minutes(3)))
    func whoeverHasNoBusinessIsRefused() async throws {
        try await withMesh { mesh in
            try await refusesACallerThatPolicyDoesNotList(mesh)
            try await refusesSchemasOfOthers(mesh)
            try await refusesWrongInput(mesh)
        }
    }

    private func refusesACallerThatPolicyDoesNotList(_ mesh: TestMesh) async throws {
        for (service, caller) in [
            ("coaching", "roi"), ("analyzer", "gamification"), ("roi", "stranger"),
        ] {
            let error = await #expect(throws: RPCError.self) {
                switch service {
                case "coaching":
                    let client: Client<Coaching> = try mesh.client(of: service, as: caller)
                    _ = try await client.listAgents(ListAgents(tenantID: "a"))
                case "analyzer":
                    let client: Client<Analyzer> = try mesh.client(of: service, as: caller)
                    _ = try await client.getAnalysis(
                        GetAnalysis(tenantID: "a", conversationID: "b"))
                default:
                    let client: Client<Mesh> = try mesh.client(of: service, as: caller)
                    _ = try await client.health(HealthRequest())
                }
            }
            #expect(error?.code == .permissionDenied, "\(caller) called \(service)")
            #expect(error?.message.contains(caller) == true)
        }
    }

    /// The database itself refuses one service the tables of another.
    private func refusesSchemasOfOthers(_ mesh: TestMesh) async throws {
        let secrets = try MeshSecrets.load(
            from: mesh.layout.secretsFile, services: MeshLayout.services)
        for service in MeshLayout.services {
            let password = try #require(secrets.databasePasswords[service])
            let database = Database(
                mesh.owner.connecting(as: service, password: password),
                logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
            for other in MeshLayout.services where other != service {
                let error = await #expect(throws: DatabaseError.self) {
                    _ = try await database.scoped(to: .allTenants).query(
                        "SELECT count(*) FROM \(unescaped: other).events", as: (Int64).self)
                }
                #expect(error?.kind == .permission, "\(service) read \(other)'s events")
            }
        }
    }

    private func refusesWrongInput(_ mesh: TestMesh) async throws {
        let empty = await #expect(throws: RPCError.self) {
            _ = try await mesh.analyzer.analyzeConversation(
                Conversation(
                    tenantID: "a", conversationID: "b", agentID: "c",
                    startedAt: .wallClock, messages: []))
        }
        #expect(empty?.code == .invalidArgument)
        let unknown = await #expect(throws: RPCError.self) {
            _ = try await mesh.coaching.stopSession(
                ChangeSession(tenantID: "a", sessionID: SessionID(at: .wallClock)))
        }
        #expect(unknown?.code == .notFound)
        let method = await #expect(throws: RPCError.self) {
            _ = try await mesh.coaching.channel.unary(
                OutgoingCall(
                    method: MethodDescriptor(name: "coaching.levitate", kind: .unary), message: []))
        }
        #expect(method?.code == .unimplemented)
        let shape = await #expect(throws: RPCError.self) {
            _ = try await mesh.coaching.channel.unary(
                OutgoingCall(method: Coaching.startSession.descriptor, message: [0x01]))
        }
        #expect(shape?.code == .invalidArgument)
    }
}
