import Foundation
import Synchronization

/// A TCP proxy on loopback that can be told to fail as networks do.
final class CutProxy: Sendable {
    enum Mode: Sendable { case passing, halted, refusing }

    private struct State {
        var mode = Mode.passing
        var sockets: Set<Int32> = []
        var isClosed = false
    }

    private final class Gate: Sendable {
        let state = Mutex(State())
    }

    let port: Int
    private let listener: Int32
    private let target: Int
    private let gate = Gate()

    /// Passes what comes to a port of its own on to `target`.
    init(to target: Int) throws {
        self.target = target
        let listener = socket(
            AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var address = loopback(port: 0)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isListening = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, length) == 0 && listen(listener, 128) == 0
                    && getsockname(listener, $0, &length) == 0
            }
        }
        guard isListening else { throw CrashTestFault("no port left for the proxy") }
        self.listener = listener
        port = Int(UInt16(bigEndian: address.sin_port))
        Thread.detachNewThread { [self] in accept() }
    }

    func set(_ mode: Mode) { gate.state.withLock { $0.mode = mode } }

    /// Ends every connection with a reset.
    func reset() {
        let sockets = gate.state.withLock { $0.sockets }
        for socket in sockets { endWithReset(socket) }
    }

    func close() {
        gate.state.withLock { $0.isClosed = true }
        shutdown(listener, Int32(SHUT_RDWR))
        reset()
    }

    // MARK: - Threads

    private func accept() {
        while !gate.state.withLock(\.isClosed) {
            let client = Foundation.accept(listener, nil, nil)
            guard client >= 0 else { continue }
            let server = passes() ? connect() : nil
            guard let server else {
                abandon(client)
                continue
            }
            let ends = Ends(client, server, gate)
            Thread.detachNewThread { ends.pump(client, server) }
            Thread.detachNewThread { ends.pump(server, client) }
        }
        Foundation.close(listener)
    }

    private func passes() -> Bool { gate.state.withLock { $0.mode != .refusing } }

    private func connect() -> Int32? {
        let server = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var address = loopback(port: target)
        let status = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Foundation.connect(server, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        if status == 0 { return server }
        Foundation.close(server)
        return nil
    }

    /// Two sockets, closed when both directions have ended.
    private final class Ends: Sendable {
        private let first: Int32
        private let second: Int32
        private let gate: Gate

        init(_ first: Int32, _ second: Int32, _ gate: Gate) {
            (self.first, self.second, self.gate) = (first, second, gate)
            gate.state.withLock { $0.sockets.formUnion([first, second]) }
        }

        deinit {
            gate.state.withLock { $0.sockets.subtract([first, second]) }
            Foundation.close(first)
            Foundation.close(second)
        }

        func pump(_ source: Int32, _ target: Int32) {
            var bytes = [UInt8](repeating: 0, count: 65_536)
            while true {
                let count = recv(source, &bytes, bytes.count, 0)
                while gate.state.withLock({ $0.mode == .halted }) { usleep(2_000) }
                guard count > 0, sendAll(bytes[..<count], to: target) else { break }
            }
            shutdown(source, Int32(SHUT_RDWR))
            shutdown(target, Int32(SHUT_RDWR))
        }

        private func sendAll(_ bytes: ArraySlice<UInt8>, to socket: Int32) -> Bool {
            var rest = bytes
            while !rest.isEmpty {
                let sent = rest.withUnsafeBytes {
                    send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
                }
                guard sent > 0 else { return false }
                rest = rest.dropFirst(sent)
            }
            return true
        }
    }
}

private func loopback(port: Int) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(UInt16(port).bigEndian)
    address.sin_addr.s_addr = in_addr_t(UInt32(0x7F00_0001).bigEndian)
    return address
}

/// Has the kernel send RST rather than FIN; the threads that read the socket close it.
private func endWithReset(_ socket: Int32) {
    var hard = linger(l_onoff: 1, l_linger: 0)
    setsockopt(socket, SOL_SOCKET, SO_LINGER, &hard, socklen_t(MemoryLayout<linger>.size))
    shutdown(socket, Int32(SHUT_RDWR))
}

private func abandon(_ socket: Int32) {
    endWithReset(socket)
    Foundation.close(socket)
}
