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
        subcommands: [CrashProbeCommand.self],
        groupedSubcommands: [
            CommandGroup(
                name: "Running the mesh",
                subcommands: [
                    Up.self, Down.self, Status.self, Top.self, Drain.self, Users.self,
                    Notifications.self, Model.self, Return.self,
                ]),
            CommandGroup(
                name: "Playing conversations",
                subcommands: [
                    Replay.self, RolePlayCommand.self, Webhook.self, SendTranscript.self,
                ]),
            CommandGroup(
                name: "Working on files",
                subcommands: [
                    Analyze.self, Tracker.self, Predict.self, Match.self, Forecast.self,
                    Bandit.self, Experiment.self,
                ]),
            CommandGroup(
                name: "Calls and contracts",
                subcommands: [
                    CallMethod.self, ListMethods.self, Describe.self, Decode.self,
                    Contracts.self, Trace.self, Metrics.self,
                ]),
            CommandGroup(
                name: "Storage and deployment",
                subcommands: [
                    Migrate.self, Events.self, Tenant.self, BackUpCommand.self,
                    RestoreCommand.self, Certs.self, Manifests.self,
                ]),
            CommandGroup(
                name: "Measuring", subcommands: [Evaluate.self, Bench.self]),
        ])

    package init() {}
}

/// Runs the tool with the process's arguments.
package func runMeshctl() async { await Meshctl.main() }
