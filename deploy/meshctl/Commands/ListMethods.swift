import ArgumentParser
import Foundation
import Wire

/// `meshctl list`.
struct ListMethods: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists the methods of every service, or of one.")

    @Argument(help: "Only this service.")
    var service: String?
    @Flag(help: "Print one JSON object a line.")
    var json = false

    private struct Row: Encodable {
        let method: String
        let kind: String
        let request: String
        let response: String
    }

    func run() throws {
        let entries = ContractRegistry.entries.filter { service == nil || $0.service == service }
        guard !entries.isEmpty else {
            let known = Set(ContractRegistry.entries.map(\.service)).sorted().joined(
                separator: ", ")
            throw ValidationError("there is no service \(service ?? ""); there are \(known)")
        }
        let width = entries.map(\.path.count).max() ?? 0
        for entry in entries {
            if json {
                try Console.printJSON(
                    Row(
                        method: entry.path, kind: entry.method.kind.rawValue,
                        request: entry.method.request.wireSchema.name,
                        response: entry.method.response.wireSchema.name))
            } else {
                let name = entry.path.padding(toLength: width, withPad: " ", startingAt: 0)
                Console.print("\(name)  \(entry.shape)")
            }
        }
    }
}
