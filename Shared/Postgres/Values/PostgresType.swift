/// A type of Postgres and the type of its arrays, by their oids, which never change.
///
/// Source: src/include/catalog/pg_type.dat.
package struct PostgresType: Hashable, Sendable {
    package let oid: UInt32
    package let arrayOID: UInt32

    package static let bool = PostgresType(oid: 16, arrayOID: 1000)
    package static let bytea = PostgresType(oid: 17, arrayOID: 1001)
    package static let name = PostgresType(oid: 19, arrayOID: 1003)
    package static let int8 = PostgresType(oid: 20, arrayOID: 1016)
    package static let int2 = PostgresType(oid: 21, arrayOID: 1005)
    package static let int4 = PostgresType(oid: 23, arrayOID: 1007)
    package static let text = PostgresType(oid: 25, arrayOID: 1009)
    package static let json = PostgresType(oid: 114, arrayOID: 199)
    package static let float4 = PostgresType(oid: 700, arrayOID: 1021)
    package static let float8 = PostgresType(oid: 701, arrayOID: 1022)
    package static let bpchar = PostgresType(oid: 1042, arrayOID: 1014)
    package static let varchar = PostgresType(oid: 1043, arrayOID: 1015)
    package static let date = PostgresType(oid: 1082, arrayOID: 1182)
    package static let timestamptz = PostgresType(oid: 1184, arrayOID: 1185)
    package static let numeric = PostgresType(oid: 1700, arrayOID: 1231)
    package static let uuid = PostgresType(oid: 2950, arrayOID: 2951)
    package static let jsonb = PostgresType(oid: 3802, arrayOID: 3807)
    package static let xid8 = PostgresType(oid: 5069, arrayOID: 271)

    private static let names: [PostgresType: String] = [
        .bool: "bool", .bytea: "bytea", .name: "name", .int8: "int8", .int2: "int2", .int4: "int4",
        .text: "text", .json: "json", .float4: "float4", .float8: "float8", .bpchar: "bpchar",
        .varchar: "varchar", .date: "date", .timestamptz: "timestamptz", .numeric: "numeric",
        .uuid: "uuid", .jsonb: "jsonb", .xid8: "xid8",
    ]

    /// The name of the type with this oid, for a message.
    static func name(of oid: UInt32) -> String {
        for (type, name) in names {
            if type.oid == oid { return name }
            if type.arrayOID == oid { return "\(name)[]" }
        }
        return oid == 2278 ? "void" : "the type with oid \(oid)"
    }
}
