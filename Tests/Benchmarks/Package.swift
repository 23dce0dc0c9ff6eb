// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that the rivals never enter the mesh's dependency graph.
let package = Package(
    name: "Benchmarks",
    dependencies: [
        .package(name: "CoachingMesh", path: "../.."),
        .package(url: "https://github.com/apple/swift-protobuf", exact: "1.39.0"),
    ],
    targets: [
        // Wire, swift-protobuf and JSON on the same conversation of 40 messages.
        .executableTarget(
            name: "wire-benchmark",
            dependencies: [
                .product(name: "Wire", package: "CoachingMesh"),
                .product(name: "SwiftProtobuf", package: "swift-protobuf"),
            ], path: "Wire", exclude: ["conversation.proto"])
    ]
)
