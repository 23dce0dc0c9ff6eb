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
/// Exits with 64 when the configuration is faulty, after naming every fault, and with 70 when the
/// service cannot go on, such as one whose port somebody else has.
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
        end(S.name, because: faults, code: 64)
    } catch {
        // Left to the runtime it would be a trap: half a minute of backtraces before a supervisor sees
        // that the process has ended.
        end(S.name, because: error, code: 70)
    }
}

private func end(_ service: ServiceName, because error: any Error, code: Int32) -> Never {
    FileHandle.standardError.write(Data("\(service): \(error)\n".utf8))
    exit(code)
}
