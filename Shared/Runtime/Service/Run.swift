import Configuration
import Foundation
import Identifiers
import Logging
import Metrics
import ServiceLifecycle
import Telemetry
import UnixSignals

/// Runs a service as this process, until SIGTERM or SIGINT, then drains it.
///
/// Exits with 64 when the configuration is faulty, after naming every fault.
package func run<S: MeshService>(_ service: S.Type) async throws {
    OpenFiles.raiseLimit()
    let registry = PrometheusRegistry()
    MetricsSystem.bootstrap(registry)
    do {
        let process = try ServiceProcess<S>(configuration: try await MeshSettings.source())
        let level = process.settings.logLevel
        LoggingSystem.bootstrap { label in
            JSONLogHandler(
                service: S.name.text, label: label, level: level,
                metadataProvider: CallLog.metadataProvider)
        }
        try await process.run(
            logger: Logger(label: S.name.text), metrics: registry,
            stopSignals: [.sigterm, .sigint])
    } catch let faults as SettingsFaults {
        FileHandle.standardError.write(Data("\(S.name): \(faults)\n".utf8))
        exit(64)
    }
}
