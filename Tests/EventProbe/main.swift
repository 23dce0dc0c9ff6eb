import CrashTest
import Runtime

// Two services that exist to be killed: one publishes, the other applies.
switch CommandLine.arguments.last {
case "producer": try await run(ProbeProducer.self)
case "consumer": try await run(ProbeConsumer.self)
default: fatalError("usage: event-probe producer|consumer")
}
