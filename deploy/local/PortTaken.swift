import PostgresCluster

extension MeshLayout {
    /// Throws for the first port of a service that somebody else has: the service would die of it
    /// again and again.
    package func checkPorts() throws(PortTaken) {
        let ports = Self.services.flatMap { [callPort(of: $0), operationsPort(of: $0)] }
        for port in ports + [httpsPort] where !FreePorts.isFree(port, evenResting: true) {
            throw PortTaken(port: port, layout: self)
        }
    }
}

/// A port that a mesh needs belongs to another program.
package struct PortTaken: Error, CustomStringConvertible {
    let port: Int
    let layout: MeshLayout

    package var description: String {
        """
        port \(port) belongs to another program; the mesh needs \(layout.basePort) to \
        \(layout.postgresPort) and \(layout.httpsPort): name others with --base-port and --https-port
        """
    }
}
