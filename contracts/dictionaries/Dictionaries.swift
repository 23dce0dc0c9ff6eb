import Compression

/// The dictionaries that every build has: `meshctl contracts train-dictionary` writes the files
/// beside this one.
package enum Dictionaries {
    package static let all: [CompressionDictionary] = [
        dictionary("analyzer", PackageResources.analyzer_zdict),
        dictionary("coaching", PackageResources.coaching_zdict),
    ]

    private static func dictionary(_ service: String, _ bytes: [UInt8]) -> CompressionDictionary {
        // The tests read each of them: a file that is none never ships.
        // swift-format-ignore: NeverUseForceTry
        try! CompressionDictionary(service: service, bytes: bytes)
    }
}
