// swift-tools-version: 6.2
import CompilerPluginSupport
import PackageDescription

/// The mesh: every service, and the services it may call or read the events of, callees first.
let mesh: [(service: String, calls: [String])] = [
    ("Analyzer", calls: []),
    ("Prediction", calls: ["Analyzer"]),
    ("Coaching", calls: ["Analyzer", "Prediction"]),
    ("Gamification", calls: ["Analyzer", "Coaching"]),
    ("ROI", calls: ["Coaching", "Gamification"]),
    ("Gateway", calls: ["Analyzer", "Prediction", "Coaching", "Gamification", "ROI"]),
]

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

// MARK: - From elsewhere

let argumentParser = library("ArgumentParser", "swift-argument-parser")
let asn1 = library("SwiftASN1", "swift-asn1")
let collections = library("Collections", "swift-collections")
let configuration = library("Configuration", "swift-configuration")
let coreMetrics = library("CoreMetrics", "swift-metrics")
let crypto = library("Crypto", "swift-crypto")
let cryptoExtras = library("CryptoExtras", "swift-crypto")
let histogram = library("Histogram", "hdrhistogram-swift")
let httpTypes = library("HTTPTypes", "swift-http-types")
let hummingbird = library("Hummingbird", "hummingbird")
let hummingbirdCore = library("HummingbirdCore", "hummingbird")
let hummingbirdTLS = library("HummingbirdTLS", "hummingbird")
let instrumentation = library("Instrumentation", "swift-distributed-tracing")
let jwt = library("JWTKit", "jwt-kit")
let lifecycle = library("ServiceLifecycle", "swift-service-lifecycle")
let logging = library("Logging", "swift-log")
let metrics = library("Metrics", "swift-metrics")
let mustache = library("Mustache", "swift-mustache")
let nioConcurrency = library("NIOConcurrencyHelpers", "swift-nio")
let nioCore = library("NIOCore", "swift-nio")
let nioEmbedded = library("NIOEmbedded", "swift-nio")
let nioHTTP1 = library("NIOHTTP1", "swift-nio")
let nioHTTPTypes = library("NIOHTTPTypes", "swift-nio-extras")
let nioHTTPTypesHTTP1 = library("NIOHTTPTypesHTTP1", "swift-nio-extras")
let nioPosix = library("NIOPosix", "swift-nio")
let nioSSL = library("NIOSSL", "swift-nio-ssl")
let nioTLS = library("NIOTLS", "swift-nio")
let nioWebSocket = library("NIOWebSocket", "swift-nio")
let systemPackage = library("SystemPackage", "swift-system")
let tracing = library("Tracing", "swift-distributed-tracing")
let unixSignals = library("UnixSignals", "swift-service-lifecycle")
let x509 = library("X509", "swift-certificates")
let yams = library("Yams", "Yams")

func library(_ name: String, _ package: String) -> Target.Dependency {
    .product(name: name, package: package)
}

