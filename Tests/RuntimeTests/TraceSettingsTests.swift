import Configuration
import Runtime
import Telemetry
import Testing

/// The settings of tracing, by OpenTelemetry's names.
struct TraceSettingsTests {
    private func read(_ environment: [String: String]) -> (TraceSettings, faults: [String]) {
        var reader = SettingsReader(
            ConfigReader(
                provider: EnvironmentVariablesProvider(environmentVariables: environment)))
        let settings = TraceSettings(from: &reader)
        do throws(SettingsFaults) {
            try reader.finish()
            return (settings, [])
        } catch {
            return (settings, error.faults)
        }
    }

    @Test func withoutAnyEveryTraceIsKeptHereAndSentNowhere() {
        let (settings, faults) = read([:])
        #expect(faults == [] && settings.isOn && settings.destination == nil)
        #expect(settings.sampler == Sampler(.parentbased_always_on))
    }

    private static let endpoints: [(base: String?, whole: String?, url: String)] = [
        ("http://collector:4318", nil, "http://collector:4318/v1/traces"),
        ("http://collector:4318/", nil, "http://collector:4318/v1/traces"),
        ("http://collector:4318", "https://other/path", "https://other/path"),
        (nil, "https://other/path", "https://other/path"),
    ]

    @Test(arguments: endpoints)
    func theEndpointIsABaseOrTheWhole(_ base: String?, _ whole: String?, _ url: String) {
        var environment: [String: String] = [
            "OTEL_EXPORTER_OTLP_HEADERS": "api-key=a%20b, x=y", "OTEL_EXPORTER_OTLP_TIMEOUT": "250",
            "OTEL_EXPORTER_OTLP_PROTOCOL": "http/json", "OTEL_RESOURCE_ATTRIBUTES": "zone=one",
            "OTEL_EXPORTER_OTLP_CERTIFICATE": "/roots.pem",
        ]
        environment["OTEL_EXPORTER_OTLP_ENDPOINT"] = base
        environment["OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"] = whole
        let (settings, faults) = read(environment)
        #expect(faults == [])
        #expect(settings.destination?.url == url)
        #expect(settings.destination?.headers.map(\.name) == ["api-key", "x"])
        #expect(settings.destination?.headers.map(\.value) == ["a b", "y"])
        #expect(settings.destination?.timeout == .milliseconds(250))
        #expect(settings.destination?.trustRoots == "/roots.pem")
        #expect(settings.resource.map(\.name) == ["zone"])
    }

    @Test func everyFaultIsNamed() {
        let (_, faults) = read([
            "OTEL_SDK_DISABLED": "perhaps", "OTEL_TRACES_SAMPLER": "some",
            "OTEL_TRACES_SAMPLER_ARG": "2", "OTEL_EXPORTER_OTLP_ENDPOINT": "collector:4318",
            "OTEL_EXPORTER_OTLP_PROTOCOL": "grpc", "OTEL_EXPORTER_OTLP_HEADERS": "nothing",
            "OTEL_EXPORTER_OTLP_TIMEOUT": "0",
        ])
        #expect(faults.count == 7, "\(faults)")
        for name in [
            "OTEL_SDK_DISABLED must be one of true, false", "OTEL_TRACES_SAMPLER must be one of",
            "OTEL_TRACES_SAMPLER_ARG must be 0 to 1", "OTEL_EXPORTER_OTLP_ENDPOINT must be an http",
            "OTEL_EXPORTER_OTLP_PROTOCOL must be one of http/json",
            "OTEL_EXPORTER_OTLP_HEADERS must be name=value",
            "OTEL_EXPORTER_OTLP_TIMEOUT must be 1 to 600000",
        ] {
            #expect(faults.contains { $0.hasPrefix(name) }, "missing: \(name) in \(faults)")
        }
    }

    @Test func ratioAndSwitchAreRead() {
        let (settings, faults) = read([
            "OTEL_SDK_DISABLED": "true", "OTEL_TRACES_SAMPLER": "parentbased_traceidratio",
            "OTEL_TRACES_SAMPLER_ARG": "0.25",
        ])
        #expect(faults == [] && !settings.isOn)
        #expect(settings.sampler == Sampler(.parentbased_traceidratio, ratio: 0.25))
    }
}
