import MeshctlCommands
import Testing

/// How `meshctl` names methods.
struct RegistryTests {
    @Test func everyMethodIsCalledByOneName() {
        let paths = ContractRegistry.entries.map(\.path)
        #expect(Set(paths).count == paths.count)
        for path in paths { #expect(ContractRegistry.entry(named: path) != nil, "\(path)") }
    }
}