let packages: [Package.Dependency] = [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-asn1", from: "1.7.4"),
    .package(url: "https://github.com/apple/swift-certificates", from: "1.21.1"),
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
    .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-distributed-tracing", from: "1.7.3"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
    .package(url: "https://github.com/HdrHistogram/hdrhistogram-swift", from: "0.2.0"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
    .package(url: "https://github.com/swiftlang/swift-syntax", from: "603.0.1"),
    .package(url: "https://github.com/vapor/jwt-kit", from: "5.7.1"),
]

/// What a service needs beyond the rooms that all of them have.
let extras: [String: [Target.Dependency]] = [
    "Analyzer": ["Claude", "Redaction", "Telemetry", lifecycle],
    "Gamification": ["Signing", "Statistics", crypto, lifecycle],
    "Prediction": ["GradientBoosting"],
    "Coaching": [
        "Claude", "Outbound", "Redaction", "Statistics", "Telemetry", "TrainingLibrary",
        lifecycle, yams,
    ],
    "ROI": ["Signing", "Statistics", "Tables", crypto, lifecycle],
    "Gateway": [
        "Telemetry", hummingbird, hummingbirdCore, hummingbirdTLS, httpTypes, instrumentation,
        mustache, jwt, crypto, cryptoExtras, tracing,
        lifecycle, nioConcurrency, nioCore, nioPosix, nioHTTP1, nioHTTPTypes,
        nioHTTPTypesHTTP1, nioWebSocket, nioSSL,
    ],
]

/// What a service's domain needs beyond identifiers and statistics.
let domainExtras: [String: [Target.Dependency]] = ["ROI": ["Tables"]]

/// What says how good a shipped model is, and how to train it again; it stands beside the model.
let cards: [String: [String]] = [
    "AnalyzerDomain": [
        "Models/ActsModel.jsonl", "Models/ActsModel.md", "Models/NegotiationModel.md",
        "Models/PersuasionModel.md", "Models/WordVectorTable.md", "Models/word_vectors.py",
    ],
    "PredictionService": ["DefaultModel/CARD.md"],
]

/// Folders of a service that are targets of their own, so that they are compiled apart.
let apart: [String: [String]] = [
    "CoachingService": ["Library"], "PredictionService": ["Tabular"],
]

/// What a service's tests need beyond what all of them have.
let proofExtras: [String: [Target.Dependency]] = [
    "Coaching": [
        "AnalyzerDomain", "AnalyzerService", "Claude", "LocalClaude", "Outbound", "Statistics",
        "TrainingLibrary",
    ],
    "Prediction": ["GradientBoosting"],
    "Gamification": ["Signing", "Statistics"],
    "ROI": ["Signing", crypto],
    "Gateway": [
        "RPCTracing", "Telemetry", hummingbird, nioCore, nioPosix, nioEmbedded, nioHTTP1,
        nioWebSocket, nioSSL, crypto, cryptoExtras, x509, asn1, lifecycle,
    ],
]

// MARK: - How a room is built

/// A target with the strict settings of the house.
func room(
    _ name: String, at path: String, needs: [Target.Dependency] = [], exclude: [String] = [],
    resources: [Resource] = []
) -> Target {
    .target(
        name: name, dependencies: needs, path: path, exclude: exclude, resources: resources,
        swiftSettings: strict)
}

/// The rooms of one service: what it decides, what it does, and a main of four lines.
func rooms(of service: String, calls: [String]) -> [Target] {
    let contracts = (service == "Gateway" ? [] : [service]) + calls
    return [
        room(
            "\(service)Domain", at: "Services/\(service)/Domain",
            needs: ["Identifiers", "Statistics"] + domainExtras[service, default: []],
            exclude: cards["\(service)Domain", default: []]),
        room(
            "\(service)Service", at: "Services/\(service)",
            needs: [
                .target(name: "\(service)Domain"), "Identifiers", "Wire", "RPC", "MeshContract",
                "Postgres", "Cache", "Runtime", logging,
            ] + contracts.map { .target(name: "\($0)Contract") } + extras[service, default: []],
            exclude: ["Domain", "Main"] + cards["\(service)Service", default: []]
                + apart["\(service)Service", default: []],
            resources: [.embedInCode("Schema")]
                + (service == "Gateway" ? [.embedInCode("Assets")] : [])),
        .executableTarget(
            name: service.lowercased(),
            dependencies: [.target(name: "\(service)Service"), "Runtime"],
            path: "Services/\(service)/Main", swiftSettings: strict),
    ]
}

/// What crosses the wire to one service; events are the mesh's, conversations the Analyzer's.
func contract(_ service: String) -> Target {
    let borrowed: [String: [Target.Dependency]] = [
        "Mesh": [], "Coaching": ["MeshContract", "AnalyzerContract"],
    ]
    return room(
        "\(service)Contract", at: "Shared/Contracts/\(service)",
        needs: ["Identifiers", "Wire", "RPC"] + borrowed[service, default: ["MeshContract"]])
}

/// One test target, named by its claim.
func proof(
    _ name: String, needs: [Target.Dependency], exclude: [String] = [], resources: [Resource] = []
) -> Target {
    .testTarget(
        name: name, dependencies: needs, path: "Tests/\(name)", exclude: exclude,
        resources: resources, swiftSettings: strict)
}

// MARK: - Shared, bottom-up

let services = mesh.map(\.service)
let contracts = ["Mesh"] + services.filter { $0 != "Gateway" }
let contractTargets = contracts.map { Target.Dependency.target(name: "\($0)Contract") }
let serviceTargets = services.map { Target.Dependency.target(name: "\($0)Service") }

let shared: [Target] = [
    room("Identifiers", at: "Shared/Identifiers"),
    room("Statistics", at: "Shared/Statistics", needs: ["Identifiers"]),
    room("Tables", at: "Shared/Tables"),
    .macro(
        name: "WireMacros",
        dependencies: [
            library("SwiftSyntax", "swift-syntax"), library("SwiftSyntaxMacros", "swift-syntax"),
            library("SwiftSyntaxBuilder", "swift-syntax"),
            library("SwiftDiagnostics", "swift-syntax"),
            library("SwiftCompilerPlugin", "swift-syntax"),
        ], path: "Shared/WireMacros", swiftSettings: strict),
    room("Wire", at: "Shared/Wire", needs: ["Identifiers", "WireMacros"]),
    .systemLibrary(name: "CZstd", path: "Shared/CZstd", pkgConfig: "libzstd"),
    room("Compression", at: "Shared/Compression", needs: ["CZstd"]),
    room(
        "Dictionaries", at: "contracts/dictionaries", needs: ["Compression"],
        resources: [.embedInCode("analyzer.zdict"), .embedInCode("coaching.zdict")]),
    room(
        "RPC", at: "Shared/RPC",
        needs: ["Identifiers", "Wire", nioCore, collections, instrumentation]),
    room(
        "RPCTransport", at: "Shared/RPCTransport",
        needs: [
            "Identifiers", "Wire", "RPC", "Compression", nioCore, nioPosix, nioSSL, nioConcurrency,
            collections,
            logging, x509, asn1, crypto,
        ]),
    room("RPCTracing", at: "Shared/RPCTracing", needs: ["RPC", instrumentation, tracing]),
    .systemLibrary(name: "CLibpq", path: "Shared/CLibpq", pkgConfig: "libpq"),
    room(
        "Postgres", at: "Shared/Postgres", needs: ["CLibpq", "Identifiers", collections, logging],
        resources: [.embedInCode("Schema")]),
    .systemLibrary(name: "CXGBoost", path: "Shared/CXGBoost"),
    room("GradientBoosting", at: "Shared/GradientBoosting", needs: ["CXGBoost"]),
    room(
        "PredictionTabular", at: "Services/Prediction/Tabular",
        needs: ["GradientBoosting", "Identifiers", "PredictionDomain", "Tables"]),
    .systemLibrary(name: "CCurl", path: "Shared/CCurl", pkgConfig: "libcurl"),
    room("Outbound", at: "Shared/Outbound", needs: ["CCurl"]),
    room("Redaction", at: "Shared/Redaction"),
    room(
        "Telemetry", at: "Shared/Telemetry",
        needs: [
            "Outbound", "Redaction", logging, coreMetrics, hummingbird, instrumentation, lifecycle,
            nioCore, tracing,
        ]),
    room(
        "TrainingLibrary", at: "Services/Coaching/Library",
        resources: [.embedInCode("Modules")]),
    room("Cache", at: "Shared/Cache", needs: ["Identifiers", "Wire", metrics]),
    .systemLibrary(name: "CHiredis", path: "Shared/CHiredis"),
    room("Redis", at: "Shared/Redis", needs: ["CHiredis", "Identifiers", "Cache"]),
    room(
        "Runtime", at: "Shared/Runtime",
        needs: [
            "Identifiers", "Wire", "RPC", "RPCTracing", "RPCTransport", "Compression",
            "Dictionaries", "MeshContract", "Postgres",
            "Telemetry", "Cache", "Redis", configuration, crypto, lifecycle, instrumentation,
            systemPackage,
            unixSignals, logging,
            metrics, nioCore, nioPosix, tracing,
        ]),
    room("Signing", at: "Shared/Signing", needs: ["Identifiers", "Runtime", crypto]),
    room(
        "Claude", at: "Shared/Claude",
        needs: ["Identifiers", "Outbound", "RPC", "Runtime", "Telemetry", logging]),
    room(
        "MeshTesting", at: "Shared/MeshTesting",
        needs: [
            "Identifiers", "Wire", "RPC", "RPCTransport", "Postgres", "Runtime", "PostgresCluster",
            "LocalMesh",
            configuration, crypto, logging, nioCore, nioPosix, "Telemetry",
        ] + contractTargets + serviceTargets),
]

let tool: [Target] = [
    room("PostgresCluster", at: "deploy/postgres", needs: ["Identifiers", "Postgres", logging]),
    room("RedisServer", at: "deploy/redis"),
    room(
        "CrashTest", at: "deploy/crash",
        needs: [
            "Identifiers", "Wire", "RPC", "RPCTransport", "MeshContract", "Postgres",
            "PostgresCluster", "Runtime", configuration, lifecycle, logging,
        ]),
    room(
        "LocalMesh", at: "deploy/local",
        needs: [
            "GatewayDomain", "Identifiers", "Postgres", "PostgresCluster", "RPC", "RPCTransport",
            "Runtime", crypto, logging,
        ] + serviceTargets,
        exclude: ["demo.jsonl"]),
    room(
        "MeshData", at: "deploy/data", needs: ["Postgres", "PostgresCluster", "Wire", crypto]),
    room(
        "LeaderboardBenchmark", at: "deploy/leaderboard",
        needs: [
            "GamificationDomain", "GamificationService", "Identifiers", "Postgres",
            "PostgresCluster", "RedisServer", logging,
        ]),
    room(
        "MeshctlCommands", at: "deploy/meshctl",
        needs: [
            "Identifiers", "Wire", "RPC", "RPCTracing", "RPCTransport", "Compression",
            "Dictionaries", "Postgres",
            "PostgresCluster", "Runtime", "Telemetry", "LocalMesh", "MeshData", "CrashTest",
            "LeaderboardBenchmark", "Outbound", "GradientBoosting", "AnalyzerDomain",
            "GatewayDomain", "PredictionDomain", "ROIDomain", "Statistics", "Tables",
            "PredictionTabular", argumentParser, histogram, unixSignals, logging,
            nioCore, nioPosix, nioSSL,
        ] + contractTargets + serviceTargets,
        exclude: ["Main"]),
    .executableTarget(
        name: "meshctl", dependencies: ["MeshctlCommands", argumentParser],
        path: "deploy/meshctl/Main", swiftSettings: strict),
]

// MARK: - Proof

/// The services whose domain's tests and whose own speak of the same samples.
let sampled = ["Gamification", "Prediction", "ROI"]

func samples(of service: String) -> [Target.Dependency] {
    sampled.contains(service) ? [.target(name: "\(service)Samples")] : []
}

let proofs: [Target] =
    [
        proof(
            "WireTests", needs: ["Identifiers", "Wire"] + contractTargets, exclude: ["wire_peer.py"]
        ),
        .executableTarget(
            name: "wire-fuzz", dependencies: ["Identifiers", "Wire"] + contractTargets,
            path: "Tests/WireFuzz", swiftSettings: strict),
        proof(
            "CompressionTests",
            needs: [
                "Compression", "Dictionaries", "AnalyzerContract", "Identifiers", "CZstd", "Wire",
            ]),
        proof(
            "RPCTests",
            needs: [
                "Identifiers", "Wire", "RPC", "RPCTransport", "Compression", nioCore, nioPosix,
                nioEmbedded,
                nioSSL,
                logging, x509, crypto, asn1,
            ]),
        .executableTarget(
            name: "conformance-peer",
            dependencies: [
                "Identifiers", "Wire", "RPC", "RPCTransport", "Compression", crypto, logging,
                nioCore,
            ], path: "Tests/ConformancePeer", swiftSettings: strict),
        proof(
            "ConformanceTests",
            needs: [
                "Identifiers", "Wire", "RPC", "RPCTransport", "Compression", "CZstd",
                "conformance-peer", nioCore, nioPosix,
                nioSSL, nioTLS, yams,
            ], exclude: ["README.md", "cases", "attacks", "python"]),
        proof(
            "OutboundTests",
            needs: [
                "Outbound", "RPC", "RPCTransport", "Telemetry", instrumentation, logging, nioCore,
                nioPosix, tracing,
            ], exclude: ["otlp_check.py"]),
        proof(
            "PredictionTabularTests",
            needs: [
                "GradientBoosting", "Identifiers", "PredictionDomain", "PredictionTabular",
                "Tables",
            ]),
        proof("TablesTests", needs: ["Tables"]),
        proof("StatisticsTests", needs: ["Identifiers", "Statistics"]),
        proof("RedactionTests", needs: ["Redaction", "Identifiers"]),
        room("LocalClaude", at: "Tests/LocalClaude", needs: [nioCore, nioHTTP1, nioPosix]),
        proof(
            "ClaudeTests",
            needs: [
                "Claude", "Identifiers", "LocalClaude", "Outbound", "RPC", "Runtime",
                configuration, logging,
            ], exclude: ["sdk_check.py"]),
        proof(
            "SecondLookTests",
            needs: [
                "AnalyzerContract", "AnalyzerDomain", "AnalyzerService", "Claude", "Identifiers",
                "LocalClaude", "Postgres", "PostgresCluster", "RPC", "Runtime", "Wire", logging,
            ]),
        proof("CacheTests", needs: ["Identifiers", "Wire", "Cache"]),
        proof(
            "RedisTests", needs: ["Identifiers", "Wire", "Cache", "Redis", "RedisServer"]),
        proof("PostgresTests", needs: ["Identifiers", "Postgres", "PostgresCluster", logging]),
        proof(
            "TracingTests",
            needs: [
                "RPC", "RPCTracing", "RPCTransport", "Telemetry", "Wire", instrumentation, logging,
                tracing,
            ]),
        .executableTarget(
            name: "event-probe", dependencies: ["CrashTest", "Runtime"],
            path: "Tests/EventProbe", swiftSettings: strict),
        proof(
            "RuntimeTests",
            needs: [
                "Identifiers", "Wire", "Runtime", "Telemetry", "RPC", "RPCTransport", "Compression",
                "MeshContract", "Postgres", "PostgresCluster", "CrashTest", "event-probe",
                configuration, coreMetrics, logging,
            ]),
        proof(
            "MeshTests",
            needs: [
                "Identifiers", "Wire", "RPC", "RPCTransport", "Postgres", "Runtime", "MeshTesting",
                "LocalMesh", "MeshData", "MeshctlCommands", "PostgresCluster",
                "GamificationService",
                logging,
            ] + contractTargets),
    ]
    + sampled.map { service in
        room(
            "\(service)Samples", at: "Tests/Samples/\(service)",
            needs: ["Identifiers", .target(name: "\(service)Domain")])
    }
    + services.filter { $0 != "Gateway" }.map { service in
        proof(
            "\(service)DomainTests",
            needs: ["Identifiers", "Statistics", .target(name: "\(service)Domain")]
                + domainExtras[service, default: []] + samples(of: service))
    }
    + services.map { service in
        proof(
            "\(service)Tests",
            needs: [
                "Identifiers", "Wire", "RPC", "Postgres", "PostgresCluster", "Runtime",
                "MeshTesting",
                logging,
                .target(name: "\(service)Domain"), .target(name: "\(service)Service"),
            ] + contractTargets + samples(of: service) + proofExtras[service, default: []],
            exclude: service == "Coaching" ? ["Notifications/outside.py"] : [])
    }

let package = Package(
    name: "CoachingMesh",
    products: [
        .library(name: "Wire", targets: ["Wire"]),
        .library(name: "RPC", targets: ["RPC"]),
        .library(name: "RPCTracing", targets: ["RPCTracing"]),
        .library(name: "RPCTransport", targets: ["RPCTransport"]),
    ] + contracts.map { .library(name: "\($0)Contract", targets: ["\($0)Contract"]) },
    dependencies: packages,
    targets: shared + contracts.map(contract)
        + mesh.flatMap { rooms(of: $0.service, calls: $0.calls) }
        + tool + proofs
)
