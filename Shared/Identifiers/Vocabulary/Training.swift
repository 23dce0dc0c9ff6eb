/// How far an agent has come with a training module.
public enum ModuleStatus: String, Vocabulary {
    case notStarted = "not_started"
    case inProgress = "in_progress"
    case completed
}

/// How a conversation with a simulated client stands.
public enum RolePlayStatus: String, Vocabulary {
    case active
    /// The client agreed to what the scenario asks for.
    case won
    /// The client left.
    case lost
    /// The agent stopped before the end.
    case ended
}

/// Who plays the client.
public enum RolePlayPartner: String, Vocabulary {
    case script, claude
}
