import Foundation
import Postgres

/// Takes a tenant's or a person's rows out of every schema.
///
/// It may be interrupted and run again: what leads to the rest goes last.
package struct TenantErasure: Sendable {
    /// Services that still run may write while it runs; a pass that finds nothing is the end.
    private static let passLimit = 5

    private let data: PersonalData
    private let owner: DatabaseConfiguration

    package init(_ data: PersonalData, _ owner: DatabaseConfiguration) {
        self.data = data
        self.owner = owner.forLongWork
    }

    /// How many rows of each table would go or change; changes nothing.
    package func plan(_ request: PersonRequest) async throws -> [(path: String, rows: Int)] {
        try await owned(owner) { connection in
            let tables = try data.tables(connection)
            let subject = try subject(request, tables, connection)
            return try tables.map { table in
                let rows = PersonalRows(
                    table: table, subject: subject, tenant: request.tenant, connection: connection)
                return (table.table.path, try rows.count())
            }.filter { $0.rows > 0 }
        }
    }

    /// Erases, and keeps the receipt in `file` after each table.
    ///
    /// - Parameter reference: the request's, such as a ticket's number; not the person's name.
    package func run(
        _ request: PersonRequest, reference: String, askedBy: String, receipt file: URL,
        tell: @escaping @Sendable (String) -> Void
    ) async throws -> ErasureReceipt {
        guard request.person.map({ !reference.contains($0) && !askedBy.contains($0) }) ?? true
        else {
            throw TenantFault("the receipt must not name the person: use the request's number")
        }
        guard !FileManager.default.fileExists(atPath: file.path) else {
            throw TenantFault(
                "\(file.path) is there: a receipt is not written over; name another file")
        }
        return try await owned(owner) { connection in
            var receipt = ErasureReceipt(
                request, reference: reference, askedBy: askedBy, at: try connection.now())
            try receipt.write(to: file)
            let tables = try data.tables(connection).inTurns(for: request)
            var subject: Subject?
            for _ in 0..<Self.passLimit {
                let before = receipt.deleted + receipt.rewritten
                // What led to the person's rows goes with the first pass: what it told is kept.
                if let found = try self.subject(request, tables, connection) {
                    subject = subject?.adding(found) ?? found
                }
                for table in tables {
                    let rows = PersonalRows(
                        table: table, subject: subject, tenant: request.tenant,
                        connection: connection)
                    try erase(rows, &receipt, file, tell)
                }
                if receipt.deleted + receipt.rewritten == before {
                    receipt.isComplete = true
                    break
                }
            }
            receipt.finishedAt = try connection.now()
            try receipt.write(to: file)
            guard receipt.isComplete else {
                throw TenantFault(
                    """
                    new rows came while \(Self.passLimit) passes went over the tables: stop what \
                    writes them, then run it again
                    """)
            }
            return receipt
        }
    }

    private func erase(
        _ rows: PersonalRows, _ receipt: inout ErasureReceipt, _ file: URL,
        _ tell: (String) -> Void
    ) throws {
        let table = rows.table.table
        var (deleted, batch) = (0, 0)
        repeat {
            batch = try rows.deleteBatch()
            deleted += batch
            if batch > 0 { tell("\(table.path): \(deleted) rows erased") }
        } while batch > 0
        let rewritten = try rows.replaceParts()
        receipt.add(table, deleted: deleted, rewritten: rewritten)
        if deleted + rewritten > 0 { try receipt.write(to: file) }
    }

    private func subject(
        _ request: PersonRequest, _ tables: [DeclaredTable], _ connection: OwnerConnection
    ) throws -> Subject? {
        guard request.person != nil else { return nil }
        return try data.subject(request, in: tables, connection)
    }
}

extension [DeclaredTable] {
    /// In the order in which rows may go: for a person by what leads to what, within that and for a
    /// tenant as they refer to each other.
    fileprivate func inTurns(for request: PersonRequest) -> [DeclaredTable] {
        guard request.person != nil else { return self }
        return enumerated()
            .sorted { ($0.element.turn, $0.offset) < ($1.element.turn, $1.offset) }
            .map(\.element)
    }
}
