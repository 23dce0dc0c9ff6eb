// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that the rivals never enter the mesh's dependency graph.
let package = Package(
    name: "Benchmarks",
    dependencies: [
        .package(name: "CoachingMesh", path: "../.."),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/apple/swift-protobuf", exact: "1.39.0"),
        .package(url: "https://github.com/grpc/grpc-swift-2", exact: "2.4.3"),
        .package(url: "https://github.com/grpc/grpc-swift-nio-transport", exact: "2.9.2"),
    ],
    targets: [
        // Wire, swift-protobuf and JSON on the same conversation of 40 messages.
        .executableTarget(
            name: "wire-benchmark",
            dependencies: [
                .product(name: "Wire", package: "CoachingMesh"),
                .product(name: "SwiftProtobuf", package: "swift-protobuf"),
            ], path: "Wire", exclude: ["conversation.proto"]),
        // What the C library tells of its heap.
        .systemLibrary(name: "CMalloc", path: "CMalloc"),
        // The mesh's RPC, grpc-swift-2 and bare SwiftNIO: the same bytes, certificates, callers and
        // clock. It also builds and runs the peers in GRPCCPlusPlus and GRPCGo.
        .executableTarget(
            name: "rpc-benchmark",
            dependencies: [
                "CMalloc",
                .product(name: "Wire", package: "CoachingMesh"),
                .product(name: "RPC", package: "CoachingMesh"),
                .product(name: "RPCTransport", package: "CoachingMesh"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "GRPCCore", package: "grpc-swift-2"),
                .product(
                    name: "GRPCNIOTransportHTTP2Posix", package: "grpc-swift-nio-transport"),
            ], path: "RPC", exclude: ["thresholds.json"]),
    ]
)
