import Postgres

/// A table with what its service declares of it.
struct DeclaredTable: Sendable {
    let table: StoredTable
    let declaration: PersonalTable

    /// Leads from a person to what belongs to them: it must go last, or a run that was interrupted
    /// would not find the rest again.
    ///
    /// Messages of the wire go first, so that nobody reads them any more while the rest goes.
    var turn: Int {
        let links = declaration.links
        if links.contains(where: { if case .message = $0 { true } else { false } }) { return 0 }
        if links.contains(where: { if case .user = $0 { true } else { false } }) { return 4 }
        if links.contains(where: { if case .lead = $0 { true } else { false } }) { return 3 }
        return links.contains(where: { if case .agent = $0 { true } else { false } }) ? 2 : 1
    }
}

/// Where the mesh keeps what belongs to persons: the catalogue's tables with the services' words.
package struct PersonalData: Sendable {
    /// By schema.
    private let declarations: [String: [PersonalTable]]

    /// `declarations` of each service, without the tables that every schema has.
    package init(_ declarations: [String: [PersonalTable]]) { self.declarations = declarations }

    var schemas: [String] { declarations.keys.sorted() }

    /// Every table with rows of tenants.
    ///
    /// Throws for one that nobody has declared: it might hold what is asked for.
    func tables(_ connection: OwnerConnection) throws -> [DeclaredTable] {
        let faults = try faults(connection)
        guard faults.isEmpty else { throw TenantFault(faults.joined(separator: "\n")) }
        return try StoredTable.all(in: schemas, connection).filter(\.hasTenant).compactMap {
            table in
            declaration(of: table).map { DeclaredTable(table: table, declaration: $0) }
        }
    }

    /// Where catalogue and declarations differ; empty when they do not.
    package func faults(_ owner: DatabaseConfiguration) async throws -> [String] {
        try await owned(owner) { connection in try faults(connection) }
    }

    private func faults(_ connection: OwnerConnection) throws -> [String] {
        let tables = try StoredTable.all(in: schemas, connection)
        var faults: [String] = []
        for table in tables where table.hasTenant || table.columns.contains("agent_id") {
            guard let declaration = declaration(of: table) else {
                faults.append("\(table.path) is not in its service's personalData")
                continue
            }
            let unknown = declaration.columns.filter { !table.columns.contains($0) }
            faults += unknown.map { "\(table.path) has no column \($0)" }
        }
        for (schema, declared) in declarations {
            let gone = declared.filter { declaration in
                !tables.contains { $0.schema == schema && $0.name == declaration.name }
            }
            faults += gone.map { "\(schema).\($0.name) is declared and is not there" }
        }
        return faults.sorted()
    }

    private func declaration(of table: StoredTable) -> PersonalTable? {
        let own = declarations[table.schema, default: []]
        return (own + PersonalTable.foundation).first { $0.name == table.name }
    }

    /// The person with all that belongs to them, found by going from row to row.
    func subject(
        _ request: PersonRequest, in tables: [DeclaredTable], _ connection: OwnerConnection
    ) throws -> Subject {
        var subject = Subject(request)
        // Users lead to agents, these to conversations and sessions, these to alerts.
        for _ in 0..<4 {
            for table in tables where table.declaration.links.count > 1 {
                try table.extend(&subject, of: request.tenant, connection)
            }
        }
        return subject
    }
}

extension PersonalTable {
    fileprivate var columns: [String] {
        links.flatMap { link -> [String] in
            switch link {
            case .agent(let column), .mentionedAgent(let column), .lead(let column),
                .user(let column), .conversation(let column), .session(let column),
                .alert(let column),
                .message(let column):
                [column]
            case .parts(let columns): columns
            }
        } + withheld
    }
}

extension DeclaredTable {
    /// Adds what the person's rows in this table lead to.
    fileprivate func extend(
        _ subject: inout Subject, of tenant: String, _ connection: OwnerConnection
    ) throws(DatabaseError) {
        for link in declaration.links {
            switch link {
            case .conversation(let column):
                subject.conversations.formUnion(
                    try found(column, by: subject.owners, connection, subject, tenant))
            case .session(let column):
                subject.sessions.formUnion(
                    try found(column, by: subject.owners, connection, subject, tenant))
            case .alert(let column):
                subject.alerts.formUnion(
                    try found(column, by: { _ in true }, connection, subject, tenant))
            case .agent(let column):
                subject.agents.formUnion(
                    try found(column, by: subject.names, connection, subject, tenant))
            case .user(let column):
                subject.users.formUnion(
                    try found(column, by: subject.owners, connection, subject, tenant))
            case .lead, .mentionedAgent, .message, .parts: break
            }
        }
    }

    private func found(
        _ column: String, by isUsed: (PersonalTable.Link) -> Bool, _ connection: OwnerConnection,
        _ subject: Subject, _ tenant: String
    ) throws(DatabaseError) -> [String] {
        let links = declaration.links.filter {
            subject.values(of: $0)?.column != column && isUsed($0)
        }
        guard let condition = condition(on: links, subject) else { return [] }
        return try connection.within(table.schema, tenant: tenant) { () throws(DatabaseError) in
            try connection.rows(
                "SELECT DISTINCT \(column) FROM \(table.path) WHERE \(condition.sql)"
                    + " AND \(column) IS NOT NULL", condition.values
            ).compactMap { $0[0] }
        }
    }

    /// What picks the person's rows by `links`; nil when none of them has a value.
    ///
    /// - Parameter count: How many values stand before its own.
    func condition(
        on links: [PersonalTable.Link], _ subject: Subject, after count: Int = 0
    ) -> (sql: String, values: [String])? {
        var (terms, values): ([String], [String]) = ([], [])
        for link in links {
            guard let (column, wanted, cast) = subject.values(of: link), !wanted.isEmpty else {
                continue
            }
            values.append(arrayLiteral(wanted.sorted()))
            terms.append("\(column) = ANY($\(count + values.count)::\(cast)[])")
        }
        return terms.isEmpty ? nil : ("(\(terms.joined(separator: " OR ")))", values)
    }
}

extension Subject {
    /// Links by which a row belongs to the person and not only to a conversation of theirs.
    fileprivate func owners(_ link: PersonalTable.Link) -> Bool {
        switch link {
        case .agent, .lead, .user: true
        default: false
        }
    }

    fileprivate func names(_ link: PersonalTable.Link) -> Bool {
        if case .user = link { true } else { false }
    }
}

extension OwnerConnection {
    /// Runs `body` in a transaction as the owner of `schema`, who sees the rows of `tenant` only:
    /// row-level security holds even a wrong condition to the tenant.
    func within<Value>(
        _ schema: String, tenant: String, _ body: () throws(DatabaseError) -> Value
    ) throws(DatabaseError) -> Value {
        try run("BEGIN; SET LOCAL ROLE \(schema)_owner")
        do throws(DatabaseError) {
            try rows("SELECT set_config('app.tenant', $1, true)", [tenant])
            let value = try body()
            try run("COMMIT")
            return value
        } catch {
            if error.kind != .unavailable { try run("ROLLBACK") }
            throw error
        }
    }
}
