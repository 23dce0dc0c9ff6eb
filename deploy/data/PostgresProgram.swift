import Foundation
import Postgres
import PostgresCluster

/// Runs `pg_dump` and `pg_restore` and passes on what they say.
struct PostgresProgram {
    let name: String

    /// Runs it to its end on the caller's thread.
    ///
    /// The password goes through the environment: the command line is for every user to see.
    func run(_ arguments: [String], on database: DatabaseConfiguration) throws {
        let process = Process()
        process.executableURL = URL(filePath: try ServerPrograms.path(of: name))
        process.arguments = ["--dbname", database.urlWithoutPassword] + arguments
        var environment = ProcessInfo.processInfo.environment
        environment["PGPASSWORD"] = database.password
        environment["PGAPPNAME"] = "meshctl"
        // A role that is under row-level security sees every tenant.
        environment["PGOPTIONS"] = "-c app.tenant=* -c statement_timeout=0 -c lock_timeout=30s"
        process.environment = environment
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let said = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            let words = String(decoding: said, as: UTF8.self).trimmingCharacters(in: .newlines)
            throw BackupFault("\(name) failed: \(words.suffix(1_000))")
        }
    }
}

/// A backup that cannot be made, or one that cannot be restored.
package struct BackupFault: Error, CustomStringConvertible {
    package let description: String
    init(_ description: String) { self.description = description }
}
