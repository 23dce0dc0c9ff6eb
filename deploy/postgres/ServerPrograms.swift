/// Where Postgres's own programs are.
package enum ServerPrograms {
    /// The path of `pg_dump` and the like, of the newest server that is installed.
    package static func path(of program: String) throws -> String {
        "\(try ServerTool().folder)/\(program)"
    }
}
