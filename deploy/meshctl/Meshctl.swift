import ArgumentParser

/// The operator's hand on a mesh.
package struct Meshctl: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "meshctl",
        abstract: "Runs, asks and measures a CoachingMesh.",
        discussion: """
            Exit codes: 0 done; 1 the mesh or a call failed; 64 the command line is wrong; \
            65 the input is wrong; 69 the mesh cannot be reached.
            """,
        subcommands: [
            Up.self, Down.self, Status.self, Top.self, Drain.self, Users.self, Replay.self,
            RolePlayCommand.self, Webhook.self, SendTranscript.self, Notifications.self,
            Analyze.self, Tracker.self, Evaluate.self,
            Predict.self, Model.self, Match.self, Forecast.self, Bandit.self, Experiment.self,
            Return.self,
            CallMethod.self, ListMethods.self, Describe.self, Decode.self, Contracts.self,
            Trace.self, Metrics.self, Events.self, Migrate.self, Tenant.self,
            BackUpCommand.self, RestoreCommand.self, Certs.self, Manifests.self,
            Bench.self, CrashProbeCommand.self,
        ])

    package init() {}
}

/// Runs the tool with the process's arguments.
package func runMeshctl() async { await Meshctl.main() }
