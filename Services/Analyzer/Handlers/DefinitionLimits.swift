import RPC
import Runtime

/// What a definition may hold.
enum DefinitionLimits {
    static let nameByteCountMax = 64
    /// Each is matched against every message of the history.
    static let trackerCountMax = 50
    static let phraseCountMax = 100
    static let phraseByteCountMax = 200
    /// Learning takes time in proportion; a thousand of each kind take about a second.
    static let exampleCountMax = 2_000
    static let exampleByteCountMax = 2 * 1_024
    static let rubricCountMax = 20
    static let criterionCountMax = 40
    static let signalCountMax = 20
    static let weightMax = 100.0

    static func checkName(_ name: String) throws(RPCError) {
        guard !name.isEmpty, !name.contains(":") else {
            throw .invalid("name", "must not be empty and must not have a colon")
        }
        try checkText(name, "name", byteCountMax: nameByteCountMax)
    }
}
