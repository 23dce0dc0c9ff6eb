import ArgumentParser
import Wire

/// `meshctl describe`.
struct Describe: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Shows what a method takes and gives, in CDDL (RFC 8610).",
        discussion: "The JSON of `meshctl call` has the same names.")

    @Argument(help: "SERVICE.METHOD, as `meshctl list` prints it.")
    var method: String

    func run() throws {
        guard let entry = ContractRegistry.entry(named: method) else {
            throw ValidationError("there is no method \(method); see `meshctl list`")
        }
        Console.print("; \(entry.path)")
        Console.print("; \(entry.shape)")
        Console.print("; repeat: \(entry.method.isIdempotent ? "harmless" : "does it again")")
        Console.print("")
        Console.print(CDDLEmitter(entry.contract).text())
    }
}
