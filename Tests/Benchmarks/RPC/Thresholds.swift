import Foundation

/// What a unary call may cost, both sides together, as the checked-in file says.
///
/// Instructions and allocations are counted by valgrind over two runs that differ only in their
/// number of calls, so that what starts and ends a process does not count, nor how busy the
/// machine is. A change of the file is a line in a review.
struct Thresholds: Decodable {
    private var instructionsPerCall: Double
    private var allocationsPerCall: Double
    /// How far a count may be from its threshold, either way: a call that has become cheaper
    /// lowers the file.
    private var tolerancePercent: Double

    private static let fewCalls = 1_280
    private static let manyCalls = 6_400

    init(file: String) throws {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        self = try decoder.decode(Self.self, from: Data(contentsOf: URL(filePath: file)))
    }

    /// Prints a line for each count, and throws when one is out of bounds.
    func check(_ certificates: Certificates) throws {
        let program = try Self.strippedProgram(in: certificates.folder)
        let counts = [
            ("instructions_per_call", instructionsPerCall, Counter.instructions),
            ("allocations_per_call", allocationsPerCall, Counter.allocations),
        ]
        var isWithin = true
        for (name, threshold, counter) in counts {
            note("counting \(name)")
            let few = try counter.count(program, certificates, calls: Self.fewCalls)
            let many = try counter.count(program, certificates, calls: Self.manyCalls)
            let value = Double(many - few) / Double(Self.manyCalls - Self.fewCalls)
            let isNear = abs(value - threshold) <= threshold * tolerancePercent / 100
            isWithin = isWithin && isNear
            let fields = [
                "\"measure\":\"\(name)\"", "\"value\":\(String(format: "%.1f", value))",
                "\"threshold\":\(threshold)", "\"within\":\(isNear)",
            ]
            print("{\(fields.joined(separator: ","))}")
        }
        guard isWithin else {
            throw Failure(
                description: "a call costs another number than the file of thresholds says; "
                    + "when the change is meant, change the file")
        }
    }

    /// Debian's valgrind cannot read Swift's debugging information, so it gets a copy without.
    private static func strippedProgram(in folder: String) throws -> String {
        let copy = "\(folder)/rpc-benchmark"
        let own = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().path
        _ = try output(of: "strip", ["--strip-debug", "-o", copy, own])
        return copy
    }

    private enum Counter {
        case instructions, allocations

        func count(_ program: String, _ certificates: Certificates, calls: Int) throws -> Int {
            let tool =
                self == .instructions
                ? ["--tool=callgrind", "--callgrind-out-file=/dev/null"]
                : ["--tool=memcheck", "--leak-check=no", "--undef-value-errors=no"]
            let load = [
                program, "--peers", "mesh", "--kinds", "unary", "--in-flight", "64", "--calls",
                "\(calls)", "--certificates", certificates.folder,
            ]
            let report = try Thresholds.output(of: "valgrind", tool + load)
            let label = self == .instructions ? "Collected : " : "total heap usage: "
            guard let line = report.split(separator: "\n").first(where: { $0.contains(label) }),
                let start = line.range(of: label)?.upperBound,
                let number = line[start...].split(separator: " ").first,
                let count = Int(number.replacing(",", with: ""))
            else { throw Failure(description: "valgrind said no number:\n\(report)") }
            return count
        }
    }

    /// What a program prints, both outputs together.
    private static func output(of program: String, _ arguments: [String]) throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [program] + arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        let text = String(decoding: data, as: UTF8.self)
        guard process.terminationStatus == 0 else {
            throw Failure(
                description: "\(program) ended with \(process.terminationStatus); it is in the "
                    + "Debian packages valgrind and binutils:\n\(text)")
        }
        return text
    }

    struct Failure: Error, CustomStringConvertible { let description: String }
}
