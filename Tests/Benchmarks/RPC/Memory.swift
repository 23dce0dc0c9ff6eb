import CMalloc
import Foundation

/// The resident memory of this process, or of another one, in bytes.
func residentByteCount(of process: Int32? = nil) -> Int {
    let name = process.map { "\($0)" } ?? "self"
    let fields = (try? String(contentsOfFile: "/proc/\(name)/statm", encoding: .utf8)) ?? ""
    let pages = fields.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
    return pages * Int(sysconf(Int32(_SC_PAGESIZE)))
}

/// What this process has allocated and not freed, in bytes.
func allocatedByteCount() -> Int {
    let heap = mallinfo2()
    return heap.uordblks + heap.hblkhd
}

/// As many open files as the system allows this process: every connection is one.
func raiseFileLimit() {
    var limit = rlimit()
    getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    limit.rlim_cur = limit.rlim_max
    setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
}

/// Prints one row whose fields are its own.
func printRow(_ fields: [(String, any CustomStringConvertible & Sendable)]) {
    let pairs = fields.map { name, value in
        value is String ? "\"\(name)\":\"\(value)\"" : "\"\(name)\":\(value)"
    }
    print("{\(pairs.joined(separator: ","))}")
    fflush(nil)
}
