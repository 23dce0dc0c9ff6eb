// conformance-peer serve FOLDER LIMITS    prints {"port": …}; stdin: count, drain
// conformance-peer call FOLDER            a call (JSON) a line on stdin, its outcome on stdout
// Tests/ConformanceTests/README.md says what a call and an outcome hold.

let arguments = CommandLine.arguments
switch arguments.dropFirst().first {
case "serve" where arguments.count == 4: try await serve(arguments[2], limits: arguments[3])
case "call" where arguments.count == 3: try await call(arguments[2])
default: fatalError("conformance-peer serve FOLDER LIMITS | call FOLDER")
}
