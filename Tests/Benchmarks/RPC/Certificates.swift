import Foundation

/// A throw-away authority with one certificate for the server and one for the client, by openssl.
struct Certificates {
    let folder: String

    /// Those that another run has issued into `folder`.
    init(in folder: String) { self.folder = folder }

    init() throws {
        folder =
            FileManager.default.temporaryDirectory
            .appending(path: "rpc-benchmark-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try openssl(
            "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=ca "
                + "-keyout ca.key -out ca.pem")
        for service in ["server", "client"] {
            try issue(service)
        }
    }

    func directory(of service: String) -> String { "\(folder)/\(service)" }

    func remove() { try? FileManager.default.removeItem(atPath: folder) }

    private func issue(_ service: String) throws {
        let home = directory(of: service)
        try FileManager.default.createDirectory(atPath: home, withIntermediateDirectories: true)
        try Data(
            "subjectAltName=URI:spiffe://mesh.local/\(service),DNS:localhost,IP:127.0.0.1\n".utf8
        )
        .write(to: URL(filePath: "\(home)/names"))
        try openssl(
            "req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=\(service) "
                + "-keyout \(service)/key.pem -out \(service)/request.pem")
        try openssl(
            "x509 -req -in \(service)/request.pem -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 "
                + "-extfile \(service)/names -out \(service)/cert.pem")
        try FileManager.default.copyItem(atPath: "\(folder)/ca.pem", toPath: "\(home)/ca.pem")
    }

    private func openssl(_ arguments: String) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/openssl")
        process.arguments = arguments.split(separator: " ").map(String.init)
        process.currentDirectoryURL = URL(filePath: folder)
        process.standardError = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failure(arguments: arguments) }
    }

    struct Failure: Error { let arguments: String }
}
