import Identifiers

/// All modules, found by id, type and level.
package struct ModuleLibrary: Hashable, Sendable {
    /// By type in the vocabulary's order, then from beginner to advanced.
    package let modules: [TrainingModule]
    private let places: [ModuleID: Int]

    /// Throws `LibraryFault` when a module is not fit to be taught or an id is taken twice.
    package init(_ modules: [TrainingModule]) throws(LibraryFault) {
        let sorted = modules.sorted {
            ($0.type.number, $0.level.number, $0.id) < ($1.type.number, $1.level.number, $1.id)
        }
        var places: [ModuleID: Int] = [:]
        for (place, module) in sorted.enumerated() {
            if let fault = module.faults.first {
                throw LibraryFault(module: module.id, problem: fault)
            }
            guard places.updateValue(place, forKey: module.id) == nil else {
                throw LibraryFault(module: module.id, problem: "the id is taken twice")
            }
        }
        self.modules = sorted
        self.places = places
    }

    package subscript(id: ModuleID) -> TrainingModule? { places[id].map { modules[$0] } }

    /// The modules of a type, beginners' first.
    package func modules(of type: TrainingModuleType) -> [TrainingModule] {
        modules.filter { $0.type == type }
    }
}

/// Why a module cannot be taught.
package struct LibraryFault: Error, Hashable, Sendable, CustomStringConvertible {
    package let module: ModuleID
    package let problem: String

    package init(module: ModuleID, problem: String) {
        self.module = module
        self.problem = problem
    }

    package var description: String { "training module \(module): \(problem)" }
}
